import type { SourceName } from "@/lib/core/sources/names";

/** One thing that happened, in no provider's words. */
export interface Happened {
  source: SourceName;
  messageId: string;
  recipient: string;
  kind: "queued" | "delivered" | "hard" | "delayed" | "suppressed" | "opened" | "complained" | "unsubscribed";
  /** ms; whole seconds, as the coarsest provider tells it. */
  at: number;
}

const GONE = "550 5.1.1 No such user here";
const LATER = "421 4.3.2 Come back later";
const iso = (at: number) => new Date(at).toISOString();

/** An event as its provider writes one; null where it has no word for it. */
export function payloadOf({ source, messageId, recipient, kind, at }: Happened): object | null {
  switch (source) {
    case "acs": {
      const status = { delivered: "Delivered", hard: "Bounced", suppressed: "Suppressed" }[kind as string];
      if (!status) return null;
      const details = { statusMessage: kind === "hard" ? GONE : "" };
      return {
        ...{
          id: `${messageId} ${recipient} ${kind}`,
          eventType: "Microsoft.Communication.EmailDeliveryReportReceived",
        },
        eventTime: iso(at + 60_000),
        data: {
          ...{ sender: "news@marlow.example", messageId, recipient, status, deliveryStatusDetails: details },
          deliveryAttemptTimestamp: iso(at),
        },
      };
    }
    case "generic": {
      const event = kind === "hard" ? "bounced" : kind;
      return { event, messageId, recipient, at: iso(at), text: kind === "hard" ? GONE : "" };
    }
    case "ses":
      return sesEvent({ source, messageId, recipient, kind, at });
    case "sendgrid": {
      const names = {
        queued: "processed",
        hard: "bounce",
        delayed: "deferred",
        suppressed: "dropped",
        opened: "open",
      };
      const more = { complained: "spamreport", unsubscribed: "unsubscribe", delivered: "delivered" };
      return {
        ...{ event: { ...names, ...more }[kind], email: recipient, timestamp: at / 1_000 },
        ...{ sg_message_id: `${messageId}.filter1.2.3`, sg_event_id: `${messageId} ${kind}` },
        ...(kind === "hard" && { type: "bounce", reason: GONE, status: "5.1.1" }),
        ...(kind === "delayed" && { response: LATER }),
      };
    }
    case "mailgun": {
      const names = { queued: "accepted", hard: "failed", delayed: "failed", suppressed: "failed" };
      const failure = { hard: "bounce", delayed: "generic", suppressed: "suppress-bounce" }[kind as string];
      return {
        ...{ event: names[kind as keyof typeof names] ?? kind, timestamp: at / 1_000, recipient },
        message: { headers: { "message-id": messageId } },
        ...(failure && {
          ...{ severity: kind === "delayed" ? "temporary" : "permanent", reason: failure },
          "delivery-status": { code: kind === "hard" ? 550 : 605, message: kind === "hard" ? GONE : "" },
        }),
      };
    }
    case "postmark":
      return postmarkRecord({ source, messageId, recipient, kind, at });
    case "sparkpost": {
      const names = {
        queued: "injection",
        delivered: "delivery",
        hard: "bounce",
        delayed: "delay",
        opened: "open",
      };
      const more = {
        suppressed: "generation_rejection",
        complained: "spam_complaint",
        unsubscribed: "list_unsubscribe",
      };
      const event = {
        ...{ type: { ...names, ...more }[kind], message_id: messageId, raw_rcpt_to: recipient },
        timestamp: String(at / 1_000),
        ...(kind === "hard" && { bounce_class: "10", raw_reason: GONE, error_code: "550" }),
      };
      return { msys: { message_event: event } };
    }
    case "resend": {
      if (kind === "unsubscribed") return null;
      const names = { queued: "sent", hard: "bounced", delayed: "delivery_delayed" };
      const bounce = { type: "Permanent", subType: "General", diagnosticCode: [GONE] };
      return {
        ...{ type: `email.${names[kind as keyof typeof names] ?? kind}`, created_at: iso(at) },
        data: { email_id: messageId, to: [recipient], ...(kind === "hard" && { bounce }) },
      };
    }
  }
}

/** The same as a record that diagnostic settings of ACS write; null where the logs have no word for it. */
export function logRecordOf({ messageId, recipient, kind, at }: Happened): object | null {
  const statuses = { delivered: "Delivered", hard: "Bounced", suppressed: "Suppressed" };
  const status = statuses[kind as keyof typeof statuses];
  if (!status && kind !== "opened") return null;
  const whose = { RecipientId: recipient, SenderUsername: "news", SenderDomain: "marlow.example" };
  const said = status
    ? { DeliveryStatus: status, FailureMessage: kind === "hard" ? GONE : "" }
    : { EngagementType: "View" };
  return {
    ...{ time: iso(at), correlationId: messageId, properties: { ...whose, ...said } },
    category: status ? "EmailStatusUpdateOperational" : "EmailUserEngagementOperational",
  };
}

function sesEvent({ messageId, recipient, kind, at }: Happened): object | null {
  const mail = { messageId, timestamp: iso(at), destination: [recipient], source: "news@marlow.example" };
  const timestamp = iso(at);
  const people = [{ emailAddress: recipient }];
  switch (kind) {
    case "queued":
      return { eventType: "Send", mail, send: {} };
    case "delivered":
      return { eventType: "Delivery", mail, delivery: { timestamp, recipients: [recipient] } };
    case "hard":
    case "suppressed": {
      const bounceSubType = kind === "hard" ? "General" : "OnAccountSuppressionList";
      const bouncedRecipients = [{ emailAddress: recipient, diagnosticCode: kind === "hard" ? GONE : "" }];
      return {
        eventType: "Bounce",
        mail,
        bounce: { timestamp, bounceType: "Permanent", bounceSubType, bouncedRecipients },
      };
    }
    case "delayed":
      return { eventType: "DeliveryDelay", mail, deliveryDelay: { timestamp, delayedRecipients: people } };
    case "opened":
      return { eventType: "Open", mail, open: { timestamp } };
    case "complained":
      return { eventType: "Complaint", mail, complaint: { timestamp, complainedRecipients: people } };
    case "unsubscribed":
      return {
        eventType: "Subscription",
        mail,
        subscription: { timestamp, newTopicPreferences: { unsubscribeAll: true } },
      };
  }
}

function postmarkRecord({ messageId, recipient, kind, at }: Happened): object | null {
  const time = iso(at);
  const record = (RecordType: string, more: object) => ({ RecordType, MessageID: messageId, ...more });
  const bounce = { Email: recipient, BouncedAt: time, From: "news@marlow.example" };
  switch (kind) {
    case "queued":
      return null;
    case "delivered":
      return record("Delivery", { Recipient: recipient, DeliveredAt: time });
    case "hard":
      return record("Bounce", { ...bounce, Type: "HardBounce", Details: GONE });
    case "delayed":
      return record("Bounce", { ...bounce, Type: "Transient", Details: LATER });
    case "suppressed":
      return record("Bounce", { ...bounce, Type: "ManuallyDeactivated" });
    case "opened":
      return record("Open", { Recipient: recipient, ReceivedAt: time });
    case "complained":
      return record("SpamComplaint", bounce);
    case "unsubscribed": {
      const change = { SuppressSending: true, SuppressionReason: "ManualSuppression", Origin: "Recipient" };
      return record("SubscriptionChange", { ...change, Recipient: recipient, ChangedAt: time });
    }
  }
}
