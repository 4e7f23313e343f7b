import type { MailEvent, Reject } from "@/lib/core/events";
import type { Source } from "@/lib/core/sources/source";
import type { Chunk } from "./log-reader";
import type { Row } from "./log-reader/row";
import { type LogWindow, refusalOf } from "./log-window";

/**
 * In turn with 5,000 events at once, 10,000 took the database 3 to 9 % less processor time for each, and 20,000 took 9 to
 * 10 %, but would keep the hot rows of rollups locked twice as long; rejects may be 64 kB each; nothing new should not mean no
 * progress.
 */
const MOST = { events: 10_000, rejects: 500, records: 50_000 };

/** Records on their way into the database. */
export class Batch {
  readonly events: MailEvent[] = [];
  readonly rejects: Reject[] = [];
  records = 0;
  ignored = 0;
  /** Of the events: older than the retention. */
  outdated = 0;
  bytesRead = 0;

  constructor(
    private readonly source: Source,
    private readonly window: LogWindow,
  ) {}

  get isFull(): boolean {
    return (
      this.events.length >= MOST.events || this.rejects.length >= MOST.rejects || this.records >= MOST.records
    );
  }

  add({ rows, bytesRead, file }: Chunk): void {
    const rejected = this.rejects.length;
    for (const row of rows) this.addRow(row);
    this.bytesRead = bytesRead;
    if (file) for (const reject of this.rejects.slice(rejected)) reject.reason = `${file}: ${reject.reason}`;
  }

  private addRow(row: Row): void {
    this.records += 1;
    if ("reason" in row) {
      this.rejects.push({ line: row.line, reason: row.reason, raw: copied(row.raw) });
      return;
    }
    const { events, rejects, ignored } = this.source.readRecord(row.value);
    const reject = (reason: string) =>
      this.rejects.push({ line: row.line, reason, raw: copied(row.raw ?? written(row.value)) });
    for (const event of events) {
      const refusal = refusalOf(this.window, event.at);
      if (refusal) reject(refusal);
      else this.events.push(event);
      if (!refusal && event.at < this.window.outdatedBefore) this.outdated += 1;
    }
    for (const { reason } of rejects) reject(reason);
    this.ignored += ignored;
  }
}

/** A line is a part of the text that was read with it, and would keep all of that in memory. */
const copied = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

/** A value as JSON; what is nested deeper than the stack goes cannot be written. */
export function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "(nested too deep to be shown)";
  }
}
