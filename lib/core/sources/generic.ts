import { KINDS, type Kind } from "@/lib/core/events";
import { campaignIn } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { LIMITS } from "./limits";
import { reported } from "./report";
import { collect, type Finding, kindOfJson, type Source } from "./source";
import { fieldText, quote } from "./text";
import { eventTime, unixTime } from "./time";

/**
 * Our own form, for what has no form of its own: one event, a list of them, or `{"events": [...]}`. docs/sources.md
 * describes it field by field.
 */
export const generic: Source = {
  id: "generic",
  largestBody: 1_500_000,
  readWebhook: (body) => collect(elementsOf(body), finding),
  readRecord: (record) => collect([record], finding),
};

function elementsOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  const events = fieldsOf(body)?.events;
  return Array.isArray(events) ? events : [body];
}

/** Of a bounce the class is read from its evidence. */
const EVENTS = new Map<string, Kind | "bounce">([
  ["bounced", "bounce"],
  ...KINDS.filter((kind) => !["soft", "spam", "hard"].includes(kind)).map((kind) => [kind, kind] as const),
]);

function finding(record: unknown): Finding {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not an event but ${kindOfJson(record)}` };
  const event = fieldText(fields.event, LIMITS.word).trim();
  const kind = EVENTS.get(event.toLowerCase());
  if (!kind) return { reason: event ? `Unknown event ${quote(event)}` : "No event" };
  const text = (name: string, limit: number) => fieldText(fields[name], limit).trim();
  return reported(
    {
      source: "generic",
      route: "webhook",
      messageId: text("messageId", LIMITS.id),
      recipient: text("recipient", LIMITS.id),
      sender: text("sender", LIMITS.id).toLowerCase(),
      status: text("status", LIMITS.word) || event,
      text: text("text", LIMITS.text),
      reply: text("reply", LIMITS.word),
      enhanced: text("enhanced", LIMITS.word),
      hardBounce: typeof fields.hard === "boolean" ? fields.hard : undefined,
      mx: text("mx", LIMITS.word),
      internetMessageId: text("internetMessageId", LIMITS.id),
      campaign: campaignIn(fields.campaign),
      url: text("url", LIMITS.url),
      userAgent: text("userAgent", LIMITS.word),
    },
    kind,
    timeOf(fields),
  );
}

/** ISO 8601 with a zone, or seconds since 1970. */
const timeOf = ({ at }: Fields) =>
  typeof at === "number" ? unixTime(at) : eventTime(fieldText(at, LIMITS.word).trim());
