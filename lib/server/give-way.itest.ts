import assert from "node:assert/strict";
import os from "node:os";
import { test } from "node:test";
import { openDatabase } from "./database";
import { giveWay } from "./give-way";
import { testDatabase } from "./testing";

async function backendOf(db: ReturnType<typeof openDatabase>): Promise<number> {
  const [row] = await db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

test("who gives way works at a lower priority, with the backends of the embedded server; others do not", async (t) => {
  const on = await testDatabase();
  t.after(on.drop);
  const gentle = openDatabase(on.url);
  t.after(() => gentle.$disconnect());
  giveWay(gentle);
  assert.equal(os.getPriority(), 10);
  if (process.env.REPUTE_EMBEDDED !== "1")
    return t.diagnostic("a server elsewhere: its processes are not ours");
  assert.equal(os.getPriority(await backendOf(gentle)), 10);
  assert.equal(os.getPriority(await backendOf(on.db)), 0);
});
