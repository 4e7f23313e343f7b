import { STEPS } from "@/lib/core/suppression";
import type { AddressEntry, AddressEvent, AddressReport } from "@/lib/server/reports/address";

const HOUR = 3_600_000;

/** What is known of an address at an instant, in lines for people; times are ISO 8601 in UTC. */
export function explanation(report: AddressReport): string[] {
  const { recipient, history, entries, lastDelivered } = report;
  return [
    recipient,
    ...state(report),
    ...(history.length > 0 ? ["", "What led here:", ...history.map(eventLine)] : []),
    ...(entries.length > 0 ? ["", "Entries:", ...entries.map(entryLine)] : []),
    "",
    lastDelivered === null ? "No delivered mail is known." : `Last delivered: ${iso(lastDelivered)}`,
  ];
}

const iso = (at: number): string => new Date(at).toISOString();
const stepOf = (step: number): string => `step ${step + 1} of ${STEPS.length} (${STEPS[step]! / HOUR} h)`;
const REASONS = {
  complaint: "a complaint",
  unsubscribe: "an unsubscribe",
  manual: "an entry made by hand",
  imported: "an imported entry",
  soft: "soft bounces in a row",
  bounce: "a lease",
};

function state({ at, known, suppressed, lease, leaseInForce, afterSend }: AddressReport): string[] {
  if (suppressed.length === 0) {
    const past = lease ? ` The latest lease ran out at ${iso(lease.until)}.` : "";
    return [`Free at ${iso(at)}: a send is attempted.${known ? past : " Nothing is known of this address."}`];
  }
  const lines = suppressed.map(({ reason, until, list, sender, wholeDomain }) => {
    const which = list === null ? (sender ? `, for mail from ${sender}` : "") : `, for the list ${list}`;
    const scope = `${wholeDomain ? " for the whole domain" : ""}${which}`;
    return `Suppressed at ${iso(at)} by ${REASONS[reason]}${scope}, ${until === null ? "without end" : `until ${iso(until)}`}.`;
  });
  if (!leaseInForce || !lease || !afterSend) return lines;
  const further =
    afterSend.until > lease.until ? `moves its end to ${iso(afterSend.until)}` : "does not move its end";
  const limit =
    lease.step === STEPS.length - 1 && afterSend.until === lease.until ? ": it ends at its limit" : "";
  return [
    ...lines,
    `The lease is at ${stepOf(lease.step)}, in a cycle since ${iso(lease.cycleStart)}${lease.inferred ? " (inferred)" : ""}.`,
    `A send now is dropped and ${further}${limit}.`,
  ];
}

/** What one event did; the state after it is said where it changed. */
function eventLine(event: AddressEvent): string {
  const { effect, lease, mail } = event;
  const after = lease ? `${stepOf(lease.step)}, until ${iso(lease.until)}` : "";
  const code = event.code ? `, ${event.code.code} ${event.code.title}` : "";
  const dropped = event.fact.kind === "platformDrop" ? "Send dropped by the platform" : "Send dropped";
  const words = {
    "new-cycle": `Hard bounce${code} -> a new cycle: ${after}`,
    "inferred-cycle": `Dropped by the platform, whose list knew first -> a cycle inferred: ${after}`,
    step: `${dropped} -> ${after}`,
    allowed: "Send attempted: no lease in force",
    "in-flight": `Hard bounce${code} of mail already in flight: no change`,
    "same-occurrence": "Dropped by the platform too: the same occurrence",
    released: "Released by an admin -> free",
    nothing: "Release: no lease in force",
  }[effect];
  return `${iso(event.at)}  ${words}${mail ? `  [${mail.messageId}]` : ""}`;
}

function entryLine({ reason, list, since, until, endedAt, note }: AddressEntry): string {
  const end =
    endedAt !== null ? `taken back ${iso(endedAt)}` : until === null ? "no end" : `until ${iso(until)}`;
  return [
    `${iso(since)}  ${reason}`,
    list === null ? "all mail" : `list ${list}`,
    end,
    ...(note ? [note] : []),
  ].join(", ");
}
