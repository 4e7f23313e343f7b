import type { Kind } from "@/lib/core/events";
import { campaignIn } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { addressIn, id, link, prose, senderIn, word } from "./pick";
import { reported } from "./report";
import { collect, type Finding, kindOfJson, type Source } from "./source";
import { quote } from "./text";
import { unixTime } from "./time";

/** Twilio SendGrid's Event Webhook: a list of events, among their fields the sender's own. */
export const sendgrid: Source = {
  id: "sendgrid",
  // It sends batches of at most 768 KB.
  largestBody: 1_000_000,
  readWebhook: (body) => collect(Array.isArray(body) ? body : [body], finding),
  readRecord: (record) => collect([record], finding),
};

const EVENTS = new Map<string, Kind | "bounce">([
  ["processed", "queued"],
  ["delivered", "delivered"],
  ["deferred", "delayed"],
  ["bounce", "bounce"],
  ["dropped", "suppressed"],
  ["open", "opened"],
  ["click", "clicked"],
  ["spamreport", "complained"],
  ["unsubscribe", "unsubscribed"],
  ["group_unsubscribe", "unsubscribed"],
]);
/** What the type of a bounce says; one without a type is of the time when there was one only. */
const HARD = new Map([
  ["", true],
  ["bounce", true],
  ["blocked", false],
]);
/** About the account, or the taking back of an unsubscribe, which releases nobody here. */
const NO_FACT = new Set(["account_status_change", "group_resubscribe"]);
/** Reasons to drop a mail that are no suppression: the request was at fault. */
const REFUSED_REQUEST = /^(invalid( smtpapi header)?|spam content|recipient list over)/i;

function finding(record: unknown): Finding {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not an event but ${kindOfJson(record)}` };
  const event = word(fields.event);
  if (NO_FACT.has(event)) return null;
  const known = EVENTS.get(event);
  if (!known) return { reason: event ? `Unknown event ${quote(event)}` : "No event" };
  const text = prose(fields.reason) || prose(fields.response);
  const kind = known === "suppressed" && REFUSED_REQUEST.test(text) ? "bounce" : known;
  const found = reported(
    {
      ...({ source: "sendgrid", route: "webhook" } as const),
      messageId: messageIdOf(fields),
      recipient: addressIn(fields.email),
      sender: senderIn(fields.from),
      status: statusOf(fields, event),
      ...{ text, reply: "", enhanced: word(fields.status) },
      hardBounce: event === "bounce" ? HARD.get(word(fields.type)) : undefined,
      mx: "",
      internetMessageId: id(fields["smtp-id"]),
      campaign: campaignIn(fields.marketing_campaign_name, fields.category),
      ...{ url: link(fields.url), userAgent: word(fields.useragent) },
    },
    kind,
    unixTime(fields.timestamp),
  );
  // A group is a list of SendGrid's, which keeps it: which of ours it is nobody knows.
  return event === "group_unsubscribe" && found && "kind" in found ? { ...found, narrow: true } : found;
}

/** "bounce/Invalid Address": the type of a bounce and, where that is switched on, its classification. */
function statusOf(fields: Fields, event: string): string {
  if (event === "group_unsubscribe") return `${event} ${word(fields.asm_group_id)}`.trim();
  if (event !== "bounce") return event;
  const classification = word(fields.bounce_classification);
  return [word(fields.type) || event, classification].filter(Boolean).join("/");
}

/** `{id}.{filter...}`: the id is what the API gave back as X-Message-Id. Dropped mail has no id before its filter. */
function messageIdOf(fields: Fields): string {
  const given = id(fields.sg_message_id);
  if (!given.startsWith("filter") && given) return given.split(".", 1)[0]!;
  return id(fields["smtp-id"]).replace(/^<|>$/g, "") || given;
}
