"use client";

import { useMutation } from "@tanstack/react-query";
import { CheckButton } from "@/components/imports/check-button";
import { InvalidLines } from "@/components/imports/invalid-lines";
import { OutcomeCounts } from "@/components/imports/outcome-counts";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { checkSpamRates } from "@/lib/client/gmail";
import { counted, percent } from "@/lib/core/format";
import type { SpamMapping } from "@/lib/core/gmail/spam-file";
import type { SpamImport } from "@/lib/server/gmail/spam-import";

interface Props {
  file: File;
  mapping: SpamMapping;
  /** The import is under way. */
  busy: boolean;
  onImport(hash: string): void;
}

const WORDS = {
  added: { name: "new days" },
  replaced: { name: "days with another rate than before, which they replace" },
  same: { name: "days that are here already, with the same rate" },
  repeated: { name: "rows that say once more what another row says" },
  invalid: { name: "rows that cannot be read" },
};

/** The dry run, then the import of exactly what was checked. */
export function SpamCheck({ file, mapping, busy, onImport }: Props) {
  const check = useMutation({ mutationFn: () => checkSpamRates(file, mapping) });
  const { data } = check;
  const changes = data ? data.counts.added + data.counts.replaced : 0;
  return (
    <>
      <CheckButton check={check} />
      {data && (
        <Card title={`Of ${counted(data.counts.read, "row")}`} subtitle={aboutWords(data)}>
          <div role="status">
            <OutcomeCounts counts={data.counts} words={WORDS} always={["added"]} />
          </div>
          <InvalidLines
            rows={data.invalid}
            total={data.counts.invalid}
            label="Rows that cannot be read"
            heading="Left out"
          />
          <div className="mt-5 flex justify-end">
            <Button
              variant="primary"
              disabled={changes === 0}
              busy={busy && "Importing"}
              onClick={() => onImport(data.hash)}
            >
              Import {counted(changes, "rate")}
            </Button>
          </div>
        </Card>
      )}
    </>
  );
}

/** "club.example, 2026-10-01 to 2026-10-28, at most 0.21%": a wrong unit shows here. */
function aboutWords({ domains, from, to, highest }: SpamImport): string | undefined {
  if (!from || !to) return undefined;
  const whose = domains.length === 1 ? domains[0] : counted(domains.length, "domain");
  return `${whose}, ${from} to ${to}, at most ${percent(highest)}`;
}
