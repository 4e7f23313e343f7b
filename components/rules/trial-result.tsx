import Link from "next/link";
import { Quoted } from "@/components/events/quoted";
import { TableExport } from "@/components/ui/table-export";
import { OWN } from "@/lib/core/events";
import { count, counted, moment } from "@/lib/core/format";
import type { Trial, TrialExample } from "@/lib/server/own-rules-trial";
import type { Draft } from "./use-draft";
import { leaseSentence, readAs } from "./words";

interface Props {
  trial: Trial;
  rules: Draft["rules"];
  tz: string;
  now: number;
}

/** What a trial found: leases, a table from and to, and what receivers said. */
export function TrialResult({ trial, rules, tz, now }: Props) {
  if (trial.moves.length === 0) return null;
  return (
    <div className="border-t border-line">
      <div className="px-[18px] py-3.5 text-ink-2">
        <p>{leaseSentence(trial)}</p>
        {trial.byShipped > 0 && (
          <p>
            Of these, {counted(trial.byShipped, "delivery", "deliveries")} would move because the rules of
            Repute have changed since.
          </p>
        )}
        {trial.cut && trial.since !== null && (
          <p>
            {count(trial.read)} bounces were read, back to {moment(trial.since, tz, now)}. Those before it
            were not looked at.
          </p>
        )}
      </div>
      <div className="flex justify-end px-[18px] pb-2">
        <TableExport data={trial.moves} what="what would move" />
      </div>
      <table className="data-table">
        <thead>
          <tr>
            <th>Read as now</th>
            <th>Would be</th>
            <th className="end">Deliveries</th>
          </tr>
        </thead>
        <tbody>
          {trial.moves.map(({ from, to, deliveries }) => (
            <tr key={`${readAs(from)} ${readAs(to)}`}>
              <td>{readAs(from)}</td>
              <td>{readAs(to)}</td>
              <td className="end font-medium">{count(deliveries)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {trial.examples.length > 0 && (
        <div className="grid gap-4 border-t border-line px-[18px] py-4">
          <h3 className="subheading">Such as</h3>
          {trial.examples.map((example) => (
            <Example key={`${example.address} ${example.message}`} example={example} rules={rules} />
          ))}
        </div>
      )}
    </div>
  );
}

function Example({ example, rules }: { example: TrialExample; rules: Draft["rules"] }) {
  const { address, message, recipient, text, span, rule, from, to } = example;
  const own = rules.find(({ id }) => OWN + id === rule);
  return (
    <div className="min-w-0">
      <p className="mb-1 text-sm wrap-anywhere">
        <Link href={`/events/${address}/${message}`}>{recipient}</Link>: from {from} to {to}
        {own && <>, by “{own.name}”</>}
      </p>
      {text && <Quoted text={text} span={span} />}
    </div>
  );
}
