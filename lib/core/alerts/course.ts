/** A stretch of an incident, for its bar: over the line, or clear and waiting to close. Times in ms. */
export interface Stretch {
  state: "alert" | "watch";
  from: number;
  to: number;
}

/**
 * The stretches of an incident from its timeline.
 * @param steps in any order; only those that begin a stretch count
 * @param end when it was resolved, or now
 */
export function stretchesOf(steps: readonly { step: string; at: number }[], end: number): Stretch[] {
  const found: Stretch[] = [];
  for (const { step, at } of steps.toSorted((a, b) => a.at - b.at)) {
    if (step !== "opened" && step !== "closing" && step !== "back") continue;
    const last = found.at(-1);
    if (last) last.to = at;
    found.push({ state: step === "closing" ? "watch" : "alert", from: at, to: end });
  }
  return found;
}
