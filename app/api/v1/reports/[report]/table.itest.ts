import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import type { MailEvent } from "@/lib/core/events";
import { createKey } from "@/lib/server/api-keys";
import { database } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import { GET } from "./route";

const NOW = Date.now();
const BOUNCES = 120;
let db: PrismaClient;
let drop: () => Promise<void>;
let headers: Record<string, string>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
  ({ headers } = await signedIn(db, "marketer"));
  const event = (i: number): MailEvent => ({
    ...{ source: "acs", route: "webhook", messageId: `m-${i}`, recipient: `r${i}@gmail.com`, kind: "hard" },
    ...{ at: NOW - i * 60_000, sender: "news@club.marlow.example", reply: 550, enhanced: "5.1.1" },
    category: "invalid-recipient",
  });
  const formula = { ...event(BOUNCES), recipient: "=cmd@gmail.com" };
  await ingest(db, [...Array.from({ length: BOUNCES }, (_, i) => event(i)), formula], { importId: 0 });
});
after(async () => {
  await database().$disconnect();
  await drop();
});

const ask = (report: string, query = "", more = headers) =>
  GET(new Request(`${TEST_ORIGIN}/api/v1/reports/${report}?${query}`, { headers: more }), {
    params: Promise.resolve({ report }),
  });

/** Every row, by following `next` as a program does. */
async function walk(report: string): Promise<{ pages: number; rows: Record<string, unknown>[] }> {
  const rows: Record<string, unknown>[] = [];
  let pages = 0;
  for (let cursor = ""; ; pages++) {
    const answer = await (await ask(report, cursor && `cursor=${encodeURIComponent(cursor)}`)).json();
    rows.push(...answer.rows);
    if (!answer.next) return { pages: pages + 1, rows };
    cursor = answer.next;
  }
}

for (const report of ["events", "bounces", "suppressions"])
  test(`${report} pages by cursor: every row once, and so does its export`, async () => {
    const { pages, rows } = await walk(report);
    assert.deepEqual([pages, rows.length], [3, BOUNCES + 1]);
    assert.equal(new Set(rows.map((row) => row.recipient)).size, BOUNCES + 1);
    const json = await ask(report, "format=json");
    assert.equal(json.headers.get("content-disposition"), `attachment; filename="${report}.json"`);
    assert.deepEqual(
      ((await json.json()) as typeof rows).map((row) => row.recipient),
      rows.map((row) => row.recipient),
    );
    const csv = await ask(report, "format=csv");
    assert.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
    const table: Record<string, string>[] = parse(await csv.text(), { columns: true });
    assert.equal(table.length, BOUNCES + 1);
    assert.ok(
      table.some(({ recipient }) => recipient === "'=cmd@gmail.com"),
      "a spreadsheet would run it",
    );
  });

test("a list whose pages go by number ends as well: what was set aside", async () => {
  const row = { importId: 0, source: "generic", reason: "No event", raw: "{}", at: new Date(NOW) };
  await db.quarantine.createMany({ data: Array.from({ length: 60 }, (_, i) => ({ ...row, line: i + 1 })) });
  const rows: { line: number }[] = await (await ask("quarantine", "format=json&door=generic")).json();
  assert.deepEqual(
    rows.map(({ line }) => line),
    Array.from({ length: 60 }, (_, i) => 60 - i),
  );
});

test("every import is in the file of imports, whichever page it is on", async () => {
  const runs = Array.from({ length: 230 }, (_, i) => ({
    ...{ source: "acs", name: `run ${i}`, state: "done", startedBy: "test", startedAt: new Date(NOW) },
  }));
  await db.import.createMany({ data: runs });
  const rows: { name: string }[] = await (await ask("imports", "format=json")).json();
  assert.equal(new Set(rows.map(({ name }) => name)).size, 230);
});

test("an export keeps to the filter of the address", async () => {
  const none = await ask("events", "format=csv&sender=other.example");
  assert.equal((await none.text()).trim(), "");
  const series: Record<string, string>[] = parse(
    await (await ask("series", "format=csv&period=7d&tz=UTC")).text(),
    {
      columns: true,
    },
  );
  assert.equal(series.length, 7);
  assert.equal(
    series.reduce((sum, day) => sum + Number(day.hard), 0),
    BOUNCES + 1,
  );
});

test("what has no table, an unknown format and a forged page mark are problems", async () => {
  for (const [report, query, field] of [
    ["verdict", "format=csv", "format"],
    ["events", "format=pdf", "format"],
    ["events", "cursor=1.2", "cursor"],
  ]) {
    const answer = await ask(report!, query);
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    const problem = await answer.json();
    assert.deepEqual([answer.status, problem.code], [400, "invalid-input"], JSON.stringify(problem));
    if (field !== "format" || report === "verdict") assert.equal(problem.field, field);
  }
  assert.equal((await ask("nothing")).status, 404);
});

test("a key may read reports by its scope, and nothing without it", async () => {
  const make = async (scopes: Parameters<typeof createKey>[1]["scopes"]) => {
    const { token } = await createKey(
      db,
      { name: scopes.join(), scopes, expiresAt: null },
      "test",
      new Date(),
    );
    return { authorization: `Bearer ${token}` };
  };
  assert.equal((await ask("events", "format=json", await make(["reports:read"]))).status, 200);
  assert.equal((await ask("events", "", await make(["suppressions:read"]))).status, 403);
});
