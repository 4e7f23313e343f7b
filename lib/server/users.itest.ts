import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { testDatabase } from "./testing";
import { signedIn, testEnvironment } from "./testing-session";
import { changeUser, createUser, listUsers } from "./users";

let db: PrismaClient;
let drop: () => Promise<void>;
beforeEach(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
});
afterEach(() => drop());

const NOW = new Date("2026-11-23T09:42:00Z");
const NEW = { email: "ines@marlow.example", name: "Ines", role: "marketer" } as const;
const isConflict = (error: unknown) => error instanceof Refusal && error.code === "conflict";

test("a user is created with a password that is nowhere kept as it is", async () => {
  const { user, password } = await createUser(db, NEW, "admin@marlow.example", NOW);
  assert.deepEqual([user.email, user.role, user.disabledAt], ["ines@marlow.example", "marketer", null]);
  assert.ok(password.length >= 20);
  const [stored] = await db.user.findMany();
  assert.match(stored?.passwordHash ?? "", /^scrypt\$15\$8\$3\$/);
  assert.ok(!("passwordHash" in (await listUsers(db))[0]!));
  const [row] = await db.auditEntry.findMany();
  assert.deepEqual(row?.detail, { ...NEW });
});

test("an e-mail belongs to one user, also when two admins are as fast as each other", async () => {
  const tries = await Promise.allSettled([1, 2, 3].map(() => createUser(db, NEW, "admin", NOW)));
  assert.equal(tries.filter((one) => one.status === "fulfilled").length, 1);
  assert.ok(tries.every((one) => one.status === "fulfilled" || isConflict(one.reason)));
  assert.deepEqual(await verifyAudit(db), { rows: 1, brokenAt: null });
});

test("the last admin is neither demoted nor disabled; with a second one both are possible", async () => {
  const { user: first } = await signedIn(db, "admin");
  await assert.rejects(changeUser(db, first.id, { role: "marketer" }, "test", NOW), isConflict);
  await assert.rejects(changeUser(db, first.id, { disabled: true }, "test", NOW), isConflict);
  const { user: second } = await signedIn(db, "admin");
  assert.equal((await changeUser(db, first.id, { role: "marketer" }, "test", NOW)).role, "marketer");
  await assert.rejects(changeUser(db, second.id, { disabled: true }, "test", NOW), isConflict);
  assert.equal((await changeUser(db, first.id, { role: "admin" }, "test", NOW)).role, "admin");
  assert.deepEqual((await changeUser(db, second.id, { disabled: true }, "test", NOW)).disabledAt, NOW);
  await assert.rejects(changeUser(db, first.id, { disabled: true }, "test", NOW), isConflict);
});

test("two admins who demote one another at once: one of them stays", async () => {
  const [a, b] = [(await signedIn(db, "admin")).user, (await signedIn(db, "admin")).user];
  const results = await Promise.allSettled([
    changeUser(db, a.id, { role: "marketer" }, b.email, NOW),
    changeUser(db, b.id, { disabled: true }, a.email, NOW),
  ]);
  assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
  assert.equal(await db.user.count({ where: { role: "admin", disabledAt: null } }), 1);
});

test("nobody is changed who is not there", async () => {
  await assert.rejects(changeUser(db, crypto.randomUUID(), { role: "admin" }, "test", NOW), {
    code: "not-found",
  });
});
