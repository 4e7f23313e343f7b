"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { weekdayMoment } from "@/lib/core/format";
import { mayMoveEnd } from "@/lib/core/suppression-entry";
import type { AddressReport } from "@/lib/server/reports/address";
import { EndDialog } from "./end-dialog";
import { ReasonGlyph } from "./reason-glyph";
import { capital, causeWords } from "./words";

type Held = AddressReport["suppressed"][number];

interface Props {
  report: AddressReport;
  tz: string;
  mayChange: boolean;
}

/** All that keeps mail from the address, in the order in which it counts; nothing where the verdict says it all. */
export function AddressHolds({ report, tz, mayChange }: Props) {
  const [moving, setMoving] = useState<Held>();
  const { suppressed, recipient, at } = report;
  if (suppressed.every(({ entry }) => entry === null)) return null;
  return (
    <section>
      <h3 className="subheading">What holds it{suppressed.length > 1 && ", the strongest first"}</h3>
      <ol className="grid gap-2">
        {suppressed.map((held) => (
          <li key={held.entry ?? "lease"} className="flex items-baseline gap-2">
            <ReasonGlyph reason={held.reason} />
            <span className="min-w-0 flex-1">
              {capital(causeWords(held))}
              <span className="text-ink-2">
                {held.until === null ? ", without end" : `, until ${weekdayMoment(held.until, tz, at)}`}
              </span>
            </span>
            {mayChange && held.entry !== null && isMovable(held) && (
              <Button onClick={() => setMoving(held)}>Move its end…</Button>
            )}
          </li>
        ))}
      </ol>
      {moving?.entry != null && (
        <EndDialog
          entry={moving.entry}
          recipient={moving.wholeDomain ? domainOf(recipient) : recipient}
          until={moving.until}
          tz={tz}
          onClose={() => setMoving(undefined)}
        />
      )}
    </section>
  );
}

const isMovable = ({ reason }: Held): boolean => reason !== "bounce" && mayMoveEnd(reason);
const domainOf = (recipient: string): string => recipient.slice(recipient.lastIndexOf("@"));
