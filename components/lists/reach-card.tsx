import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { TableExport } from "@/components/ui/table-export";
import { reportPath } from "@/lib/client/queries";
import { count, moment, percent } from "@/lib/core/format";
import { SILENT_DAYS, type SilentDays } from "@/lib/core/list-health";
import { rate } from "@/lib/core/statistics";
import type { ListHealth, ListHealthRow } from "@/lib/server/reports/list-health";
import { churnWords, signed } from "./health-words";

interface Props {
  health: ListHealth;
  days: SilentDays;
  onDays(days: SilentDays): void;
  tz: string;
}

const OPTIONS = SILENT_DAYS.map((days) => ({ value: String(days), label: `${days} d` }));

/** List by list: what 28 days did to it, and whom it still reaches. */
export function ReachCard({ health, days, onDays, tz }: Props) {
  const { rows, countedAt } = health;
  return (
    <Card
      id="reach"
      title="By list"
      subtitle="28 days; whom it reaches today"
      flush
      aside={
        <>
          <Segmented
            label="Silent for how many days"
            options={OPTIONS}
            value={String(days)}
            onChange={(value) => onDays(Number(value) as SilentDays)}
          />
          <TableExport data={reportPath("list-health", null)} what="the reach of the lists" />
        </>
      }
    >
      <div className="overflow-x-auto">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col" className="end">
                Net
              </th>
              <th scope="col" className="end max-wide:hidden">
                Churn
              </th>
              <th scope="col" className="end max-wide:hidden">
                People
              </th>
              <th scope="col" className="end">
                Dead
              </th>
              <th scope="col" className="end">
                Silent {days} d
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} place={SILENT_DAYS.indexOf(days)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="card-body text-sm text-ink-3">
        Churn: left in 28 days, of everybody who was on the list in them. Dead: the last mail to them bounced
        hard, or they must not be mailed. Silent: of the others, mail was delivered to them in {days} days,
        and no person opened or clicked any of it; programs that hide opens make some readers look silent. All
        lists: net and churn by subscription, people once each.{" "}
        {countedAt === null
          ? "Whom the lists reach has not been counted yet; it is done every six hours."
          : `Whom the lists reach: as of ${moment(countedAt, tz, countedAt)}, counted every six hours.`}
      </p>
    </Card>
  );
}

function Row({ row, place }: { row: ListHealthRow; place: number }) {
  const { name, kind, recent, reach } = row;
  const churn = churnWords(recent);
  const people = reach?.people ?? 0;
  return (
    <tr>
      <th scope="row" className="wrap-anywhere">
        {name}
      </th>
      <td className="end">
        {signed(recent.joined - recent.left)}
        <div className="text-xs text-ink-3">
          {signed(recent.joined)} {signed(-recent.left)}
        </div>
      </td>
      <td className="end max-wide:hidden">
        {kind === "transactional" ? (
          <span className="text-ink-3">cannot be left</span>
        ) : (
          <>
            {churn.rate}
            <div className="text-xs text-ink-3">{churn.basis}</div>
          </>
        )}
      </td>
      <td className="end max-wide:hidden">{reach ? count(people) : <Uncounted />}</td>
      <Share k={reach?.dead} n={people} />
      <Share k={reach?.silent[place]} n={people} />
    </tr>
  );
}

const Uncounted = () => <span className="text-ink-3">not counted</span>;

function Share({ k, n }: { k: number | undefined; n: number }) {
  return (
    <td className="end">
      {k === undefined ? (
        <Uncounted />
      ) : (
        <>
          {percent(rate(k, n))}
          <div className="text-xs text-ink-3">{count(k)}</div>
        </>
      )}
    </td>
  );
}
