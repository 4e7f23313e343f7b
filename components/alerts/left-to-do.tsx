import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { clearFor } from "@/lib/core/alerts/rule";
import { counted } from "@/lib/core/format";
import type { Incident } from "@/lib/server/reports/incident";

const DAY = 86_400_000;

/** What an incident still needs. Each is ticked by what was done, not by hand. */
export function LeftToDo({ incident }: { incident: Incident }) {
  const { acknowledgedAt, owner, steps, clearSince, resolvedAt, rule } = incident;
  const told = steps.some(({ step, text }) => (step === "noted" || step === "resolved") && text !== "");
  const over = resolvedAt !== null;
  const wait = clearFor(rule) / DAY;
  const items: { key: string; done: boolean; words: ReactNode }[] = [
    { key: "acknowledge", done: acknowledgedAt !== null || over, words: "Acknowledge it" },
    { key: "owner", done: owner !== "", words: "Name who has it" },
    { key: "cause", done: told, words: "Write down what it was" },
    ...adviceFor(incident),
    {
      key: "clear",
      done: clearSince !== null || over,
      words:
        rule.kind !== "silence"
          ? "Get below the line"
          : rule.minutes === null
            ? "It works again"
            : "Events arrive again",
    },
    {
      key: "resolve",
      done: over,
      words:
        wait > 0
          ? `Resolved, by itself after ${counted(wait, "clear day")}`
          : "Resolved, by itself when they do",
    },
  ];
  return (
    <Card title="Left to do" id="left">
      <ul className="grid gap-1.5">
        {items.map(({ key, done, words }) => (
          <li key={key} className="grid grid-cols-[18px_minmax(0,1fr)] gap-2">
            <span className="mt-0.5">
              {done ? (
                <Icon name="check" />
              ) : (
                <span className="ml-px block size-3.5 rounded-1 border border-edge" />
              )}
            </span>
            <span className={done ? "text-ink-3" : undefined}>
              {words}
              <span className="sr-only">{done ? " (done)" : " (not done)"}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Where to go with it, by what it counts. There is no telling whether it was done. */
function adviceFor({ rule, resolvedAt }: Incident): { key: string; done: boolean; words: ReactNode }[] {
  if (resolvedAt !== null) return [];
  const go = (href: string, words: string, link: string) => [
    {
      key: "advice",
      done: false,
      words: (
        <>
          {words} <Link href={href}>{link}</Link>
        </>
      ),
    },
  ];
  if (rule.kind === "silence") return go("/imports", "See which source is silent or fails.", "Sources");
  if (rule.kind === "gmail")
    return go("/engagement#gmail", "See what Gmail tells, day by day.", "Spam rate at Gmail");
  if (rule.metric === "hard" || rule.metric === "asynchronous")
    return go(
      "/suppressions/hygiene",
      "Take the dead addresses out of where they come from.",
      "The worklist",
    );
  if (
    rule.metric === "spam" ||
    rule.metric === "soft" ||
    rule.metric === "failures" ||
    rule.metric === "deferred"
  )
    return go("/bounces", "Read what the receivers say.", "Bounces");
  if (rule.metric === "complaints" || rule.metric === "unsubscribes")
    return go("/lists", "See which list they leave.", "Lists");
  return [];
}
