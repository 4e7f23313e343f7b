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
  if (state === "off" || arrivedAt === null) return { state: "none", words: "Not connected" };
  const today = now - arrivedAt < 86_400_000;
  return {
    state: "watch",
    words: today ? `Quiet since ${clock(arrivedAt, tz)}` : `Quiet for ${span(now - arrivedAt)}`,
  };
}

/** The sentence on a source that has fallen silent. */
export const quietWords = ({ title, arrivedAt, patience }: SourceRow, now: number): string =>
  `Its last events came ${ago(now - (arrivedAt ?? now))}; so far it was never silent for more than ${span(patience)}. See at ${title} whether its reports fail.`;
