"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { useToast } from "@/components/ui/toast";
import { checkDomainsNow } from "@/lib/client/authentication";
import type { CheckState } from "@/lib/core/authentication/check/dns";
import { ago, counted } from "@/lib/core/format";
import type { SenderDomainRow, SenderDomains } from "@/lib/server/reports/sender-domains";
import { PolicySteps } from "./policy-steps";
import { CLOSED } from "./state";
import { CHECK_STATES } from "./words";

interface WayTableProps {
  report: SenderDomains;
  open: string | null;
  now: number;
  /** There is little room: the records stand in the inspector. */
  dense: boolean;
}

/** Each sender domain's way to p=reject, and how its records were when the DNS was last asked. */
export function WayTable({ report, open, now, dense }: WayTableProps) {
  const columns = dense
    ? ["Sender domain", "Policy", "Next"]
    : ["Sender domain", "Policy", "SPF", "DKIM", "DMARC", "MX", "Next"];
  const { rows, more, checkedAt } = report;
  return (
    <section aria-labelledby="way-title">
      <div className="section-head">
        <h2 className="heading" id="way-title">
          The way to p=reject
        </h2>
        <span className="text-sm text-ink-3">
          {checkedAt === null
            ? "records not checked yet"
            : `records checked ${ago(Math.max(0, now - checkedAt))}`}
        </span>
        <div className="aside flex flex-wrap gap-2">
          {rows.length > 0 && <TableExport data={rows} what="the sender domains" />}
          <CheckNow />
        </div>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No sender has sent anything yet.">
          The domains of senders are known once their deliveries come in.
        </EmptyState>
      ) : (
        <div className="card overflow-hidden">
          <table className="data-table stacks middle">
            <thead>
              <tr>
                {columns.map((name) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.domain} row={row} current={row.domain === open} dense={dense} />
              ))}
            </tbody>
          </table>
          {more > 0 && (
            <p className="card-foot">{counted(more, "more domain")}, in the order of their names.</p>
          )}
        </div>
      )}
    </section>
  );
}

const RECORDS = ["spf", "dkim", "dmarc", "mx"] as const;

function Row({ row, current, dense }: { row: SenderDomainRow; current: boolean; dense: boolean }) {
  const params = useSearchParams();
  const { domain, way, states, reserved } = row;
  return (
    <tr className="opens max-wide:!grid-cols-1">
      <td>
        <ShallowLink
          className="cover font-medium wrap-break-word"
          href={withParams(params, { ...CLOSED, domain })}
          aria-current={current ? "true" : undefined}
          data-row={domain}
        >
          {domain}
        </ShallowLink>
      </td>
      <td>
        <PolicySteps step={way.step} />
      </td>
      {(dense ? [] : RECORDS).map((name) => (
        <td key={name} className="max-wide:hidden">
          <Check state={states?.[name] ?? null} reserved={reserved} />
        </td>
      ))}
      <td className="text-ink-2">{way.sentence}</td>
    </tr>
  );
}

function Check({ state, reserved }: { state: CheckState | null; reserved: boolean }) {
  if (state === null) return <span className="text-sm text-ink-3">{reserved ? "no DNS" : "not known"}</span>;
  const { state: look, word } = CHECK_STATES[state];
  return <StateLabel state={look}>{word}</StateLabel>;
}

function CheckNow() {
  const queries = useQueryClient();
  const toast = useToast();
  const check = useMutation({
    mutationFn: checkDomainsNow,
    onSuccess: ({ domains }) =>
      toast(
        domains === 0
          ? { state: "watch", text: "There is no domain that the DNS could be asked for." }
          : { text: `The DNS was asked for ${counted(domains, "domain")}.` },
      ),
    onError: (error) => toast({ state: "alert", text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report", "sender-domains"] }),
  });
  return (
    <Button busy={check.isPending && "Asking the DNS"} onClick={() => check.mutate()}>
      Check again
    </Button>
  );
}
