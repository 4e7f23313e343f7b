/** What a report may be, so that none costs more than it is worth (RFC 9990 section 8.1 names both bombs). */
export const LIMITS = {
  /** Bytes as they come. */
  packed: 10_000_000,
  /** Bytes unpacked, of all members together. */
  unpacked: 25_000_000,
  /** Times that a megabyte or more may have been packed; real reports stay below 60. */
  ratio: 200,
  members: 10,
  records: 100_000,
  depth: 20,
  /** Of one record; RFC 9990 section 3.1.3 expects at most 100. */
  signatures: 200,
  jsonDepth: 32,
  text: 1_000,
} as const;

const DAY = 86_400_000;
const LONGEST = 35 * DAY;
const AHEAD = 2 * DAY;

/** What is wrong with the days of a report, null where nothing is. Times in ms. */
export function rangeFault(begin: number, end: number, now: number): string | null {
  if (!Number.isSafeInteger(begin) || !Number.isSafeInteger(end) || begin < 0)
    return "its days are not written as moments";
  if (begin > end) return "it ends before it begins";
  if (end - begin > LONGEST) return "it covers more than 35 days";
  if (end > now + AHEAD) return "it is about days to come";
  return null;
}
