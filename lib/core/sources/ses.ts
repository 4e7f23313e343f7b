import type { Kind } from "@/lib/core/events";
import { campaignIn, campaignTags } from "./campaign";
import { type Fields, fieldsOf } from "./fields";
import { decodeJson } from "./json";
import { addressIn, id, inner, link, listOf, prose, senderIn, word } from "./pick";
import { type Report, reported } from "./report";
import { collect, type Finding, kindOfJson, type Parsed, type Source } from "./source";
import { quote } from "./text";
import { eventTime } from "./time";

/**
 * Amazon SES: both of its dialects (event publishing, identity notifications), by SNS, by EventBridge, or bare as raw SNS
 * delivery and Firehose have them. Source: SES developer guide, "Contents of event data that Amazon SES publishes".
 */
export const ses: Source = {
  id: "ses",
  // SNS carries 256 KB, which its envelope writes as a text, with twice as many characters at worst; EventBridge carries 1 MB.
  largestBody: 1_500_000,
  readWebhook(body) {
    const envelope = fieldsOf(body);
    if (envelope && isHandshake(envelope)) return { events: [], origins: [], rejects: [], ignored: 1 };
    return readRecords(Array.isArray(body) ? body : [body]);
  },
  readRecord: (record) => readRecords([record]),
};

const readRecords = (records: unknown[]): Parsed => collect(records, findings);

const isHandshake = ({ Type, TopicArn }: Fields): boolean =>
  typeof TopicArn === "string" && (Type === "SubscriptionConfirmation" || Type === "UnsubscribeConfirmation");

/** The first words on a topic that was just connected: plain text. */
const GREETING = /^Successfully validated SNS topic for Amazon SES event publishing/;

