/** One figure of the run, for the table and for the JSON file. */
export interface Figure {
  what: string;
  value: number;
  unit:
    | "events/s"
    | "records/s"
    | "rows/s"
    | "mails/s"
    | "reports/s"
    | "replies/s"
    | "requests/s"
    | "requests"
    | "ms p50"
    | "ms p95"
    | "ms p99"
    | "bytes"
    | "MB"
    | "x"
    | "us"
    | "s";
  /** Deliveries that were there. */
  deliveries?: number;
  /** Addresses that were held. */
  held?: number;
  /** Incoming mails, and DMARC reports, that were there. */
  mails?: number;
  reports?: number;
  /** Length of the period that was asked for. */
  days?: number;
  /** How it was measured, where that is not plain. */
  note?: string;
}

/** A rate, rounded to three digits. */
export const rate = (count: number, ms: number): number => rounded((count / ms) * 1_000);
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** Of some times in ms. */
export function spread(what: string, times: number[], shares = [0.5, 0.95]): Figure[] {
  const sorted = times.toSorted((a, b) => a - b);
  return shares.map((share) => ({
    what,
    value: rounded(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0),
    unit: `ms p${share * 100}` as Figure["unit"],
  }));
}

/** Median and 95th percentile of so many runs; a tenth as many runs go before, unmeasured. */
export async function percentiles(
  what: string,
  runs: number,
  run: (i: number) => Promise<unknown>,
): Promise<Figure[]> {
  for (let i = 0; i < runs / 10; i++) await run(i);
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run(i);
    times.push(performance.now() - start);
  }
  return spread(what, times);
}
