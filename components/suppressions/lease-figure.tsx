import { useRef } from "react";
import { ChartExport } from "@/components/ui/chart-export";
import { moment } from "@/lib/core/format";
import { type Ladder, ladder } from "@/lib/core/ladder";
import type { AddressReport } from "@/lib/server/reports/address";
import { LeaseLadder } from "./ladder";

interface Props {
  report: AddressReport;
  tz: string;
  /** What the moment of the report is called. */
  called?: "now" | "then";
}

/** The latest cycle as it stood at the moment of the report, drawn as steps; nothing where there was none. */
export function LeaseFigure({ report, tz, called = "now" }: Props) {
  const { recipient, history, lease, leaseInForce, at } = report;
  const figure = useRef<HTMLElement>(null);
  const picture = ladder(history, at);
  if (!picture) return null;
  const title =
    picture.current === null ? "Lease: no longer in force" : `Lease: step ${picture.current + 1} of 5`;
  const until = leaseInForce && lease ? lease.until : null;
  return (
    <figure ref={figure} className="mt-4">
      <figcaption className="mb-0.5 flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="subheading !mb-0">{title}</h3>
        <span className="text-sm text-ink-3">cycle since {moment(picture.cycleStart, tz, at)}</span>
      </figcaption>
      <div data-drawing>
        <LeaseLadder ladder={picture} {...{ until, at, tz, called }} />
      </div>
      <p className="text-xs text-ink-3">{legendWords(picture, lease, called, tz, at)}</p>
      <p className="mt-1 text-right text-sm text-ink-3">
        <ChartExport {...{ figure, title, denominator: recipient, data: history }} />
      </p>
    </figure>
  );
}

/** Names only the marks that are drawn. */
function legendWords(
  picture: Ladder,
  lease: AddressReport["lease"],
  called: "now" | "then",
  tz: string,
  at: number,
): string {
  const { rungs, ifSentNow, current } = picture;
  const words = ["Filled: time spent."];
  if (rungs.some((rung) => rung.cut)) words.push(`Striped: cut short${lease ? " by the next send" : ""}.`);
  if (ifSentNow) words.push(`Dashed: what a send ${called} would do.`);
  if (current !== null && lease)
    words.push(`Mailed no more, the address is free on ${moment(lease.until, tz, at)}.`);
  return words.join(" ");
}
