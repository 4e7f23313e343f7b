import type { Kind } from "@/lib/core/events";
import { campaignIn } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { addressIn, id, link, prose, senderIn, word } from "./pick";
import { reported } from "./report";
import { collect, type Finding, kindOfJson, type Source } from "./source";
import { quote } from "./text";
import { eventTime, unixTime } from "./time";

/**
 * SparkPost: a list of `{"msys": {"message_event": {...}}}`, every number written as a text. An answer of the Events API
 * holds the events themselves.
 */
export const sparkpost: Source = {
  id: "sparkpost",
  // It names no limit: as many events as are taken at once, at a kilobyte and a half each.
  largestBody: 15_000_000,
  readWebhook: (body) => collect(Array.isArray(body) ? body : [body], finding),
  readRecord: (record) => collect([record], finding),
};

const EVENTS = new Map<string, Kind | "bounce" | null>([
  ["injection", "queued"],
  ["delivery", "delivered"],
  ["delay", "delayed"],
  ["bounce", "bounce"],
  ["out_of_band", "bounce"],
  ["policy_rejection", "bounce"],
  ["generation_failure", "bounce"],
  ["generation_rejection", "suppressed"],
  ["spam_complaint", "complained"],
  ["open", "opened"],
  ["initial_open", "opened"],
  ["amp_open", "opened"],
  ["amp_initial_open", "opened"],
  ["click", "clicked"],
  ["amp_click", "clicked"],
  ["list_unsubscribe", "unsubscribed"],
  ["link_unsubscribe", "unsubscribed"],
  // Incoming mail, text messages, tests of delivery.
  ["sms_status", null],
  ["relay_injection", null],
  ["relay_rejection", null],
  ["relay_delivery", null],
  ["relay_tempfail", null],
  ["relay_permfail", null],
  ["ab_test_completed", null],
  ["ab_test_cancelled", null],
  ["ingest_success", null],
  ["ingest_error", null],
]);

/** Classes of bounces that say nothing about a delivery: auto-reply, subscribe, challenge. Source: "Bounce classification codes". */
const NO_BOUNCE = new Set(["60", "80", "100"]);
const UNSUBSCRIBE = "90";
const HARD = new Set(["10", "30"]);

function finding(record: unknown): Finding {
  const fields = fieldsOf(record);
  const msys = fieldsOf(fields?.msys);
  if (!fields || (!msys && !word(fields.type)))
    return { reason: `Not an event of SparkPost but ${kindOfJson(record)}` };
  const [event] = msys ? Object.values(msys).map(fieldsOf) : [fields];
  // The ping of a new webhook.
  if (!event) return null;
  const type = word(event.type);
  const known = EVENTS.get(type);
  if (known === undefined) return { reason: type ? `Unknown event ${quote(type)}` : "No event" };
  return known && eventOf(event, type, known);
}

function eventOf(event: Fields, type: string, known: Kind | "bounce"): Finding {
  const bounceClass = word(event.bounce_class);
  const failed = known === "bounce";
  if (failed && NO_BOUNCE.has(bounceClass)) return null;
  const kind = failed && bounceClass === UNSUBSCRIBE ? "unsubscribed" : known;
  return reported(
    {
      ...({ source: "sparkpost", route: "webhook" } as const),
      // One transmission goes to many; the message is that of one recipient, and older events have only the former.
      messageId: id(event.message_id) || id(event.transmission_id),
      recipient: addressIn(event.raw_rcpt_to) || addressIn(event.rcpt_to),
      sender: senderIn(event.friendly_from) || senderIn(event.msg_from),
      status: bounceClass && failed ? `${type}/${bounceClass}` : type,
      text: prose(event.raw_reason) || prose(event.reason),
      reply: word(event.error_code),
      enhanced: "",
      hardBounce: kind === "bounce" && bounceClass ? HARD.has(bounceClass) : undefined,
      mx: "",
      internetMessageId: "",
      campaign: campaignIn(event.campaign_id),
      ...{ url: link(event.target_link_url), userAgent: word(event.user_agent) },
    },
    kind,
    /^\d{4}-/.test(word(event.timestamp)) ? eventTime(word(event.timestamp)) : unixTime(event.timestamp),
  );
}
