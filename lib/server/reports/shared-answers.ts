/** How long an answer is given again, in ms: less than anybody reads a chart, enough for a team that opens the same one. */
const FRESH = 2_000;
const MOST = 200;

interface Answer {
  value: Promise<unknown>;
  /** When it was asked, ms since 1970. */
  at: number;
}

/** In one place for all routes: each may have a copy of this module. */
const state = globalThis as { reputeAnswers?: Map<string, Answer> };
state.reputeAnswers ??= new Map();
const answers = state.reputeAnswers;

/**
 * The answer to a question that many people ask at once: asked of the database once, and given to all who ask within
 * two seconds. A failure is nobody else's.
 * @param key the whole question
 * @param now ms since 1970
 */
export function sharedAnswer<A>(key: string, ask: () => Promise<A>, now: number): Promise<A> {
  const known = answers.get(key);
  if (known && Math.abs(now - known.at) < FRESH) return known.value as Promise<A>;
  const value = ask();
  const answer = { value, at: now };
  answers.delete(key);
  answers.set(key, answer);
  // The oldest stands first.
  if (answers.size > MOST) answers.delete(answers.keys().next().value!);
  value.catch(() => {
    if (answers.get(key) === answer) answers.delete(key);
  });
  return value;
}

/** Whoever has just changed something sees it: what was asked before is asked anew. */
export const forgetAnswers = (): void => answers.clear();
