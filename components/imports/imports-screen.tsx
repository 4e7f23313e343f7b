"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import type { ImportRow } from "@/lib/server/reports/imports";
import { ConnectAcs } from "./connect-acs";
import { EarlierImports } from "./earlier-imports";
import { ImportCard } from "./import-card";
import { ImportDoor } from "./import-door";
import { Sources } from "./sources";

interface Props {
  mayImport: boolean;
  /** The webhook's address with its secret; null for who may not see it. */
  webhookUrl: string | null;
  tz: string;
}

const LOOK_AGAIN = 5000;

/** What comes in: the import at large, the door for the next, those before, and the sources. */
export function ImportsScreen({ mayImport, webhookUrl, tz }: Props) {
  const params = useSearchParams();
  const router = useRouter();
  const query = useQuery({
    ...reportQuery("imports", null),
    refetchInterval: ({ state }) => (state.data?.some((row) => row.state === "running") ? LOOK_AGAIN : false),
  });
  const now = query.dataUpdatedAt;
  return (
    <div className="page">
      <QueryBlock query={query} what="The list of imports" height={420}>
        {(rows) => {
          const open = atLarge(rows, Number(params.get("import")));
          return (
            <>
              {!open && <p className="opening">No export has been imported yet.</p>}
              <div
                className={
                  open
                    ? "grid grid-cols-[minmax(0,1fr)_330px] items-start gap-5 max-full:grid-cols-1"
                    : "max-w-[560px]"
                }
              >
                {open && <ImportCard key={open.id} row={open} />}
                <div className="min-w-0">
                  <ImportDoor mayImport={mayImport} rows={rows} />
                  <EarlierImports
                    rows={rows}
                    open={open?.id ?? null}
                    mayImport={mayImport}
                    now={now}
                    tz={tz}
                  />
                </div>
              </div>
              <Sources
                imports={rows}
                now={now}
                tz={tz}
                connectHref={withParams(params, { connect: "acs" })}
              />
            </>
          );
        }}
      </QueryBlock>
      <Dialog
        open={params.get("connect") === "acs"}
        onOpenChange={() => router.replace(withParams(params, { connect: null }), { scroll: false })}
        question="Connect ACS"
        consequence="Each delivery is reported here seconds after it happened. Three steps in the Azure portal."
        buttons={
          <ButtonLink variant="primary" href={withParams(params, { connect: null })} scroll={false}>
            Done
          </ButtonLink>
        }
      >
        <div className="mt-4">
          <ConnectAcs url={webhookUrl} />
        </div>
      </Dialog>
    </div>
  );
}

/** The one asked for, else the one that runs, else the latest. */
function atLarge(rows: ImportRow[], wanted: number): ImportRow | undefined {
  return rows.find((row) => row.id === wanted) ?? rows.find((row) => row.state === "running") ?? rows[0];
}
