"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { keysQuery } from "@/lib/client/settings";
import { KEY_PREFIX } from "@/lib/core/api-key";
import { ago, day } from "@/lib/core/format";
import type { ApiKeyRow } from "@/lib/server/api-keys";
import { KeyDialog } from "./keys-make";
import { RevokeDialog } from "./keys-revoke";

/** What programs sign in with. Revoked keys stay in sight: the audit log names them. */
export function KeysCard({ tz }: { tz: string }) {
  const query = useQuery(keysQuery());
  const [making, setMaking] = useState(false);
  const now = query.dataUpdatedAt;
  return (
    <QueryBlock query={query} what="The list of API keys" height={180}>
      {(keys) => (
        <Card
          title="API keys"
          subtitle="for programs that ask before they send"
          id="keys"
          flush
          aside={
            <>
              {keys.length > 0 && <TableExport data={keys} what="the API keys" />}
              <Button icon="plus" onClick={() => setMaking(true)}>
                Make a key
              </Button>
            </>
          }
        >
          {keys.length === 0 ? (
            <p className="px-[18px] pb-4 text-ink-2 max-wide:px-3.5">
              There is no key. A program needs one to ask whether an address may be mailed.
            </p>
          ) : (
            <table className="data-table middle stacks">
              <thead>
                <tr>
                  <th>Name and beginning</th>
                  <th>May</th>
                  <th>Last used</th>
                  <th>State</th>
                  <th className="w-24">
                    <span className="sr-only">Revoke</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <KeyLine key={key.id} of={key} tz={tz} now={now} />
                ))}
              </tbody>
            </table>
          )}
          {making && <KeyDialog onClose={() => setMaking(false)} />}
        </Card>
      )}
    </QueryBlock>
  );
}

function KeyLine({ of: key, tz, now }: { of: ApiKeyRow; tz: string; now: number }) {
  const [asking, setAsking] = useState(false);
  return (
    <tr className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
      <th scope="row" className="min-w-0">
        <div className="font-medium wrap-anywhere">{key.name}</div>
        <div className="font-mono text-sm font-normal text-ink-2">
          {KEY_PREFIX}
          {key.id}_…
        </div>
        <div className="text-sm font-normal wrap-anywhere text-ink-3">
          made {day(key.createdAt, tz, now)} by {key.createdBy}
        </div>
      </th>
      <td className="font-mono text-sm max-wide:col-span-2 max-wide:row-start-2">
        {key.scopes.map((scope) => (
          <div key={scope}>{scope}</div>
        ))}
      </td>
      <td className="whitespace-nowrap text-ink-2 max-wide:text-sm">
        {key.lastUsedAt === null ? "Never" : ago(now - key.lastUsedAt)}
      </td>
      <td className="max-wide:col-start-2 max-wide:row-start-1">
        <KeyState of={key} tz={tz} now={now} />
      </td>
      <td className="end">
        {key.revokedAt === null && (
          <Button onClick={() => setAsking(true)}>
            Revoke…<span className="sr-only"> {key.name}</span>
          </Button>
        )}
        {asking && <RevokeDialog of={key} onClose={() => setAsking(false)} />}
      </td>
    </tr>
  );
}

function KeyState({ of: key, tz, now }: { of: ApiKeyRow; tz: string; now: number }) {
  if (key.revokedAt !== null)
    return <StateLabel state="none">Revoked {day(key.revokedAt, tz, now)}</StateLabel>;
  if (key.expiresAt === null) return <StateLabel state="ok">In force</StateLabel>;
  const until = day(key.expiresAt, tz, now);
  return key.expiresAt <= now ? (
    <StateLabel state="none">Expired {until}</StateLabel>
  ) : (
    <StateLabel state="ok">Until {until}</StateLabel>
  );
}
