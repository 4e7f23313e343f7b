import { day, moment, weekdayMoment } from "@/lib/core/format";
import type { AddressReport } from "@/lib/server/reports/address";
import { causeWords, sendNowWords } from "./words";

const LOOK = "font-serif text-[19px]/[27px] tracking-[-0.008em] text-pretty";

/** Whether the address may be mailed now, until when not, and what a send now would do: in the serif. */
export function AddressVerdict({ report, tz }: { report: AddressReport; tz: string }) {
  const { suppressed, lease, at } = report;
  const [strongest, ...others] = suppressed;
  if (!strongest) return <p className={LOOK}>{freeWords(report, tz)}</p>;
  const also =
    others.length > 0 ? ` It is also kept by ${others.map((one) => causeWords(one)).join(" and ")}.` : "";
  if (strongest.reason === "bounce" && lease)
    return (
      <p className={LOOK}>
        Suppressed until <b>{weekdayMoment(lease.until, tz, at)}</b>. {sendNowWords(report, at, tz)}
      </p>
    );
  const end = strongest.until === null ? "without end" : `until ${weekdayMoment(strongest.until, tz, at)}`;
  const scope = strongest.list ? `A send for ${strongest.list} is dropped.` : "A send now is dropped.";
  return (
    <p className={LOOK}>
      Kept from mail <b>{end}</b>, because of {causeWords(strongest)}. {scope}
      {also}
    </p>
  );
}

function freeWords({ known, lease, history, at }: AddressReport, tz: string): string {
  if (!known) return "Nothing is known of this address. A send now is attempted.";
  const released = history.findLast(({ effect }) => effect === "released");
  if (released && !lease)
    return `Free: it was released on ${moment(released.at, tz, at)}. A send now is attempted.`;
  if (lease) return `Free: its last lease ran out on ${day(lease.until, tz, at)}. A send now is attempted.`;
  return "Free. A send now is attempted.";
}
