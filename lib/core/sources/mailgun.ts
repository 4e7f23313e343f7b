import type { Kind } from "@/lib/core/events";
import { campaignIn } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { addressIn, id, inner, link, listOf, prose, senderIn, word } from "./pick";
import { reported } from "./report";
import { collect, type Finding, kindOfJson, type Source } from "./source";
import { quote } from "./text";
import { unixTime } from "./time";

/** Mailgun: one event a request, beside its signature. */
export const mailgun: Source = {
  id: "mailgun",
  largestBody: 1_000_000,
  readWebhook: (body) => collect([body], finding),
  readRecord: (record) => collect([record], finding),
};

const EVENTS = new Map<string, Kind | "bounce">([
  ["accepted", "queued"],
  ["delivered", "delivered"],
  ["opened", "opened"],
  ["clicked", "clicked"],
  ["complained", "complained"],
  ["unsubscribed", "unsubscribed"],
]);
/** Of storing, of incoming mail and of lists: no fact about a recipient. */
const NO_FACT = new Set(["stored", "list_member_uploaded", "list_member_upload_error", "list_uploaded"]);

/** `event-data` in a webhook; the event itself in an answer of the Events API. */
function finding(record: unknown): Finding {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not an event but ${kindOfJson(record)}` };
  const event = fieldsOf(fields["event-data"]) ?? fields;
  const name = word(event.event).toLowerCase();
  if (NO_FACT.has(name)) return null;
  if (name === "failed" || name === "rejected") return failure(event, name);
  const kind = EVENTS.get(name);
  if (!kind) return { reason: name ? `Unknown event ${quote(name)}` : "No event" };
  const status = inner(event["delivery-status"]);
  const text = prose(status.message);
  const code = kind === "delivered" ? word(status.code) : "";
  return reported(
    { ...messageOf(event), status: name, text, reply: code, enhanced: word(status["enhanced-code"]) },
    kind,
    unixTime(event.timestamp),
  );
}

/**
 * A temporary failure is tried again, a permanent one is not, but may say so in words of Mailgun's own: its codes of 600
 * and more, and 498, are no replies.
 */
function failure(event: Fields, name: string): Finding {
  const status = inner(event["delivery-status"]);
  const reject = inner(event.reject);
  const [severity, reason] = [word(event.severity).toLowerCase(), word(event.reason).toLowerCase()];
  const kind = reason.startsWith("suppress-")
    ? "suppressed"
    : severity === "temporary"
      ? "delayed"
      : "bounce";
  const code = word(status.code);
  const bounceType = word(status["bounce-type"]).toLowerCase();
  return reported(
    {
      ...messageOf(event),
      status: name === "rejected" ? name : [severity || "failed", reason].filter(Boolean).join("/"),
      text: prose(status.message) || prose(status.description) || prose(reject.reason),
      reply: code === "498" ? "" : code,
      enhanced: word(status["enhanced-code"]),
      hardBounce: kind === "bounce" && bounceType ? bounceType === "hard" : undefined,
    },
    kind,
    unixTime(event.timestamp),
  );
}

/** Who, of which message. A rejected one names its recipient in the header only. */
function messageOf(event: Fields) {
  const headers = inner(inner(event.message).headers);
  const client = inner(event["client-info"]);
  const messageId = id(headers["message-id"]).replace(/^<|>$/g, "");
  return {
    ...({ source: "mailgun", route: "webhook" } as const),
    // Its oldest samples have no headers: the event's own id is the only one then.
    messageId: messageId || id(event.id),
    recipient: addressIn(event.recipient) || addressIn(headers.to),
    sender: senderIn(inner(event.envelope).sender) || senderIn(headers.from),
    mx: word(inner(event["delivery-status"])["mx-host"]),
    internetMessageId: messageId,
    campaign: campaignIn(
      listOf(event.campaigns).flatMap((one) => [inner(one).name, inner(one).id]),
      event.tags,
    ),
    ...{ url: link(event.url), userAgent: word(client["user-agent"]) },
  };
}
