import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { sharedFile } from "@/lib/testing-shared";
import { importStream } from "../imports";
import { testDatabase } from "../testing";
import { daily } from "./daily";
import { type Suppression, suppressionsAt } from "./suppressions-at";

interface Truth {
  until: string;
  days: Record<string, object>;
  bySender: Record<string, object>;
  leases: { address: string; step: number; cycleStart: string; until: string }[];
  badLines: number;
}

test("daily and suppressionsAt tell the truth about a generated export", async (t) => {
  const generator = sharedFile(t, "tools/generate-acs-export.mjs");
  if (!generator) return;
  const folder = await mkdtemp(path.join(os.tmpdir(), "repute-truth-"));
  t.after(() => rm(folder, { recursive: true }));
  const options = [
    "--days",
    "12",
    "--per-day",
    "600",
    "--recipients",
    "1500",
    "--seed",
    "11",
    "--bad-lines",
    "5",
  ];
  await promisify(execFile)(process.execPath, [generator, "--out", folder, ...options]);
  const truth: Truth = JSON.parse(readFileSync(path.join(folder, "truth.json"), "utf8"));
  const { db, drop } = await testDatabase();
  t.after(drop);
  const file = createReadStream(path.join(folder, "export.jsonl"));
  const about = {
    name: "export.jsonl",
    source: "acs",
    bytes: null,
    startedBy: "test",
    now: new Date(),
  } as const;
  const { rejected } = await importStream(db, file, about);
  assert.equal(rejected, truth.badLines);

  const days = await daily(db, { tz: "UTC", sender: null });
  const expected = Object.entries(truth.days).map(([day, counts]) => ({ day, ...counts }));
  assert.deepEqual(
    days.map(({ complaints: _, opens: __, clicks: ___, ...counts }) => counts),
    expected,
  );
  for (const [sender, counts] of Object.entries(truth.bySender)) {
    const own = await daily(db, { tz: "UTC", sender });
    for (const [name, count] of Object.entries(counts))
      assert.equal(
        own.reduce((sum, day) => sum + day[name as "hard"], 0),
        count,
        `${sender} ${name}`,
      );
  }

  const held: Suppression[] = [];
  await suppressionsAt(db, Date.parse(truth.until), async (batch) => void held.push(...batch));
  assert.ok(truth.leases.length > 0);
  assert.deepEqual(
    held.map(({ address, step, cycleStart, until }) => {
      return {
        address,
        step,
        cycleStart: new Date(cycleStart!).toISOString(),
        until: new Date(until!).toISOString(),
      };
    }),
    truth.leases,
  );
});
