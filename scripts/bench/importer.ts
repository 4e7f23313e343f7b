import { createReadStream, statSync } from "node:fs";
import { openDatabase } from "@/lib/server/database";
import { giveWay } from "@/lib/server/give-way";
import { importStream } from "@/lib/server/imports";

/*
 * Usage: node --expose-gc --import tsx scripts/bench/importer.ts FILE (database: DATABASE_URL). Imports one JSON Lines file
 * in a process of its own, so that its memory is its own, and prints an ImporterReport.
 */

export interface ImporterReport {
  records: number;
  rejected: number;
  ms: number;
  /** Processor time of this process, in microseconds. */
  cpu: number;
  /** Most memory that it held, and most that was left of it after a collection of garbage, in bytes. */
  peak: number;
  live: number;
}

const [file = ""] = process.argv.slice(2);
const db = openDatabase();
giveWay(db);
let live = 0;
const weigh = () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  live = Math.max(live, heapUsed + external);
};
const start = performance.now();
const { records, rejected } = await importStream(db, createReadStream(file), {
  ...{ name: "export.jsonl", source: "acs", bytes: statSync(file).size, startedBy: "bench", now: new Date() },
  onProgress: weigh,
});
const ms = performance.now() - start;
const { user, system } = process.cpuUsage();
weigh();
const peak = process.resourceUsage().maxRSS * 1024;
console.log(
  JSON.stringify({ records, rejected, ms, cpu: user + system, peak, live } satisfies ImporterReport),
);
await db.$disconnect();
