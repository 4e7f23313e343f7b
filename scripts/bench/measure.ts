/** One figure of the run, for the table and for the JSON file. */
export interface Figure {
  what: string;
  value: number;
  unit: "events/s" | "records/s" | "rows/s" | "ms p50" | "ms p95" | "bytes" | "MB" | "x" | "us";
  /** How it was measured, where that is not plain. */
  note?: string;
}

/** A rate, rounded to three digits. */
export const rate = (count: number, ms: number): number => rounded((count / ms) * 1_000);
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** Median and 95th percentile of so many runs, in ms; a tenth as many runs go before, unmeasured. */
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
  times.sort((a, b) => a - b);
  const at = (share: number) => rounded(times[Math.min(Math.floor(times.length * share), times.length - 1)]!);
  return [
    { what, value: at(0.5), unit: "ms p50" },
    { what, value: at(0.95), unit: "ms p95" },
  ];
}
