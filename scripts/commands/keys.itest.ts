import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { admitKey } from "@/lib/server/bearer";
import { testDatabase } from "@/lib/server/testing";
import type { PrismaClient } from "@/prisma/generated/client";
import { WrongCall } from "../io";
import * as keys from "./keys";
import { call, objects } from "./testing-io";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  process.env.DATABASE_URL = fresh.url;
});
after(() => drop?.());

const NOW = new Date("2026-11-24T08:00:00Z");
const run = (...args: string[]) => call(keys, args, { now: NOW });
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("made, used, listed, revoked, and every step on the trail", async () => {
  const made = await run(
    "create",
    "Newsletter",
    "--scope",
    "suppressions:read",
    "--expires",
    "2026-12-01",
    "--json",
  );
  const [{ id, token, expiresAt }] = objects(made.out);
  assert.deepEqual([made.code, expiresAt], [0, Date.UTC(2026, 11, 1)]);
  assert.equal((await admitKey(db, token, "suppressions:read", NOW)).actor, "key Newsletter");
  await assert.rejects(run("create", "Newsletter", "--scope", "reports:read"), refused("conflict"));
  const words = await run("create", "Figures", "--scope", "reports:read", "--scope", "ingest:write");
  assert.match(words.out, /^Figures\tkey: rp_[0-9a-f]{12}_[0-9a-f]{48}\n$/);

  await run("revoke", `rp_${id}_…`);
  await assert.rejects(run("revoke", token), refused("conflict"));
  await assert.rejects(run("revoke", "0".repeat(12)), refused("not-found"));
  await assert.rejects(admitKey(db, token, "suppressions:read", NOW), refused("not-signed-in"));

  const { out } = await run();
  assert.match(out, /Figures\treports:read,ingest:write\tmade by command line\tnever used\n/);
  assert.match(out, /Newsletter.*last used 2026-11-24T08:00:00.000Z\texpires 2026-12-01\trevoked 2026-11-24/);
  const shown = await run("list", "--json");
  assert.deepEqual(
    objects(shown.out)
      .map((key) => [key.name, key.revokedAt])
      .sort(),
    [
      ["Figures", null],
      ["Newsletter", NOW.getTime()],
    ],
  );
  assert.ok(!(out + shown.out).includes(token.slice(-48)));
  const trail = await db.auditEntry.findMany({ orderBy: { id: "asc" } });
  assert.deepEqual(
    trail.map(({ actor, action }) => `${actor}: ${action}`),
    ["command line: api-key.created", "command line: api-key.created", "command line: api-key.revoked"],
  );
});

test("calls that make no sense", async () => {
  for (const args of [
    ["erase", "x"],
    ["list", "x"],
    ["create"],
    ["create", "x"],
    ["create", "x", "--scope", "everything"],
    ["create", "x", "--scope", "reports:read", "--expires", "soon"],
    ["create", "x", "y", "--scope", "reports:read"],
    ["revoke"],
    ["revoke", "Newsletter"],
  ])
    await assert.rejects(run(...args), WrongCall, args.join(" "));
});
