// @ts-check

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Readonly<Counts>} */
export const CRASHED = { passed: 0, failed: 1, skipped: 0 };

/**
 * One check as a whole, such as the compiler's.
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : CRASHED;
}

/**
 * A run that failed without a failed test has crashed: that counts as one.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function noteCrash(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * Reads what node:test's TAP reporter says at its very end; what tests print themselves stands before that.
 * @param {string} tap
 * @param {number} exitCode of the run
 * @returns {Counts}
 */
export function countTap(tap, exitCode) {
  const end = tap.lastIndexOf("\n# tests ");
  /** @param {string} name */
  const read = (name) => {
    const match = new RegExp(`^# ${name} (\\d+)$`, "m").exec(tap.slice(end));
    if (!match) throw new Error(`the test report lacks its "${name}"`);
    return Number(match[1]);
  };
  if (end < 0) return CRASHED;
  const counts = {
    passed: read("pass"),
    failed: read("fail") + read("cancelled"),
    skipped: read("skipped") + read("todo"),
  };
  return noteCrash(counts, exitCode);
}

/**
 * Reads the report of Playwright's JSON reporter.
 * @param {string | undefined} json undefined: it wrote none
 * @param {number} exitCode of the run
 * @returns {Counts}
 */
export function countPlaywright(json, exitCode) {
  if (!json) return CRASHED;
  const { expected, flaky, unexpected, skipped } = JSON.parse(json).stats;
  return noteCrash({ passed: expected + flaky, failed: unexpected, skipped }, exitCode);
}

/** @param {Counts[]} all @returns {Counts} */
export function addCounts(all) {
  /** @param {keyof Counts} name */
  const sum = (name) => all.reduce((total, counts) => total + counts[name], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The line that ends `npm test`. @param {Counts} counts */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
