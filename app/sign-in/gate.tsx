import type { ReactNode } from "react";
import { Postmark } from "@/components/ui/postmark";

interface GateProps {
  /** Under the form, in small print. */
  foot: ReactNode;
  /** On the right, on wide screens only. */
  aside: ReactNode;
  children: ReactNode;
}

/** The frame of the doors: what is asked on the left, something to look at on the right. */
export function Gate({ foot, aside, children }: GateProps) {
  return (
    <div className="grid min-h-screen grid-cols-[minmax(0,1fr)] min-[901px]:grid-cols-[568px_minmax(0,1fr)]">
      <main className="flex flex-col px-5 py-6 min-[901px]:px-22 min-[901px]:py-9">
        <span className="brand px-0! text-[22px]! [&>svg]:h-[23px]! [&>svg]:w-[30px]!">
          <Postmark />
          Repute
        </span>
        <div className="my-auto w-[392px] max-w-full py-10">{children}</div>
        <p className="text-md text-ink-3">{foot}</p>
      </main>
      <aside className="hidden place-items-center overflow-hidden border-l border-line bg-sunken p-12 min-[901px]:grid">
        {aside}
      </aside>
    </div>
  );
}

/** What the door asks, in the serif. */
export function GateTitle({ children }: { children: ReactNode }) {
  return (
    <h1 className="mb-2.5 text-balance font-normal font-serif text-[31px] leading-[39px] tracking-[-0.015em]">
      {children}
    </h1>
  );
}
