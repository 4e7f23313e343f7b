import type { State } from "@/components/ui/state-label";
import { ago, clock, span } from "@/lib/core/format";
import type { SourceRow } from "@/lib/server/reports/sources";

/** A source's state in a glyph and a few words. */
export function sourceState(
  { state, arrivedAt }: SourceRow,
  tz: string,
  now: number,
): { state: State; words: string } {
  if (state === "live") return { state: "ok", words: "Live" };
  if (state === "failing") return { state: "alert", words: "Failing" };
  if (state === "waiting") return { state: "none", words: "Waiting" };
  if (state === "off") return { state: "none", words: "Not connected" };
  if (arrivedAt === null) return { state: "watch", words: "Nothing yet" };
  const today = now - arrivedAt < 86_400_000;
  return {
    state: "watch",
    words: today ? `Quiet since ${clock(arrivedAt, tz)}` : `Quiet for ${span(now - arrivedAt)}`,
  };
}

/** The sentence on a source that is silent: since when, and where to look. */
export function quietWords({ title, connectedAt, arrivedAt, patience }: SourceRow, now: number): string {
  const look = `See at ${title} whether its reports fail.`;
  if (arrivedAt === null) return `It was connected ${ago(now - (connectedAt ?? now))}. ${look}`;
  return `Its last events came ${ago(now - arrivedAt)}; so far it was never silent for more than ${span(patience)}. ${look}`;
}
