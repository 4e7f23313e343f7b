import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { sharedFile } from "@/lib/testing-shared";
import type { PrismaClient } from "@/prisma/generated/client";
import { daily } from "./reports/daily";
import { suppressionsAt } from "./reports/suppressions-at";

type Outcomes = Record<"attempted" | "delivered" | "hard" | "soft" | "spam" | "suppressed", number>;

/** What a correct reader must make of a generated export. */
export interface Truth {
  days: Record<string, Outcomes>;
  total: Outcomes;
  bySender: Record<string, Outcomes>;
  leases: { address: string; step: number; cycleStart: string; until: string }[];
  records: number;
  duplicates: number;
  badLines: number;
  until: string;
}

/** Runs the generator of ACS exports with these settings; undefined where the reference material is absent. */
export function generateExport(
  t: TestContext,
  settings: Record<string, number>,
): { text: string; truth: Truth } | undefined {
  const tool = sharedFile(t, "tools/generate-acs-export.mjs");
  if (!tool) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "repute-export-"));
  try {
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    execFileSync(process.execPath, [tool, "--out", folder, ...options]);
    const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
    return { text: read("export.jsonl"), truth: JSON.parse(read("truth.json")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The figures by day and by sender and the leases at the end are those of the truth, to the last count. */
export async function assertTruth(db: PrismaClient, truth: Truth): Promise<void> {
  const days = await daily(db, { tz: "UTC", sender: null });
  assert.deepEqual(Object.fromEntries(days.map((row) => [row.day, outcomes([row])])), truth.days);
  for (const [sender, total] of Object.entries(truth.bySender)) {
    assert.deepEqual(outcomes(await daily(db, { tz: "UTC", sender })), total, sender);
  }
  assert.deepEqual(await leases(db, truth.until), sorted(truth.leases));
}

function outcomes(rows: Outcomes[]): Outcomes {
  const sum = (key: keyof Outcomes) => rows.reduce((total, row) => total + row[key], 0);
  return {
    ...{ attempted: sum("attempted"), delivered: sum("delivered"), hard: sum("hard") },
    ...{ soft: sum("soft"), spam: sum("spam"), suppressed: sum("suppressed") },
  };
}

async function leases(db: PrismaClient, until: string): Promise<Truth["leases"]> {
  const found: Truth["leases"] = [];
  const time = (at: number | null) => new Date(at ?? Number.NaN).toISOString();
  await suppressionsAt(db, Date.parse(until), async (batch) => {
    for (const { address, step, cycleStart, until } of batch) {
      found.push({ address, step: step ?? -1, cycleStart: time(cycleStart), until: time(until) });
    }
  });
  return sorted(found);
}

const sorted = (list: Truth["leases"]): Truth["leases"] =>
  list.toSorted((a, b) => (a.address < b.address ? -1 : 1));
