import type { ReactNode } from "react";
import { Postmark } from "@/components/ui/postmark";

interface InterruptionProps {
  heading: string;
  /** What can be done now. */
  actions: ReactNode;
  /** Inside of the frame of the screens, which is the landmark already. */
  framed?: boolean;
  children: ReactNode;
}

/** Stands where a page cannot: what is so, and what to do. */
export function Interruption({ heading, actions, framed, children }: InterruptionProps) {
  const Frame = framed ? "div" : "main";
  return (
    <div className={framed ? "plain framed" : "plain"}>
      <Frame className="column">
        <Postmark />
        <h1 className="mt-8">{heading}</h1>
        <p className="mt-2 text-ink-2">{children}</p>
        <div className="mt-6 flex items-center gap-4">{actions}</div>
      </Frame>
    </div>
  );
}
