import type { Kind } from "@/lib/core/events";
import { campaignIn, campaignTags } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { addressIn, id, inner, link, listOf, prose, senderIn, word } from "./pick";
import { reported } from "./report";
import { collect, type Finding, kindOfJson, type Source } from "./source";
import { quote } from "./text";
import { eventTime } from "./time";

/** Resend: one event a request. Its `created_at` is the event's time, that of `data` the message's. */
export const resend: Source = {
  id: "resend",
  largestBody: 1_000_000,
  readWebhook: (body) => collect(Array.isArray(body) ? body : [body], finding),
  readRecord: (record) => collect([record], finding),
};

const EVENTS = new Map<string, Kind | "bounce" | null>([
  ["email.sent", "queued"],
  ["email.scheduled", null],
  ["email.delivered", "delivered"],
  ["email.delivery_delayed", "delayed"],
  ["email.bounced", "bounce"],
  ["email.failed", "bounce"],
  ["email.suppressed", "suppressed"],
  ["email.complained", "complained"],
  ["email.opened", "opened"],
  ["email.clicked", "clicked"],
  ["email.received", null],
]);
/** Events of contacts, domains and the account's suppression list. */
const NO_FACT = /^(contact|domain|suppression)\./;
/** Before there was `email.suppressed` the message of a bounce said so. */
const SUPPRESSED = /^resend has suppressed sending/i;
/** The platform's own explanation: no receiver's words, whose talk of reputation would be read as theirs. */
const EXPLANATION = /^the recipient's email provider sent a (hard|general|soft) bounce message/i;
/** Its words for an address on its own list, as SES has them. */
const ON_LIST = /^(suppressed|onaccountsuppressionlist|unsubscribedrecipient)$/i;

function finding(record: unknown): Finding | Finding[] {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not an event but ${kindOfJson(record)}` };
  const type = word(fields.type);
  if (NO_FACT.test(type)) return null;
  const known = EVENTS.get(type);
  if (known === undefined) return { reason: type ? `Unknown event ${quote(type)}` : "No event" };
  if (known === null) return null;
  const data = inner(fields.data);
  const people = listOf(data.to).map(addressIn);
  // Every recipient of a message was asked for; of all else it is not said whom it is about.
  if (known === "queued" && people.length > 1)
    return people.map((recipient) => told(fields, data, recipient, known));
  const counted = !["opened", "clicked", "complained"].includes(known);
  if (people.length > 1 && counted)
    return { reason: `It names ${people.length} recipients, and not which of them it is about` };
  return told(fields, data, people.length === 1 ? people[0]! : "", known);
}

function told(fields: Fields, data: Fields, recipient: string, known: Kind | "bounce"): Finding {
  const bounce = inner(data.bounce);
  const message = prose(bounce.message) || prose(inner(data.failed).reason);
  const [, explained] = EXPLANATION.exec(message) ?? [];
  const type = word(bounce.type) || (explained?.toLowerCase() === "hard" ? "Permanent" : "");
  const subtype = word(bounce.subType) || (type && "General");
  const diagnostic = prose(listOf(bounce.diagnosticCode)[0] ?? bounce.diagnosticCode);
  const suppressed = known === "bounce" && (SUPPRESSED.test(message) || ON_LIST.test(subtype));
  const click = inner(data.click);
  return reported(
    {
      ...({ source: "resend", route: "webhook" } as const),
      messageId: id(data.email_id),
      recipient,
      sender: senderIn(data.from),
      status: type ? `${type}/${subtype}` : word(fields.type),
      text: diagnostic || (explained ? "" : message),
      ...{ reply: "", enhanced: "", mx: "" },
      hardBounce: suppressed || !type ? undefined : type === "Permanent",
      internetMessageId: id(data.message_id),
      campaign: campaignIn(campaignTags(data.tags), data.broadcast_id),
      ...{ url: link(click.link), userAgent: word(click.userAgent ?? inner(data.open).userAgent) },
    },
    suppressed ? "suppressed" : known,
    eventTime(word(fields.created_at)),
  );
}
