"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { StateGlyph, StateLabel } from "@/components/ui/state-label";
import { useToast } from "@/components/ui/toast";
import { addSelector, removeSelector } from "@/lib/client/authentication";
import { Problem } from "@/lib/client/request";
import type { RecordCheck } from "@/lib/core/authentication/check/dns";
import { moment } from "@/lib/core/format";
import type { SenderDomainRow } from "@/lib/server/reports/sender-domains";
import { Inspector } from "./inspector";
import { PolicySteps } from "./policy-steps";
import { CLOSED } from "./state";
import { CHECK_STATES } from "./words";

interface DomainInspectorProps {
  domain: string;
  row: SenderDomainRow | undefined;
  now: number;
  tz: string;
  mayChange: boolean;
}

/** One sender domain: what the next step needs, and each record with what is to be said of it. */
export function DomainInspector({ domain, row, now, tz, mayChange }: DomainInspectorProps) {
  return (
    <Inspector context="Sender domain" title={domain} row={domain} closed={CLOSED}>
      {row ? (
        <>
          <PolicySteps step={row.way.step} />
          <p className="mt-1 text-sm text-ink-3">{policyWords(row)}</p>
          <p className="mt-3 font-medium">{row.way.sentence}</p>
          {row.way.next && row.way.conditions.length > 0 && (
            <section className="mt-3">
              <h3 className="subheading">Before p={row.way.next}</h3>
              <ul className="reasons">
                {row.way.conditions.map(({ text, met }) => (
                  <li key={text}>
                    <span className={`state state-${met ? "ok" : "watch"}`}>
                      <StateGlyph state={met ? "ok" : "watch"} />
                    </span>
                    <span>
                      {text} <span className="text-ink-3">{met ? "so it is" : "not yet"}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Records row={row} now={now} tz={tz} />
          <Selectors row={row} mayChange={mayChange} />
        </>
      ) : (
        <p className="text-ink-2">No sender of yours has this domain.</p>
      )}
    </Inspector>
  );
}

function policyWords({ policy, policyFrom }: SenderDomainRow): string {
  if (policyFrom === null) return "Nobody has looked for a policy yet.";
  const where = policyFrom === "dns" ? "as the DNS had it at the last check" : "as the latest report saw it";
  return policy === null ? `No policy, ${where}.` : `p=${policy}, ${where}.`;
}

function Records({ row, now, tz }: { row: SenderDomainRow; now: number; tz: string }) {
  const { check, checkedAt, reserved } = row;
  if (!check)
    return (
      <p className="mt-4 text-sm text-ink-2">
        {reserved
          ? "This name is kept for examples: no DNS has it, and it is not asked for."
          : "Its records have not been checked yet. It is done every six hours, and by the button."}
      </p>
    );
  const records: [string, RecordCheck][] = [
    ["SPF", check.spf],
    ...check.dkim.map((one): [string, RecordCheck] => ["DKIM", one]),
    ["DMARC", check.dmarc],
    ["MX", check.mx],
    ["MTA-STS", check.mtaSts],
    ["TLS reports", check.tlsRpt],
  ];
  return (
    <section className="mt-5">
      <h3 className="subheading">Its records</h3>
      {checkedAt !== null && <p className="text-sm text-ink-3">Checked {moment(checkedAt, tz, now)}.</p>}
      {check.dkim.length === 0 && (
        <p className="mt-1 text-sm text-ink-2">
          No DKIM selector is known: none signed in reports, and none was entered.
        </p>
      )}
      <ul>
        {records.map(([name, one]) => (
          <li key={`${name} ${one.name}`} className="border-t border-line py-3 first:border-t-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>
                <b className="font-medium">{name}</b>{" "}
                <span className="font-mono text-[12px] text-ink-3 wrap-anywhere">{one.name}</span>
              </span>
              <StateLabel state={CHECK_STATES[one.state].state}>{CHECK_STATES[one.state].word}</StateLabel>
            </div>
            {one.record !== null && <pre className="reply mt-1.5">{one.record}</pre>}
            {one.findings.map((finding) => (
              <p className="mt-1 text-sm text-ink-2 wrap-anywhere" key={finding}>
                {finding}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Selectors that no report has named yet. */
function Selectors({ row, mayChange }: { row: SenderDomainRow; mayChange: boolean }) {
  const { domain, entered } = row;
  const [selector, setSelector] = useState("");
  const queries = useQueryClient();
  const toast = useToast();
  const settled = () => queries.invalidateQueries({ queryKey: ["report", "sender-domains"] });
  const add = useMutation({
    mutationFn: addSelector,
    onSuccess: () => {
      setSelector("");
      toast({ text: "It is asked for at the next check." });
    },
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: removeSelector,
    onError: (error) => toast({ state: "alert", text: error.message }),
    onSettled: settled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ domain, selector });
  };
  if (!mayChange && entered.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="subheading">DKIM selectors entered here</h3>
      <p className="text-sm text-ink-2">Keys that sign in reports are found by themselves.</p>
      <ul>
        {entered.map((one) => (
          <li key={one} className="flex items-center justify-between gap-3 py-1">
            <span className="font-mono text-[12px]">{one}</span>
            {mayChange && (
              <Button
                variant="bare"
                icon="close"
                iconOnly
                onClick={() => remove.mutate({ domain, selector: one })}
              >
                Remove {one}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <form className="mt-2 flex items-end gap-2" onSubmit={submit}>
          <Field
            className="flex-1"
            label="Selector"
            error={add.error instanceof Problem ? add.error.message : undefined}
          >
            <Input
              value={selector}
              onChange={(event) => setSelector(event.target.value)}
              required
              maxLength={100}
            />
          </Field>
          <Button type="submit" busy={add.isPending && "Adding"}>
            Add
          </Button>
        </form>
      )}
    </section>
  );
}
