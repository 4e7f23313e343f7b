import { counted, percent } from "@/lib/core/format";
import { MEASURES } from "@/lib/core/reputation-limits";
import { type ExpectedRate, expectedRate } from "./bounce-rate";
import type { SendCheck } from "./findings";

/** Below which ACS wants the failures of a sender, as a share. */
export const LIMIT = MEASURES.failures.limit / 10_000;

/** The expected rate of the rows that stay; a repeat counts once, bad syntax not at all. */
export function rateOf(
  { chances, chanceOf, beliefs }: Pick<SendCheck, "chances" | "chanceOf" | "beliefs">,
  removed: { has(row: number): boolean },
): ExpectedRate | null {
  const counts = new Array<number>(chances.length).fill(0);
  for (const [row, chance] of chanceOf.entries())
    if (chance >= 0 && !removed.has(row)) counts[chance] = (counts[chance] ?? 0) + 1;
  return expectedRate(chances, counts, beliefs);
}

/** Where an expected rate stands against the limit: beyond doubt, or within its interval. */
export function standing({ low, high }: ExpectedRate): "ok" | "watch" | "alert" {
  if (high < LIMIT) return "ok";
  return low >= LIMIT ? "alert" : "watch";
}

/** The judgement on a list, in one or two sentences. */
export function verdictWords(
  before: ExpectedRate | null,
  after: ExpectedRate | null,
  removed: number,
): string {
  if (!before) return "There is no address here that mail could go to.";
  const limit = `the ${percent(LIMIT)} that ACS asks for`;
  if (removed === 0) return `${sentence("The list as it is", before, limit)} Nothing is taken out.`;
  const gone = `Without ${counted(removed, "row")}`;
  if (!after) return `${gone} nothing is left to send to.`;
  if (standing(before) === "ok" && standing(after) === "ok")
    return `The list would do as it is, with ${percent(before.rate)} expected to bounce hard. ${gone} it is ${percent(after.rate)}.`;
  return `${sentence("As it is, the list", before, limit)} ${sentence(`${gone} it`, after, "it")}`;
}

function sentence(subject: string, rate: ExpectedRate, limit: string): string {
  const expected = `${subject} is expected to bounce at ${percent(rate.rate)}`;
  const state = standing(rate);
  if (state === "ok") return `${expected}, below ${limit}.`;
  return state === "alert"
    ? `${expected}, above ${limit}.`
    : `${expected}, which may come out above ${limit}.`;
}
