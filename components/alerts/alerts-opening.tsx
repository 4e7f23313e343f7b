import { ago, counted } from "@/lib/core/format";
import type { Alerts } from "@/lib/server/reports/alerts";
import { standingOf } from "./words";

/** The sentence that opens the page. */
export function AlertsOpening({ alerts, now }: { alerts: Alerts; now: number }) {
  const { open, rules, judgedAt } = alerts;
  const watched = rules.filter((row) => row.rule.on);
  const near = watched.filter((row) => !open.some((one) => one.ruleId === row.id) && isNear(row));
  return (
    <>
      <p className="opening">
        {open.length === 0 ? (
          <>
            <strong>Nothing is open.</strong>{" "}
          </>
        ) : (
          <>
            <strong>{open.length === 1 ? "One incident is" : `${open.length} incidents are`} open</strong>
            {open.every(({ closing }) => closing) ? ", and closing. " : ". "}
          </>
        )}
        {near.length > 0 &&
          `${counted(near.length, "rule")} ${near.length === 1 ? "is" : "are"} near the line. `}
        {watched.length > 0 &&
          `${counted(watched.length, "rule")} ${watched.length === 1 ? "watches" : "watch"} your mail.`}
        {rules.length === 0 && "The rules that every installation begins with are written within a minute."}
      </p>
      {judgedAt !== null && (
        <p className="text-sm text-ink-3">Judged {ago(now - judgedAt)}, once a minute.</p>
      )}
    </>
  );
}

const isNear = (row: Alerts["rules"][number]): boolean => standingOf(row, undefined).state === "watch";
