"use client";

import { useState } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { saveRule } from "@/lib/client/alerts";
import { reportPath } from "@/lib/client/queries";
import { figure, finding, opensAt } from "@/lib/core/alerts/words";
import { count } from "@/lib/core/format";
import type { AlertRuleRow, Alerts } from "@/lib/server/reports/alerts";
import { RemoveDialog } from "./remove-dialog";
import { useSave } from "./use-save";
import { aboutWords, colourOf, spansOf, standingOf, tells } from "./words";

interface RuleTableProps {
  alerts: Alerts;
  onEdit(row: AlertRuleRow): void;
}

/** The rules, worst first; on a phone state, name and figure. */
export function RuleTable({ alerts, onEdit }: RuleTableProps) {
  const { rules, open } = alerts;
  const rows = rules
    .map((row) => ({
      row,
      standing: standingOf(
        row,
        open.find(({ ruleId }) => ruleId === row.id),
      ),
    }))
    .sort((a, b) => a.standing.order - b.standing.order);
  const loud = rows.filter(({ standing }) => standing.order < 4).length;
  return (
    <section aria-labelledby="rules-title">
      <div className="section-head mt-0!">
        <h2 className="heading" id="rules-title">
          Rules
        </h2>
        <span className="text-sm text-ink-3">
          {loud} {loud === 1 ? "needs" : "need"} a look, {rows.length - loud}{" "}
          {rows.length - loud === 1 ? "is" : "are"} quiet
        </span>
        <span className="aside">
          <TableExport data={reportPath("alerts", null)} what="the rules" />
        </span>
      </div>
      <div className="card overflow-hidden">
        <table className="data-table stacks middle">
          <thead>
            <tr>
              <th>State</th>
              <th>Rule</th>
              <th>Opens at</th>
              <th>Looks at</th>
              <th className="end">Least volume</th>
              <th className="end">Now</th>
              <th>10 days</th>
              <th>Tells</th>
              <th className="w-14">
                <span className="sr-only">More</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, standing }) => (
              <RuleLine key={row.id} {...{ row, standing, alerts, onEdit }} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2.5 max-w-[72ch] text-sm text-ink-2">
        A rule opens when the interval's lower bound passes the line, not the rate alone, and closes after
        three days below it. A healthy sender at 0.08% complaints is disturbed less than once in 90 days.
      </p>
    </section>
  );
}

interface RuleLineProps extends RuleTableProps {
  row: AlertRuleRow;
  standing: ReturnType<typeof standingOf>;
}

function RuleLine({ row, standing, alerts, onEdit }: RuleLineProps) {
  const { rule, judgement, days } = row;
  return (
    <tr className="max-wide:grid-cols-[104px_minmax(0,1fr)_auto_auto]">
      <td>
        <StateLabel state={standing.state}>{standing.word}</StateLabel>
      </td>
      <th scope="row" className="min-w-0">
        <div className="font-medium wrap-anywhere">{rule.name}</div>
        <div
          className="text-sm text-ink-3 wrap-anywhere"
          title={judgement ? finding(rule, judgement) : undefined}
        >
          {aboutWords(rule)}
        </div>
      </th>
      <td className="text-ink-2 max-wide:hidden">{opensAt(rule)}</td>
      <td className="whitespace-nowrap text-ink-2 max-wide:hidden">{spansOf(rule)}</td>
      <td className="end text-ink-2 max-wide:hidden">
        {rule.kind === "rate" ? count(rule.minimum) : "none"}
      </td>
      <td className="end font-medium whitespace-nowrap">{judgement ? figure(rule, judgement) : "—"}</td>
      <td className="max-wide:hidden">
        {days ? (
          <Sparkline values={shapeOf(days)} colour={colourOf(rule)} />
        ) : (
          <span className="text-ink-3">—</span>
        )}
      </td>
      <td className="text-ink-2 wrap-anywhere max-wide:hidden">{tells(rule, alerts.channels)}</td>
      <td className="end">
        <RuleMenu row={row} onEdit={onEdit} />
      </td>
    </tr>
  );
}

function RuleMenu({ row, onEdit }: { row: AlertRuleRow; onEdit(row: AlertRuleRow): void }) {
  const { id, rule } = row;
  const [removing, setRemoving] = useState(false);
  const { save } = useSave({
    change: saveRule,
    done: (input) => `${rule.name} is ${input.rule.on ? "on" : "off"}.`,
  });
  return (
    <>
      <Menu
        trigger={
          <Button variant="bare" icon="more" iconOnly>
            More of {rule.name}
          </Button>
        }
      >
        <MenuItem onSelect={() => onEdit(row)}>Change…</MenuItem>
        <MenuItem onSelect={() => save.mutate({ id, rule: { ...rule, on: !rule.on } })}>
          {rule.on ? "Turn off" : "Turn on"}
        </MenuItem>
        <MenuItem danger onSelect={() => setRemoving(true)}>
          Remove…
        </MenuItem>
      </Menu>
      {removing && (
        <RemoveDialog kind="rule" id={row.id} name={row.rule.name} onClose={() => setRemoving(false)} />
      )}
    </>
  );
}

/** A sparkline draws counts: rates are blown up to the highest of them. */
function shapeOf(values: number[]): number[] {
  const highest = Math.max(...values);
  return highest > 0 ? values.map((value) => (value / highest) * 100) : values;
}
