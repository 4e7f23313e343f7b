// @ts-check

/** Something the person at the keyboard can act on: `message` is one sentence, shown without a stack trace. */
export class Failure extends Error {}

/**
 * The code of a system error (`ENOSPC`) or of a PostgreSQL error (`28P01`).
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  // A refused connection to a name with two addresses is an AggregateError of two.
  if (error instanceof AggregateError && !("code" in error)) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/**
 * What to tell a person about any error.
 * @param {unknown} error
 * @returns {string} one sentence
 */
export function sentenceFor(error) {
  if (error instanceof Failure) return error.message;
  if (codeOf(error) === "ENOSPC") return "No space is left on the disk; free some and try again.";
  const lines = (error instanceof Error ? error.message : String(error))
    .split("\n")
    .filter((line) => line.trim());
  // Prisma names the call first and the reason last.
  const isPrisma = error instanceof Error && error.name.startsWith("Prisma");
  return `Repute stopped: ${(isPrisma ? lines.at(-1) : lines[0]) ?? "for an unknown reason"}`;
}
