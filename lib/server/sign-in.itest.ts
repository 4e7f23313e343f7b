import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { sessionCookie, userOfToken } from "./auth";
import { hashPassword } from "./password";
import { clientAddress, FAILURES_PER_ACCOUNT, FAILURES_PER_CLIENT, signIn } from "./sign-in";
import { testDatabase } from "./testing";
import { cookieFor, signedIn, testEnvironment } from "./testing-session";
import { changeUser, createUser } from "./users";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
});
after(() => drop());

const NOW = new Date("2026-11-23T09:42:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const PASSWORD = "harbour lamp seven otters";

async function person(email: string): Promise<string> {
  const data = { id: crypto.randomUUID(), email, name: "Mara", role: "marketer" as const };
  const user = await db.user.create({ data: { ...data, passwordHash: await hashPassword(PASSWORD) } });
  return user.id;
}
const attempt = (email: string, password: string, client: string, now = NOW) =>
  signIn(db, { email, password, client }, now);
const isThrottled = (error: unknown) => error instanceof Refusal && error.code === "too-many-requests";

test("the right password signs in, however the e-mail is spelt", async () => {
  const id = await person("mara@marlow.example");
  assert.deepEqual(await attempt(" Mara@Marlow.Example ", PASSWORD, "10.0.0.1"), { id, generation: 0 });
});

test("wrong password, unknown e-mail and disabled user get the same answer, and each is audited without what was typed", async () => {
  const id = await person("disabled@marlow.example");
  await db.user.update({ where: { id }, data: { disabledAt: NOW } });
  assert.equal(await attempt("mara@marlow.example", "not the password", "10.0.0.2"), null);
  assert.equal(await attempt("typed-a-password-here", PASSWORD, "10.0.0.2"), null);
  assert.equal(await attempt("disabled@marlow.example", PASSWORD, "10.0.0.2"), null);
  const rows = await db.auditEntry.findMany({ where: { action: "sign-in.failed" } });
  assert.equal(rows.length, 3);
  assert.ok(
    !JSON.stringify(rows.map(({ subject, detail, actor }) => [subject, detail, actor])).includes("typed-a"),
  );
});

test("an unknown e-mail costs as much work as a known one", async () => {
  // Processor time of all threads, in ms: what others do on the machine does not count.
  const time = async (email: string) => {
    const start = process.cpuUsage();
    await attempt(email, "not the password", "10.0.0.3");
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
  const known = Math.min(await time("mara@marlow.example"), await time("mara@marlow.example"));
  const unknown = Math.min(await time("nobody@marlow.example"), await time("nobody@marlow.example"));
  assert.ok(unknown > known / 2 && unknown < known * 2, `${known} ms known, ${unknown} ms unknown`);
});

for (const email of ["throttled@marlow.example", "unknown@marlow.example"]) {
  test(`after ${FAILURES_PER_ACCOUNT} failures nobody gets in for a quarter of an hour: ${email}`, async () => {
    if (email.startsWith("throttled")) await person(email);
    for (let n = 0; n < FAILURES_PER_ACCOUNT; n += 1) await attempt(email, "wrong", `10.1.0.${n}`);
    await assert.rejects(attempt(email, PASSWORD, "10.1.1.1"), isThrottled);
    await assert.rejects(attempt(email, PASSWORD, "10.1.1.1", later(14)), isThrottled);
    const answer = await attempt(email, PASSWORD, "10.1.1.1", later(16));
    assert.equal(answer !== null, email.startsWith("throttled"));
  });
}

test("guesses sent all at once are not answered beyond the limit, not even the right one", async () => {
  await person("flooded@marlow.example");
  const passwords = [...Array.from({ length: 24 }, () => "wrong"), PASSWORD];
  const answers = await Promise.allSettled(
    passwords.map((password, n) => attempt("flooded@marlow.example", password, `10.2.0.${n}`)),
  );
  assert.ok(
    answers.some((answer) => answer.status === "rejected"),
    "the throttle stepped in",
  );
  await assert.rejects(attempt("flooded@marlow.example", PASSWORD, "10.2.1.1"), isThrottled);
});

test("one client that tries many accounts is stopped too", async () => {
  const rows = Array.from({ length: FAILURES_PER_CLIENT }, (_, n) => ({
    at: NOW,
    actor: "anonymous",
    action: "sign-in.failed",
    subject: `unknown user ${n}`,
    detail: { client: "10.3.0.1" },
    hash: "",
  }));
  await db.auditEntry.createMany({ data: rows });
  await assert.rejects(attempt("mara@marlow.example", PASSWORD, "10.3.0.1"), isThrottled);
});

test("the nearest proxy's word counts for the client's address", () => {
  assert.equal(clientAddress("203.0.113.7, 198.51.100.2"), "198.51.100.2");
  assert.equal(clientAddress("2001:db8::1"), "2001:db8::1");
  assert.equal(clientAddress(undefined), "unknown");
});

const tokenOf = (cookie: string) => cookie.slice(sessionCookie().length + 1);

test("a session ends after twelve hours, with its user's generation, and at once when the user is disabled", async () => {
  const { user } = await signedIn(db, "marketer");
  const token = tokenOf(await cookieFor(user.id, 0, NOW));
  assert.deepEqual(await userOfToken(db, token, later(719)), user);
  assert.equal(await userOfToken(db, token, later(720)), null);
  await changeUser(db, user.id, { disabled: true }, "test", NOW);
  assert.equal(await userOfToken(db, token, later(1)), null);
  await changeUser(db, user.id, { disabled: false }, "test", NOW);
  assert.equal(await userOfToken(db, token, later(1)), null, "enabling does not bring old sessions back");
  assert.deepEqual(await userOfToken(db, tokenOf(await cookieFor(user.id, 1, NOW)), later(1)), user);
});

test("a forged or foreign session token is nobody", async () => {
  const { user } = await signedIn(db, "admin");
  const token = tokenOf(await cookieFor(user.id, 0, NOW));
  for (const forged of [undefined, "", "x", `${token}x`, token.slice(1), token.replaceAll(".", "")]) {
    assert.equal(await userOfToken(db, forged, NOW), null);
  }
});

test("a new user signs in with the password given out once", async () => {
  const input = { email: "new@marlow.example", name: "New", role: "marketer" as const };
  const { user, password } = await createUser(db, input, "test", NOW);
  assert.deepEqual(await attempt("new@marlow.example", password, "10.4.0.1"), { id: user.id, generation: 0 });
});
