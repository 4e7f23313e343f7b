import type { RecipientReading } from "@/lib/core/bounce/mail/reading";
import { bounceEvent } from "@/lib/core/mail-in/events";
import { joinRecipients } from "@/lib/core/mail-in/join";
import { type MailKind, outcomeOf } from "@/lib/core/mail-in/kind";
import { ingest } from "@/lib/server/ingest";
import { LIVE } from "@/lib/server/intake";
import { logWindow, refusalOf } from "@/lib/server/log-window";
import { correlate, foundOf } from "./deliveries";
import type { MailHandler } from "./kept-mail";

const KINDS: Record<string, MailKind> = {
  bounce: "bounce",
  delayed: "delayed",
  "delivery-notice": "delivery-notice",
};

/**
 * Reports on deliveries (RFC 3464, and in words): each recipient that is joined to a delivery of ours becomes an event like
 * those of a provider, so that a bounce after acceptance corrects the delivery, whichever was known first.
 */
export const takeBounce: MailHandler = async (db, { reading, at, settled }, now) => {
  const kind = KINDS[reading.kind];
  if (!kind || !("recipients" in reading)) return null;
  const people = reading.recipients.flatMap(named);
  const { candidates, signed, reason } = await correlate(db, reading.keys, now);
  if (candidates.length === 0) return outcomeOf(kind, "unverified", { people, reason });
  const joined = joinRecipients(reading.recipients, candidates, {
    ...{ signed, verp: reading.keys.verp, complete: settled },
  });
  const refusal = refusalOf(await logWindow(db, now), at);
  const events = reading.recipients.flatMap((recipient, i) => {
    const of = candidates.find((one) => one === joined[i]);
    const event = of && !refusal && bounceEvent(recipient, of, at);
    return event ? [event] : [];
  });
  const found = candidates.filter((one) => joined.includes(one)).map(foundOf);
  if (found.length === 0)
    return outcomeOf(kind, "unverified", { people, reason: "It names none of the recipients of that mail." });
  await ingest(db, events, { importId: LIVE });
  const missed = joined.filter((one) => one === null).length;
  // The others may be told of later: what is found now counts once, however often it is looked for.
  const state = missed > 0 && !settled ? "unverified" : events.length > 0 ? "taken" : "noted";
  return outcomeOf(kind, state, {
    ...{ people, found },
    reason:
      missed > 0 ? `${missed} of the ${joined.length} recipients it names had no such mail from us.` : "",
  });
};

const named = ({ recipient, finalRecipient }: RecipientReading): string[] =>
  [recipient, finalRecipient ?? ""].filter((address) => address !== "");
