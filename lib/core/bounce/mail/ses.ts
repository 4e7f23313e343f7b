import { z } from "zod";
import { classify, MAX_TEXT } from "../classify";
import { firstAddress } from "./addresses";
import type { Action, CorrelationKeys, MailReading, RecipientReading } from "./reading";

const MAX_RECIPIENTS = 1_000;
const word = z.string().optional().catch(undefined);
const people = z.array(z.looseObject({ emailAddress: z.string(), status: word, diagnosticCode: word }));

/** What a notification of Amazon SES tells; older ones call their type otherwise, the fields are the same. */
const Notification = z.object({
  bounce: z.object({ bounceType: word, bounceSubType: word, bouncedRecipients: people }).optional(),
  complaint: z
    .object({ complainedRecipients: people, complaintFeedbackType: word, userAgent: word })
    .optional(),
  delivery: z.object({ recipients: z.array(z.string()) }).optional(),
  mail: z.object({ commonHeaders: z.object({ messageId: word }).optional().catch(undefined) }),
});
/** The envelope of Amazon SNS. */
const Envelope = z.object({ Message: z.string() });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The JSON at the head of a mail. Sendmail cuts its long lines with "!" (confMAX_LINE); what follows "--" is a footer. */
function notificationIn(words: string): z.infer<typeof Notification> | undefined {
  if (!/^\s*\{/.test(words)) return undefined;
  const [body = ""] = words.replace(/!\r?\n /g, "").split(/\r?\n--\r?\n/);
  const outer = parsed(body);
  const envelope = Envelope.safeParse(outer);
  return Notification.safeParse(envelope.success ? parsed(envelope.data.Message) : outer).data;
}

const told = (recipient: string, action: Action, text: string, reading = classify({})): RecipientReading => ({
  recipient: firstAddress(recipient),
  action,
  text,
  reading,
});

/** Reads a mail whose text is a notification of Amazon SES, sent through SNS; undefined where it is none. */
export function notificationOf(words: string, keys: () => CorrelationKeys): MailReading | undefined {
  const notification = notificationIn(words);
  if (!notification) return undefined;
  const { bounce, complaint, delivery, mail } = notification;
  const messageId = mail.commonHeaders?.messageId?.replace(/^<|>$/g, "");
  const known = messageId ? { ...keys(), messageId } : keys();
  if (complaint) {
    const recipients = complaint.complainedRecipients.map(({ emailAddress }) => firstAddress(emailAddress));
    const type = (complaint.complaintFeedbackType ?? "abuse").toLowerCase();
    const report = { type, recipients: recipients.slice(0, MAX_RECIPIENTS), incidents: 1 };
    return { kind: "feedback-report", report, keys: known };
  }
  if (bounce) {
    const why = `${bounce.bounceType ?? ""} ${bounce.bounceSubType ?? ""}`.trim();
    const recipients = bounce.bouncedRecipients.slice(0, MAX_RECIPIENTS).map((one) => {
      const text = (one.diagnosticCode?.replace(/^\s*smtp\s*;\s*/i, "") || why).slice(0, MAX_TEXT);
      const evidence = { text, enhanced: one.status ?? "", hardBounce: bounce.bounceType === "Permanent" };
      return told(one.emailAddress, "failed", text, classify(evidence));
    });
    return { kind: "bounce", recipients, keys: known };
  }
  if (!delivery) return undefined;
  const recipients = delivery.recipients.slice(0, MAX_RECIPIENTS);
  return {
    kind: "delivery-notice",
    recipients: recipients.map((to) => told(to, "delivered", "")),
    keys: known,
  };
}