function findings(record: unknown): Finding | Finding[] {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not an event but ${kindOfJson(record)}` };
  if (fields.Type === "Notification" && typeof fields.Message === "string") {
    if (GREETING.test(fields.Message)) return null;
    const inside = decodeJson(fields.Message);
    return "reason" in inside
      ? { reason: "The message of the notification is not JSON" }
      : findings(inside.value);
  }
  if (fields.detail !== undefined && fields["detail-type"] !== undefined)
    return word(fields.source) === "aws.ses"
      ? eventFindings(inner(fields.detail), word(fields["detail-type"]))
      : null;
  return eventFindings(fields, "");
}

/** What is known of a message whatever happened to it. */
interface Mail {
  base: Omit<Report, "recipient" | "status" | "text" | "enhanced">;
  /** As given to SES. */
  to: string[];
}

function mailOf(event: Fields): Mail {
  const mail = inner(event.mail);
  const common = inner(mail.commonHeaders);
  const header = listOf(mail.headers)
    .map(inner)
    .find(({ name }) => word(name).toLowerCase() === "message-id");
  const base = {
    ...({ source: "ses", route: "webhook" } as const),
    messageId: id(mail.messageId),
    sender: senderIn(mail.source) || senderIn(listOf(common.from)[0]),
    ...{ reply: "", mx: "" },
    internetMessageId: id(header?.value),
    campaign: campaignIn(campaignTags(mail.tags), inner(mail.tags)["ses:configuration-set"]),
  };
  return { base, to: listOf(mail.destination).map(addressIn) };
}

type Reader = (event: Fields, mail: Mail) => Finding | Finding[];

const READERS = new Map<string, Reader>([
  ["send", (event, mail) => toAll(mail, "queued", inner(event.mail).timestamp, "Send")],
  [
    "reject",
    (event, mail) =>
      toAll(mail, "bounce", inner(event.mail).timestamp, "Reject", word(inner(event.reject).reason)),
  ],
  [
    "rendering failure",
    (event, mail) =>
      toAll(
        mail,
        "bounce",
        inner(event.mail).timestamp,
        "Rendering Failure",
        prose(inner(event.failure).errorMessage),
      ),
  ],
  ["delivery", delivery],
  ["deliverydelay", deliveryDelay],
  ["bounce", bounce],
  ["complaint", complaint],
  ["open", (event, mail) => engagement(inner(event.open), mail, "opened")],
  ["click", (event, mail) => engagement(inner(event.click), mail, "clicked")],
  ["subscription", subscription],
]);

/** Of the account rather than of a mail, by EventBridge. */
const OF_THE_ACCOUNT = /^(Sending Status|Advisor Recommendation Status)/;

function eventFindings(event: Fields, detailType: string): Finding | Finding[] {
  if (OF_THE_ACCOUNT.test(detailType)) return null;
  const type = word(event.eventType ?? event.notificationType);
  const read = READERS.get(type.toLowerCase());
  if (read) return read(event, mailOf(event));
  // The two test mails of the console say only that the topic works.
  if (type.startsWith("AmazonSnsSubscriptionSucceeded")) return null;
  return { reason: type ? `Unknown event ${quote(type)}` : "Not an event of SES" };
}

/** For what became of the message before it was split by recipient. */
function toAll(
  { base, to }: Mail,
  kind: Kind | "bounce",
  time: unknown,
  status: string,
  text = "",
): Finding[] {
  return some(to, (recipient) =>
    reported({ ...base, recipient, status, text, enhanced: "" }, kind, eventTime(word(time))),
  );
}

/** One finding an address; where there is none, one that says so. */
const some = <T>(list: T[], read: (one: T) => Finding): Finding[] =>
  list.length > 0 ? list.map(read) : [{ reason: "No recipient" }];

function delivery(event: Fields, { base, to }: Mail): Finding[] {
  const { timestamp, recipients, smtpResponse } = inner(event.delivery);
  const named = listOf(recipients).map(addressIn);
  return some(named.length > 0 ? named : to, (recipient) =>
    reported(
      { ...base, recipient, status: "Delivery", text: prose(smtpResponse), enhanced: "" },
      "delivered",
      eventTime(word(timestamp)),
    ),
  );
}

function deliveryDelay(event: Fields, { base }: Mail): Finding[] {
  const { timestamp, delayType, delayedRecipients } = inner(event.deliveryDelay);
  return some(listOf(delayedRecipients).map(inner), ({ emailAddress, status, diagnosticCode }) =>
    reported(
      {
        ...{ ...base, recipient: addressIn(emailAddress), status: word(delayType) || "DeliveryDelay" },
        ...{ text: prose(diagnosticCode), enhanced: word(status) },
      },
      "delayed",
      eventTime(word(timestamp)),
    ),
  );
}

/** On one of SES's own lists: nothing was sent. */
const SUPPRESSED = new Set(["suppressed", "onaccountsuppressionlist", "unsubscribedrecipient"]);

/** Recipients of one event may differ: some failed, others delayed. */
function bounce(event: Fields, { base }: Mail): Finding[] {
  const { timestamp, bounceType, bounceSubType, bouncedRecipients, reportingMTA } = inner(event.bounce);
  const [type, subtype] = [word(bounceType), word(bounceSubType)];
  const suppressed = SUPPRESSED.has(subtype.toLowerCase());
  const hardBounce = type === "Permanent" ? true : type === "Transient" ? false : undefined;
  const time = eventTime(word(timestamp) || word(inner(event.mail).timestamp));
  return some(listOf(bouncedRecipients).map(inner), ({ emailAddress, action, status, diagnosticCode }) => {
    const delayed = word(action).toLowerCase() === "delayed";
    const report: Report = {
      ...{ ...base, recipient: addressIn(emailAddress), status: `${type}/${subtype}` },
      ...{ text: prose(diagnosticCode), enhanced: word(status), mx: mtaOf(reportingMTA) },
    };
    if (!suppressed && !delayed) report.hardBounce = hardBounce;
    return reported(report, suppressed ? "suppressed" : delayed ? "delayed" : "bounce", time);
  });
}

/** `dns; host` is who reports, which is SES itself where the domain is amazonses.com. */
function mtaOf(value: unknown): string {
  const host = word(value).replace(/^\w+\s*;\s*/, "");
  return /(^|\.)amazonses\.com$/i.test(host) ? "" : host;
}

/** Not complaints: `not-spam` is the contrary of one, `auth-failure` a report on DMARC. */
const OTHER_FEEDBACK = new Set(["not-spam", "auth-failure"]);

/**
 * Where a provider withholds who complained, SES names everyone at that domain whom the message went to. Then it is kept
 * with its message and counted for nobody: that the others are held would be worse than that one is not.
 */
function complaint(event: Fields, { base }: Mail): Finding | Finding[] {
  const { timestamp, complainedRecipients, complaintFeedbackType, complaintSubType, userAgent } = inner(
    event.complaint,
  );
  const feedback = word(complaintFeedbackType);
  if (OTHER_FEEDBACK.has(feedback.toLowerCase())) return null;
  const people = listOf(complainedRecipients).map((one) => addressIn(inner(one).emailAddress));
  const time = eventTime(word(timestamp) || word(inner(event.mail).timestamp));
  const common = { ...base, enhanced: "", userAgent: word(userAgent) };
  if (word(complaintSubType) === "OnAccountSuppressionList")
    return some(people, (recipient) =>
      reported({ ...common, recipient, status: "OnAccountSuppressionList", text: "" }, "suppressed", time),
    );
  if (people.length > 1)
    return reported(
      { ...common, recipient: "", status: feedback, text: `One of ${people.join(", ")}`.slice(0, 4_000) },
      "complained",
      time,
    );
  return some(people, (recipient) =>
    reported({ ...common, recipient, status: feedback, text: "" }, "complained", time),
  );
}

/** It does not say whose: known only where there is one recipient. */
function engagement(facts: Fields, { base, to }: Mail, kind: "opened" | "clicked"): Finding {
  return reported(
    {
      ...{ ...base, recipient: to.length === 1 ? to[0]! : "", status: "", text: "", enhanced: "" },
      ...{ url: link(facts.link), userAgent: word(facts.userAgent) },
    },
    kind,
    eventTime(word(facts.timestamp)),
  );
}

/** Leaving all mail is an unsubscribe; leaving one of SES's topics is one that holds nothing here. */
function subscription(event: Fields, { base, to }: Mail): Finding {
  const { timestamp, newTopicPreferences, source } = inner(event.subscription);
  const preferences = inner(newTopicPreferences);
  const all = preferences.unsubscribeAll === true;
  const left = listOf(preferences.topicSubscriptionStatus)
    .map(inner)
    .filter(({ subscriptionStatus }) => word(subscriptionStatus).toLowerCase() === "optout")
    .map(({ topicName }) => word(topicName));
  if (!all && left.length === 0) return null;
  const found = reported(
    {
      ...{ ...base, recipient: to.length === 1 ? to[0]! : "", status: all ? word(source) : left.join(", ") },
      ...{ text: "", enhanced: "" },
    },
    "unsubscribed",
    eventTime(word(timestamp)),
  );
  return !all && found && "kind" in found ? { ...found, narrow: true } : found;
}
