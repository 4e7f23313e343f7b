import type { Kind } from "@/lib/core/events";
import { campaignIn } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { addressIn, id, link, prose, senderIn, word } from "./pick";
import { reported } from "./report";
import { collect, type Finding, kindOfJson, type Source } from "./source";
import { quote } from "./text";
import { eventTime } from "./time";

/** Postmark: one record a request, its fields in capitals. Times bear an offset and seven digits. */
export const postmark: Source = {
  id: "postmark",
  // A bounce may bring the whole mail that came back.
  largestBody: 5_000_000,
  readWebhook: (body) => collect(Array.isArray(body) ? body : [body], finding),
  readRecord: (record) => collect([record], finding),
};

type Reader = (fields: Fields) => Finding;

const READERS = new Map<string, Reader>([
  ["delivery", (fields) => told(fields, "delivered", fields.DeliveredAt, { text: prose(fields.Details) })],
  ["bounce", bounce],
  [
    "spamcomplaint",
    (fields) => told(fields, "complained", fields.BouncedAt, { text: prose(fields.Details) }),
  ],
  ["open", (fields) => told(fields, "opened", fields.ReceivedAt, { userAgent: word(fields.UserAgent) })],
  [
    "click",
    (fields) =>
      told(fields, "clicked", fields.ReceivedAt, {
        ...{ url: link(fields.OriginalLink), userAgent: word(fields.UserAgent) },
      }),
  ],
  ["subscriptionchange", subscriptionChange],
  ["inbound", () => null],
]);

function finding(record: unknown): Finding {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not a record but ${kindOfJson(record)}` };
  const type = word(fields.RecordType);
  const read = READERS.get(type.toLowerCase());
  if (!read) return { reason: type ? `Unknown record type ${quote(type)}` : "No record type" };
  return read(fields);
}

/** What each type of bounce is; the types that fail for good are read from their text. Source: Postmark, "Bounce types". */
const BOUNCES = new Map<string, Kind | "bounce" | null>([
  ...(
    "HardBounce SoftBounce DnsError SpamNotification VirusNotification BadEmailAddress Blocked SMTPApiError DMARCPolicy " +
    "TemplateRenderingFailed Unknown"
  )
    .split(" ")
    .map((type) => [type.toLowerCase(), "bounce"] as const),
  // It is tried again.
  ["transient", "delayed"],
  ["unsubscribe", "unsubscribed"],
  ["spamcomplaint", "complained"],
  ["manuallydeactivated", "suppressed"],
  ["unconfirmed", "suppressed"],
  ...[
    "subscribe",
    "autoresponder",
    "addresschange",
    "openrelaytest",
    "challengeverification",
    "inbounderror",
  ].map((type) => [type, null] as const),
]);

/** Types that Postmark deactivates an address for. */
const HARD = new Set(["hardbounce", "bademailaddress"]);

function bounce(fields: Fields): Finding {
  const type = word(fields.Type);
  const kind = BOUNCES.get(type.toLowerCase());
  if (kind === undefined) return { reason: `Unknown type of bounce ${quote(type)}` };
  if (kind === null) return null;
  const hardBounce = kind === "bounce" ? HARD.has(type.toLowerCase()) : undefined;
  return told(fields, kind, fields.BouncedAt, { status: type, hardBounce, text: prose(fields.Details) });
}

/** A bounce and a complaint come as records of their own too: here they would count twice. */
const TOLD_APART = new Set(["hardbounce", "spamcomplaint"]);

function subscriptionChange(fields: Fields): Finding {
  const reason = word(fields.SuppressionReason);
  if (fields.SuppressSending !== true || TOLD_APART.has(reason.toLowerCase())) return null;
  if (reason.toLowerCase() !== "manualsuppression")
    return { reason: `Unknown reason of a suppression ${quote(reason)}` };
  return told(fields, "unsubscribed", fields.ChangedAt, { status: `${reason} by ${word(fields.Origin)}` });
}

interface Said {
  status?: string;
  text?: string;
  hardBounce?: boolean | undefined;
  url?: string;
  userAgent?: string;
}

function told(fields: Fields, kind: Kind | "bounce", time: unknown, said: Said): Finding {
  return reported(
    {
      ...({ source: "postmark", route: "webhook" } as const),
      messageId: id(fields.MessageID),
      recipient: addressIn(fields.Email) || addressIn(fields.Recipient),
      sender: senderIn(fields.From),
      ...{ status: "", text: "", reply: "", enhanced: "", mx: "", internetMessageId: "" },
      campaign: campaignIn(fields.Tag),
      ...said,
    },
    kind,
    eventTime(word(time)),
  );
}
