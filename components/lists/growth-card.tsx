"use client";

import { useState } from "react";
import { PairBars } from "@/components/charts/pair-bars";
import { ChartCard } from "@/components/ui/chart-card";
import { Select } from "@/components/ui/field";
import { count, counted, day } from "@/lib/core/format";
import type { ListHealth } from "@/lib/server/reports/list-health";
import { signed } from "./health-words";

/** Who came and who left, week by week. */
export function GrowthCard({ health }: { health: ListHealth }) {
  const [chosen, setChosen] = useState(0);
  const row = health.rows.find(({ id }) => id === chosen) ?? health.rows[0]!;
  const { joined, left } = row;
  const last = Date.parse(health.weeks.at(-1) ?? "");
  const name = (index: number) => day(Date.parse(health.weeks[index] ?? ""), "UTC", last);
  const net = (index: number) => (joined[index] ?? 0) - (left[index] ?? 0);
  const sum = (counts: number[]) => counts.reduce((total, n) => total + n, 0);
  const say = (index: number) =>
    `Week from ${name(index)}: ${count(joined[index] ?? 0)} joined, ${count(left[index] ?? 0)} left, net ${signed(net(index))}`;
  return (
    <ChartCard
      id="growth"
      title="Growth by week"
      denominator="subscriptions; weeks begin on Monday, UTC"
      controls={
        <Select
          aria-label="Of which list"
          className="w-auto max-w-[200px]"
          value={chosen}
          onChange={({ target }) => setChosen(Number(target.value))}
        >
          {health.rows.map(({ id, name: list }) => (
            <option key={id} value={id}>
              {list}
            </option>
          ))}
        </Select>
      }
      summary={`${counted(sum(joined), "subscription")} began and ${count(sum(left))} ended in twelve weeks: net ${signed(sum(joined) - sum(left))}.`}
      note="This week is not over yet."
      data={health.weeks.map((week, index) => ({
        list: row.name,
        week,
        joined: joined[index] ?? 0,
        left: left[index] ?? 0,
      }))}
      table={
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Week from</th>
              <th scope="col" className="end">
                Joined
              </th>
              <th scope="col" className="end">
                Left
              </th>
              <th scope="col" className="end">
                Net
              </th>
            </tr>
          </thead>
          <tbody>
            {health.weeks.map((week, index) => (
              <tr key={week}>
                <th scope="row">{name(index)}</th>
                <td className="end">{count(joined[index] ?? 0)}</td>
                <td className="end">{count(left[index] ?? 0)}</td>
                <td className="end">{signed(net(index))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <PairBars
        label="Subscriptions that began and that ended, by week: walk the weeks with the arrow keys"
        pairs={joined.map((one, index) => ({ one, other: left[index] ?? 0 }))}
        names={{ one: "Joined", other: "Left" }}
        word={name}
        describe={say}
        tip={say}
      />
    </ChartCard>
  );
}
