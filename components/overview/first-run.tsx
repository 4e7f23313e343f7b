import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-shapes";
import { Perforation } from "@/components/ui/perforation";
import { StateLabel } from "@/components/ui/state-label";
import { ConnectAcs } from "./connect-acs";
import { EmptyTrend } from "./empty-trend";
import { LoadDemo } from "./load-demo";

interface FirstRunProps {
  /** The address with its secret; null for those who may not see it. */
  webhook: string | null;
  mayAct: boolean;
  /** The last 28 local days. */
  days: string[];
}

/** Before anything has come in: three ways on, and the chart that waits. */
export function FirstRun({ webhook, mayAct, days }: FirstRunProps) {
  return (
    <div className="page">
      <StateLabel state="none" pill>
        No data
      </StateLabel>
      <h2 className="mt-3 max-w-[24em] font-serif text-3xl tracking-[-0.014em] text-pretty max-wide:text-xl">
        There is nothing to judge yet. Choose how your mail's record comes in.
      </h2>
      <div className="ways">
        <Way icon="mail" title="Connect ACS">
          <ConnectAcs webhook={webhook} />
        </Way>
        <Way icon="imports" title="Import an export">
          <p>
            The past first: diagnostic JSON Lines or a Log Analytics CSV. Importing it twice counts nothing
            twice.
          </p>
          {mayAct ? (
            <ButtonLink href="/imports">Choose a file</ButtonLink>
          ) : (
            <p className="text-sm text-ink-3">Only admins may import.</p>
          )}
        </Way>
        <Way icon="overview" title="Look at a demo">
          <p>The mail of an invented bookshop. Marked on every page, gone with one click.</p>
          {mayAct ? <LoadDemo /> : <p className="text-sm text-ink-3">Only admins may load it.</p>}
        </Way>
      </div>
      <Perforation />
      <EmptyTrend days={days} />
    </div>
  );
}

function Way({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <section className="card">
      <Icon name={icon} strokeWidth={1.1} className="size-6 text-ink-2" />
      <h3>{title}</h3>
      {children}
    </section>
  );
}
