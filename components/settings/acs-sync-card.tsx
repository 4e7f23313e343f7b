"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { ask } from "@/lib/client/request";
import { count } from "@/lib/core/format";
import type { Difference } from "@/lib/server/acs-sync/sync";
import type { AcsSyncRow } from "@/lib/server/reports/acs-sync";

/** How far the suppression lists of ACS are, where some are kept. */
export function AcsSyncCard({ domains }: { domains: AcsSyncRow[] | null }) {
  const compare = useMutation({
    mutationFn: () => ask<{ compared: Difference[] }>("POST", "/api/v1/acs-sync", {}),
  });
  return (
    <Card
      title="Suppression lists of ACS"
      subtitle="opt-outs and manual entries, put there too"
      id="acs-sync"
      aside={
        domains && (
          <Button onClick={() => compare.mutate()} busy={compare.isPending && "Comparing"}>
            Compare
          </Button>
        )
      }
    >
      {!domains && (
        <p className="text-ink-2">
          None is kept. Set <code>ACS_SYNC_DOMAINS</code> to have opt-outs also stop mail that is sent without
          asking here.
        </p>
      )}
      {domains?.map((row) => (
        <Domain
          key={row.domain}
          of={row}
          compared={compare.data?.compared.find(({ place }) => place === row.domain)}
        />
      ))}
      {compare.error && (
        <Note state="alert" live className="mt-3.5">
          {compare.error.message}
        </Note>
      )}
    </Card>
  );
}

function Domain({ of: row, compared }: { of: AcsSyncRow; compared: Difference | undefined }) {
  const waiting = row.adding + row.removing;
  return (
    <div className="mt-2 first:mt-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="font-medium wrap-anywhere">{row.domain}</h3>
        <StateLabel state={row.failed > 0 ? "alert" : "ok"}>
          {row.failed > 0 ? `${count(row.failed)} failed` : `${count(row.listed)} listed`}
        </StateLabel>
      </div>
      {waiting > 0 && (
        <p className="text-sm text-ink-2">
          Still to do: {count(row.adding)} to add, {count(row.removing)} to take away.
        </p>
      )}
      {row.error && <p className="text-sm wrap-anywhere text-ink-2">Last said: {row.error}</p>}
      {compared && (
        <p className="text-sm text-ink-2" role="status">
          Compared now: {count(compared.add + compared.missing)} to add, {count(compared.remove)} to take
          away, {count(compared.foreign)} there by others and left alone.
        </p>
      )}
    </div>
  );
}
