import { engagementEvent } from "./acs-engagement";
import { statusEvent } from "./acs-status";
import { type Fields, fieldsOf } from "./fields";
import { LIMITS } from "./limits";
import type { Report } from "./report";
import type { Finding } from "./source";
import { fieldText } from "./text";

/**
 * One row of the resource logs, from either of its forms: a raw diagnostic record (`time`, `category`, `correlationId`,
 * `properties`) or a row of Log Analytics, whose columns are those of `properties` and of the envelope in one.
 */
interface LogRow {
  category: string;
  time: unknown;
  messageId: unknown;
  columns: Fields;
}

type Category = "send" | "status" | "engagement";

const CATEGORIES = new Map<string, Category>([
  ["emailsendmailoperational", "send"],
  ["emailstatusupdateoperational", "status"],
  ["emailuserengagementoperational", "engagement"],
]);

/** Says how a log record is to be read; undefined for what is no log record at all. */
function rowOf(record: Fields): LogRow | undefined {
  const properties = fieldsOf(record.properties);
  const columns = properties ?? record;
  const named = record.category ?? record.Category ?? record.Type ?? columns.OperationCategory;
  const category =
    fieldText(named, LIMITS.word).toLowerCase().replace(/^acs/, "") || categoryByColumns(columns);
  if (!category) return undefined;
  return {
    category,
    time: record.time ?? record.TimeGenerated,
    messageId: record.correlationId ?? record.CorrelationId ?? record.CorrelationID,
    columns,
  };
}

/** A query may have left out the columns that name the table, and have put several tables in one. */
function categoryByColumns(columns: Fields): string {
  if (columns.EngagementType) return "emailuserengagementoperational";
  if ("DeliveryStatus" in columns) return "emailstatusupdateoperational";
  return "UniqueRecipientsCount" in columns ? "emailsendmailoperational" : "";
}

/** Reads one record of the resource logs; rows of other categories and those about no single recipient are ignored. */
export function logFinding(record: Fields): Finding {
  const row = rowOf(record);
  if (!row) return { reason: "Neither an Event Grid event nor a record of the e-mail logs" };
  switch (CATEGORIES.get(row.category)) {
    case "status":
      return statusRow(row);
    case "engagement":
      return engagementRow(row);
    default:
      return null;
  }
}

/** Statuses of the whole message: rows that carry one name no recipient. */
const MESSAGE_LEVEL = ["queued", "outfordelivery", "dropped"];

function statusRow({ time, messageId, columns }: LogRow): Finding {
  const status = fieldText(columns.DeliveryStatus, LIMITS.word).trim();
  const recipient = fieldText(columns.RecipientId, LIMITS.id).trim();
  // Asking for a message's state (GetMessageStatus) leaves rows of its own, without a status.
  if (!status || (!recipient && MESSAGE_LEVEL.includes(status.toLowerCase()))) return null;
  const report: Report = {
    source: "acs",
    route: "log",
    messageId: fieldText(messageId, LIMITS.id).trim(),
    recipient,
    sender: senderOf(columns),
    status,
    text: fieldText(columns.FailureMessage, LIMITS.text) || fieldText(columns.FailureReason, LIMITS.text),
    reply: fieldText(columns.SmtpStatusCode, LIMITS.word).trim(),
    enhanced: fieldText(columns.EnhancedSmtpStatusCode, LIMITS.word).trim(),
    hardBounce: triState(columns.IsHardBounce),
    mx: fieldText(columns.RecipientMailServerHostName, LIMITS.word),
    internetMessageId: fieldText(columns.InternetMessageId, LIMITS.id),
  };
  return statusEvent(report, fieldText(time, LIMITS.word));
}

function engagementRow({ time, messageId, columns }: LogRow): Finding {
  return engagementEvent({
    route: "log",
    time: fieldText(time, LIMITS.word),
    messageId: fieldText(messageId, LIMITS.id).trim(),
    recipient: fieldText(columns.RecipientId, LIMITS.id).trim(),
    sender: senderOf(columns),
    engagement: fieldText(columns.EngagementType, LIMITS.word).trim(),
    url: fieldText(columns.EngagementContext, LIMITS.url),
    userAgent: fieldText(columns.UserAgent, LIMITS.word),
  });
}

function senderOf(columns: Fields): string {
  const user = fieldText(columns.SenderUsername, LIMITS.id).trim();
  const domain = fieldText(columns.SenderDomain, LIMITS.id).trim();
  return (user && domain ? `${user}@${domain}` : domain).toLowerCase();
}

/** A boolean in raw records, "True", "False" or nothing in Log Analytics. */
function triState(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = fieldText(value, LIMITS.word).trim().toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}
