import { engagementEvent } from "./acs-engagement";
import { statusEvent } from "./acs-status";
import { type Fields, fieldsOf } from "./fields";
import { LIMITS } from "./limits";
import type { Report } from "./report";
import type { Finding } from "./source";
import { fieldText, quote } from "./text";

const DELIVERY = "microsoft.communication.emaildeliveryreportreceived";
const ENGAGEMENT = "microsoft.communication.emailengagementtrackingreportreceived";
const OF_MAIL = "microsoft.communication.email";
const VALIDATION = "microsoft.eventgrid.subscriptionvalidationevent";

/** The type of an event in the Event Grid schema or in CloudEvents 1.0, lower case; empty for what is neither. */
export const eventType = (event: Fields): string =>
  event.data === undefined ? "" : fieldText(event.eventType ?? event.type, LIMITS.word).toLowerCase();

/** The code that a new subscription wants back, if the event asks for it. Its `validationUrl` is never fetched. */
export function validationCode(event: unknown): string | undefined {
  const fields = fieldsOf(event);
  if (!fields || eventType(fields) !== VALIDATION) return undefined;
  return fieldText(fieldsOf(fields.data)?.validationCode, LIMITS.word) || undefined;
}

/** Reads one event of Event Grid; those of other services are ignored. */
export function eventGridFinding(event: Fields, type: string): Finding {
  if (type !== DELIVERY && type !== ENGAGEMENT) {
    const written = fieldText(event.eventType ?? event.type, LIMITS.word);
    return type.startsWith(OF_MAIL) ? { reason: `Unknown type of event ${quote(written)}` } : null;
  }
  const data = fieldsOf(event.data);
  if (!data) return { reason: "The event has no data" };
  const published = fieldText(event.eventTime ?? event.time, LIMITS.word);
  return type === DELIVERY ? deliveryReport(data, published) : engagementReport(data, published);
}

/** The page writes `deliveryAttemptTimeStamp`, the wire `deliveryAttemptTimestamp`; the same for the user's action. */
function deliveryReport(data: Fields, published: string): Finding {
  const details = fieldsOf(data.deliveryStatusDetails) ?? {};
  const attempt = data.deliveryAttemptTimestamp ?? data.deliveryAttemptTimeStamp;
  const report: Report = {
    source: "acs",
    route: "webhook",
    messageId: fieldText(data.messageId, LIMITS.id).trim(),
    recipient: fieldText(data.recipient, LIMITS.id).trim(),
    sender: fieldText(data.sender, LIMITS.id).trim().toLowerCase(),
    status: fieldText(data.status, LIMITS.word).trim(),
    text: fieldText(details.statusMessage, LIMITS.text),
    reply: "",
    enhanced: "",
    mx: fieldText(details.recipientMailServerHostName, LIMITS.word),
    internetMessageId: fieldText(data.internetMessageId, LIMITS.id),
  };
  return statusEvent(report, fieldText(attempt, LIMITS.word) || published);
}

function engagementReport(data: Fields, published: string): Finding {
  const action = data.userActionTimestamp ?? data.userActionTimeStamp;
  return engagementEvent({
    route: "webhook",
    time: fieldText(action, LIMITS.word) || published,
    messageId: fieldText(data.messageId, LIMITS.id).trim(),
    recipient: fieldText(data.recipient, LIMITS.id).trim(),
    sender: fieldText(data.sender, LIMITS.id).trim().toLowerCase(),
    engagement: fieldText(data.engagementType, LIMITS.word).trim(),
    url: fieldText(data.engagementContext, LIMITS.url),
    userAgent: fieldText(data.userAgent, LIMITS.word),
  });
}
