import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { Refusal } from "@/lib/core/error";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import { differences, stateOf } from "@/lib/server/testing-state";
import { createUser, listUsers } from "@/lib/server/users";
import { verify } from "@/lib/server/verify";
import { crowdedEvent } from "@/lib/testing-events";
import { WrongCall } from "../io";
import * as backup from "./backup";
import * as restore from "./restore";
import { call } from "./testing-io";

type Test = Awaited<ReturnType<typeof testDatabase>>;
const folder = mkdtempSync(path.join(os.tmpdir(), "repute-backup-"));
const file = path.join(folder, "all.gz");
const now = new Date("2026-11-24T03:00:00Z");
let from: Test;
let into: Test;
before(async () => {
  from = await testDatabase();
  into = await testDatabase();
});
after(async () => {
  await from?.drop();
  await into?.drop();
  rmSync(folder, { recursive: true });
});

const on = (database: Test, command: typeof backup | typeof restore, ...args: string[]) => {
  process.env.DATABASE_URL = database.url;
  return call(command, args, { now });
};
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("what was backed up comes back, is proven, and goes on", async () => {
  const events = fc.sample(crowdedEvent, { numRuns: 300, seed: 41 });
  await ingest(from.db, events, { importId: 0 });
  const ida = { email: "ida@marlow.example", name: 'Ida\t"of"\nMarlow', role: "admin" } as const;
  await createUser(from.db, ida, "command line", now);
  const list = await from.db.list.create({ data: { name: "News" } });
  await from.db.$executeRaw`update retention set days = 500`;

  assert.equal((await on(from, backup, file)).code, 0);
  assert.deepEqual(readdirSync(folder), ["all.gz"]);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal((await on(into, restore, file)).code, 0);
  assert.deepEqual(differences(await stateOf(into.db), await stateOf(from.db)), []);
  assert.deepEqual(await listUsers(into.db), await listUsers(from.db));
  assert.equal((await into.db.retention.findFirst())?.days, 500);
  assert.ok((await verify(into.db)).every((check) => check.wrong === 0));
  assert.ok((await into.db.list.create({ data: { name: "Offers" } })).id > list.id, "counters go on");
  await ingest(into.db, events, { importId: 0 });
  assert.deepEqual(differences(await stateOf(into.db), await stateOf(from.db)), []);
  await assert.rejects(on(into, restore, file), refused("conflict"));
});

test("what is no whole backup restores nothing", async () => {
  const empty = await testDatabase();
  try {
    const text = gunzipSync(readFileSync(file)).toString();
    const broken = {
      "cut.gz": readFileSync(file).subarray(0, -200),
      "short.gz": gzipSync(text.split("\n").slice(0, -2).join("\n")),
      "other.gz": gzipSync(text.replace("repute-backup-1", "repute-backup-9")),
      "newer.gz": gzipSync(text.replace('"migrations":[', '"migrations":["29990101000000_later",')),
      "plain.txt": "no gzip",
    };
    for (const [name, bytes] of Object.entries(broken)) {
      writeFileSync(path.join(folder, name), bytes);
      await assert.rejects(on(empty, restore, path.join(folder, name)), refused("invalid-input"), name);
      assert.equal(await empty.db.delivery.count(), 0);
    }
    await assert.rejects(on(empty, restore, path.join(folder, "absent")), refused("invalid-input"));
    await assert.rejects(on(empty, restore), WrongCall);
    await assert.rejects(on(empty, backup, "a", "b"), WrongCall);
  } finally {
    await empty.drop();
  }
});
