/** An import that has shown no sign of life for so long is dead: it writes one every second. In ms. */
export const GIVEN_UP_AFTER = 60_000;

/** Imports that are listed at a time. */
export const IMPORTS_PAGE = 100;

/** How fast an import goes and how long it will still take. */
export interface Pace {
  /** Records a second; null when it does not run, or has only just begun. */
  rate: number | null;
  /** Null also where the size of the input is not known. */
  secondsLeft: number | null;
}

/** The pace of an import from its row: times in ms, `progressAt` being that of the counts. */
export function paceOf(row: {
  state: string;
  startedAt: number;
  progressAt: number;
  bytes: number | null;
  bytesRead: number;
  records: number;
}): Pace {
  const seconds = (row.progressAt - row.startedAt) / 1000;
  if (row.state !== "running" || seconds <= 0 || row.records === 0) return { rate: null, secondsLeft: null };
  const rate = Math.round(row.records / seconds);
  if (row.bytes === null || row.bytesRead === 0) return { rate, secondsLeft: null };
  const bytesLeft = Math.max(0, row.bytes - row.bytesRead);
  return { rate, secondsLeft: Math.round((bytesLeft / row.bytesRead) * seconds) };
}
