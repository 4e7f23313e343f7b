import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes lines and waits while the reader is slower, so that output of any length needs little memory. */
export async function writeLines(to: Writable, lines: string[]): Promise<void> {
  if (lines.length > 0 && !to.write(`${lines.join("\n")}\n`)) await once(to, "drain");
}

/** Rows in columns as wide as their widest cell, the first on the left, the others on the right. */
export function columns(rows: (string | number)[][]): string[] {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const pad = (cell: string, i: number) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!));
  return cells.map((row) => row.map(pad).join("  "));
}
