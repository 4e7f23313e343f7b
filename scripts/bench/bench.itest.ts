import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { addressKey, messageKey } from "@/lib/server/keys";
import { testDatabase } from "@/lib/server/testing";
import { verify } from "@/lib/server/verify";
import { layHistory } from "./history";
import type { Figure } from "./measure";

const root = path.resolve(import.meta.dirname, "../..");

test("a history that is laid is one that ingest could have left", async (t) => {
  const { db, drop } = await testDatabase();
  t.after(drop);
  await layHistory(db, { seed: 3, deliveries: 2_000, days: 40, start: Date.UTC(2026, 0, 1) });
  assert.deepEqual(
    (await verify(db)).filter((check) => check.wrong > 0),
    [],
  );
  const rows = await db.delivery.findMany();
  assert.equal(rows.length, 2_000);
  for (const row of rows) {
    assert.equal(row.address, addressKey(row.recipient));
    assert.equal(row.message, messageKey("acs", row.messageId));
  }
  const domains = await db.recipientDomain.findMany();
  const names = new Map(domains.map(({ id, name }) => [id, name]));
  for (const row of rows) assert.equal(row.recipient.split("@")[1], names.get(row.domain));
  assert.ok((await db.lease.count()) > 50);
});

test("the bench runs to its end, says what it measured, and leaves nothing behind", async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-bench-test-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [json, svg] = [path.join(folder, "figures.json"), path.join(folder, "growth.svg")];
  const options = [
    ...[
      "--deliveries",
      "300,600",
      "--held",
      "300,600",
      "--records",
      "200",
      "--days",
      "40",
      "--runs",
      "1",
      "--verify",
    ],
    ...["--mails", "300"],
    ...["--only", "ingest,charts,look-ups,suppressions,disk,memory,mails,background"],
    ...["--json", json, "--plot", svg],
  ];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "scripts/bench.ts", ...options],
    { cwd: root },
  );
  assert.match(stdout, /verified: nothing differs/);

  const { figures }: { figures: Figure[] } = JSON.parse(readFileSync(json, "utf8"));
  const of = (what: string, unit: string) =>
    figures.filter((figure) => figure.what === what && figure.unit === unit);
  for (const figure of figures)
    assert.ok(Number.isFinite(figure.value) && figure.value >= 0, JSON.stringify(figure));
  for (const what of ["raw COPY", "ingest", "ingest, mails of campaigns"])
    assert.equal(of(what, "events/s").length, 1, what);
  assert.equal(of("days, with the period before", "ms p95").length, 2 * 3, "two sizes, three periods");
  assert.equal(of("check of 10000", "ms p50").length, 2);
  assert.equal(of("list, one domain", "ms p95").length, 2);
  assert.equal(of("mails, first page", "ms p95").length, 1);
  assert.equal(of("disk for one delivery: all", "bytes").length, 2);
  assert.ok(figures.some(({ what }) => what.endsWith("most memory held")));
  assert.match(readFileSync(svg, "utf8"), /<svg [\s\S]*polyline[\s\S]*<\/svg>/);

  const { db, drop } = await testDatabase();
  t.after(drop);
  const left = await db.$queryRaw<{ name: string }[]>`
    select datname::text as name from pg_database where datname like 'repute_bench_%' and datname not like '%kept%'`;
  const mine = left.filter(({ name }) => !isAlive(Number(name.split("_")[2])));
  assert.deepEqual(mine, []);
});

/** Benches beside this one name their databases by their process. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
