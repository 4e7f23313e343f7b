import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { audit as write } from "@/lib/server/audit";
import { testDatabase } from "@/lib/server/testing";
import { inTransaction } from "@/lib/server/transaction";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";

let db: PrismaClient;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ db, drop } = await testDatabase());
});
afterEach(() => drop());

const NOW = new Date("2026-11-23T09:42:00Z");

async function fill(n: number) {
  await inTransaction(db, async (tx) => {
    for (let i = 1; i <= n; i++)
      await write(tx, { actor: "mara", action: "test.done", subject: String(i), detail: { i } }, NOW);
  });
}

test("the trail is read from its end, page by page, without gap or repetition", async () => {
  await fill(120);
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page = await audit(db, { before });
    seen.push(...page.lines.map((line) => line.subject));
    before = page.next;
  } while (before);
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, i) => String(120 - i)),
  );
});

test("a page mark that is none begins at the end", async () => {
  await fill(2);
  const { lines, next } = await audit(db, { before: "1; drop table" });
  assert.deepEqual(lines[0], {
    id: "2",
    at: NOW.getTime(),
    actor: "mara",
    action: "test.done",
    subject: "2",
    detail: { i: 2 },
  });
  assert.equal(next, null);
});
