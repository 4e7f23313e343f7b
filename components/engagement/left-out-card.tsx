import { Card } from "@/components/ui/card";
import { TableExport } from "@/components/ui/table-export";
import { READER_RULES } from "@/lib/core/engagement/reader-rules";
import { count } from "@/lib/core/format";
import type { Engagement } from "@/lib/server/reports/engagement";

/** From raw to people, rule by rule: each number that was left out has its reason beside it. */
export function LeftOutCard({ engagement: { total, leftOut } }: { engagement: Engagement }) {
  return (
    <Card
      id="machines"
      title="Without machines"
      subtitle="mail that nobody but machines opened or clicked, under the first rule that says so"
      aside={<TableExport data={leftOut} what="what machines opened and clicked" />}
      flush
    >
      <div className="overflow-x-auto">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col" className="max-wide:hidden">
                Such as
              </th>
              <th scope="col" className="end">
                Opened
              </th>
              <th scope="col" className="end">
                Clicked
              </th>
            </tr>
          </thead>
          <tbody>
            <Sum title="All, raw" opened={total.opened} clicked={total.clicked} />
            {READER_RULES.map(({ id, title, why, example, clicksOnly }, index) => (
              <tr key={id}>
                <th scope="row" className="font-normal">
                  − {title}
                  <p className="max-w-[34em] text-sm text-ink-3">{why}</p>
                </th>
                <td className="max-wide:hidden">
                  <code className="text-xs">{example}</code>
                </td>
                <td className="end">{clicksOnly ? "clicks only" : count(leftOut[index]?.opened ?? 0)}</td>
                <td className="end">{count(leftOut[index]?.clicked ?? 0)}</td>
              </tr>
            ))}
            <Sum title="= By people" opened={total.openedByPeople} clicked={total.clickedByPeople} />
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Sum({ title, opened, clicked }: { title: string; opened: number; clicked: number }) {
  return (
    <tr className="font-semibold">
      <th scope="row">{title}</th>
      <td className="max-wide:hidden" />
      <td className="end">{count(opened)}</td>
      <td className="end">{count(clicked)}</td>
    </tr>
  );
}
