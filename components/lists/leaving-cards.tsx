"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CountBars } from "@/components/charts/count-bars";
import { Bar } from "@/components/ui/bar";
import { ChartCard } from "@/components/ui/chart-card";
import { Select } from "@/components/ui/field";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { count, counted, day } from "@/lib/core/format";
import { HONOUR_STEPS } from "@/lib/core/honour";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import type { Leaving } from "@/lib/server/reports/leaving";
import { honourSentence, leftByDay, reasonsOf, tookWords } from "./leaving-words";
import { DOOR_WORDS } from "./ledger-words";

/** How long it took until an unsubscribe was in force, who left by day, and why; of the last 28 days. */
export function LeavingCards() {
  const query = useQuery(reportQuery("leaving", null));
  const [list, setList] = useState<number | null>(null);
  return (
    <div className="mt-5">
      <QueryBlock query={query} what="Who left, and why" height={340}>
        {(data) => (
          <div className="grid items-start gap-5 full:grid-cols-2">
            <HonourCard honoured={data.honoured} />
            <WhyCard data={data} list={list} onList={setList} />
            <ByDayCard data={data} list={list} onList={setList} />
          </div>
        )}
      </QueryBlock>
    </div>
  );
}

function HonourCard({ honoured }: Pick<Leaving, "honoured">) {
  const { steps, half, measured, doors } = honoured;
  const range = (step: number) =>
    step === 0
      ? `under ${HONOUR_STEPS[0].name}`
      : step === HONOUR_STEPS.length - 1
        ? "after more than 48 h"
        : `${HONOUR_STEPS[step - 1]!.name} to ${HONOUR_STEPS[step]!.name}`;
  const say = (step: number) => `${range(step)}: ${counted(steps[step] ?? 0, "unsubscribe")}`;
  return (
    <ChartCard
      id="honour"
      title="Time to honour"
      denominator="from the asking until it is in force, 28 days"
      summary={honourSentence(honoured)}
      data={doors}
      note={half !== null && `Half within ${tookWords(half)}. Gmail and Yahoo allow 48 h.`}
      table={
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Door</th>
              <th scope="col" className="end">
                Unsubscribes
              </th>
              <th scope="col" className="end">
                At the latest
              </th>
            </tr>
          </thead>
          <tbody>
            {doors.map(({ door, count: n, longest }) => (
              <tr key={door}>
                <th scope="row">{DOOR_WORDS[door as keyof typeof DOOR_WORDS] ?? door}</th>
                <td className="end">{count(n)}</td>
                <td className="end">{tookWords(longest)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      {measured === 0 ? (
        <p className="grid h-[190px] place-items-center text-sm text-ink-3">Nothing to measure yet.</p>
      ) : (
        <CountBars
          label="Unsubscribes by the time it took until they were in force"
          counts={steps}
          colour="var(--d-engagement)"
          word={(step) => HONOUR_STEPS[step]?.name ?? ""}
          describe={say}
          tip={say}
          limit={{ after: 7, name: "48 h" }}
          allWords
        />
      )}
    </ChartCard>
  );
}

interface OfList {
  data: Leaving;
  /** Null: all of them. */
  list: number | null;
  onList(list: number | null): void;
}

function ListChoice({ data, list, onList }: OfList) {
  return (
    <Select
      aria-label="Of which list"
      className="w-auto max-w-[200px]"
      value={list ?? ""}
      onChange={({ target }) => onList(target.value === "" ? null : Number(target.value))}
    >
      <option value="">All lists</option>
      {data.lists.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

function WhyCard(props: OfList) {
  const { rows, answered, left } = reasonsOf(props.data.lists, props.list);
  const [first] = rows;
  return (
    <ChartCard
      id="why"
      title="Why they leave"
      data={rows.map(({ reason, n }) => ({ reason, count: n }))}
      denominator={`optional, ${count(answered)} of ${count(left)} answered`}
      controls={props.data.lists.length > 1 && <ListChoice {...props} />}
      summary={
        answered === 0 || !first
          ? "Nobody has said why yet."
          : `Most often: ${RECIPIENT_WORDS.en.reasons[first.reason].toLowerCase()}, ${count(first.n)} of ${counted(answered, "answer")}.`
      }
    >
      <ul className="mt-4 grid gap-3" data-drawing>
        {rows.map(({ reason, n }) => (
          <li
            key={reason}
            className="grid grid-cols-[150px_1fr_72px] items-center gap-3 max-wide:grid-cols-[120px_1fr_64px]"
          >
            <span className="text-sm text-ink-2">{RECIPIENT_WORDS.en.reasons[reason]}</span>
            <Bar share={answered ? n / answered : 0} />
            <span className="text-right text-sm tabular-nums">
              {answered ? `${Math.round((n / answered) * 100)}% · ${count(n)}` : "no data"}
            </span>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}

function ByDayCard(props: OfList) {
  const { data, list } = props;
  const days = leftByDay(data, list);
  const total = days.reduce((sum, n) => sum + n, 0);
  const top = Math.max(0, ...days);
  const name = (index: number) =>
    day(Date.parse(data.days[index] ?? ""), "UTC", Date.parse(data.days.at(-1) ?? ""));
  const say = (index: number) => `${name(index)}: ${counted(days[index] ?? 0, "subscription")} ended`;
  return (
    <ChartCard
      id="left-by-day"
      className="full:col-span-2"
      title="Who left, by day"
      data={data.days.map((date, index) => ({ day: date, left: days[index] ?? 0 }))}
      denominator="who left and stayed away, UTC days"
      controls={data.lists.length > 1 && <ListChoice {...props} />}
      summary={
        total === 0
          ? "Nobody left in these 28 days."
          : `${counted(total, "subscription")} ended in 28 days; the most on ${name(days.indexOf(top))}: ${count(top)}.`
      }
      note="Today is not over yet."
      table={
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="end">
                Left
              </th>
            </tr>
          </thead>
          <tbody>
            {data.days.map((date, index) => (
              <tr key={date}>
                <th scope="row">{name(index)}</th>
                <td className="end">{count(days[index] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <CountBars
        label="Subscriptions that ended, by day"
        counts={days}
        colour="var(--d-engagement)"
        word={name}
        describe={say}
        tip={say}
      />
    </ChartCard>
  );
}
