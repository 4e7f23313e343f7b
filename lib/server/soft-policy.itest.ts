import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { Category, MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { ingest } from "./ingest";
import { applySoftPolicy, changeSoftPolicy, softPolicy } from "./soft-policy";
import { testDatabase } from "./testing";
import { releaseAll } from "./testing-release";
import { emptied } from "./testing-state";
import { undoImport } from "./undo";

const DAY = 86_400_000;
const T = Date.UTC(2026, 10, 1, 8);
const day = (n: number) => new Date(T + n * DAY);
const ADMIN = { email: "admin@marlow.example", role: "admin" } as const;
const MARKETER = { email: "anna@marlow.example", role: "marketer" } as const;
const IDA = "ida@posteo.example";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
  await db.softPolicy.updateMany({ data: { active: false, inARow: 5, days: 7, phase: "settled" } });
});

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
let serial = 0;
const mail = (
  n: number,
  kind: "soft" | "delivered" = "soft",
  category: Category = "mailbox-full",
): MailEvent => ({
  ...{
    source: "acs",
    route: "webhook",
    messageId: `m${++serial}`,
    recipient: IDA,
    kind,
    at: day(n).getTime(),
  },
  ...{ sender: "news@marlow.example", reply: kind === "soft" ? 452 : 250, enhanced: "", category },
});
const take = (events: MailEvent[], importId = 0) => ingest(db, events, { importId });
const set = async (active: boolean, actor: typeof ADMIN | typeof MARKETER = ADMIN) => {
  const { version } = await softPolicy(db);
  const state = await changeSoftPolicy(db, { active, inARow: 3, days: 2, version }, actor, day(0));
  await applySoftPolicy(db);
  return state;
};
const entries = async () =>
  (await db.suppressionEntry.findMany({ where: { reason: "soft" }, orderBy: { since: "asc" } })).map(
    (row) => [row.since.getTime(), row.until?.getTime() ?? null, row.endedAt?.getTime() ?? null, row.note],
  );
const note = (mails: number, from: number) =>
  `${mails} in a row since ${day(from).toISOString().slice(0, 10)} (UTC)`;

test("off by default; switched on it goes through what was there, and follows what comes", async () => {
  await take([mail(1), mail(2), mail(3)]);
  assert.deepEqual(await entries(), []);
  await set(true);
  assert.deepEqual(await entries(), [[day(3).getTime(), null, null, note(3, 1)]]);
  const [answer] = await checkAddresses(db, [IDA], { now: day(4), record: false });
  assert.deepEqual([answer?.allowed, answer?.reason], [false, "soft"]);
  await take([mail(5, "delivered")]);
  assert.deepEqual(await entries(), [[day(3).getTime(), day(5).getTime(), null, note(3, 1)]]);
  await set(false);
  assert.deepEqual(await entries(), []);
  const last = await db.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  assert.deepEqual([last.actor, last.action], [ADMIN.email, "soft-policy.changed"]);
});

test("authentication, policy and size never count", async () => {
  await set(true);
  for (const category of ["authentication-failure", "policy", "message-too-large"] as const)
    await take([1, 2, 3, 4].map((n) => mail(n, "soft", category)));
  assert.deepEqual(await entries(), []);
});

test("the same entries whichever order events arrive in, once or twice, by several writers", async () => {
  await set(true);
  const events = [mail(1), mail(2), mail(3), mail(4, "delivered"), mail(5), mail(6), mail(8)];
  await take(events);
  const expected = await entries();
  assert.equal(expected.length, 2);
  for (const order of [events.toReversed(), [...events.slice(3), ...events.slice(0, 3)]]) {
    await emptied(db);
    await db.suppressionEntry.deleteMany();
    await Promise.all([...order, ...events].map((event) => take([event])));
    assert.deepEqual(await entries(), expected);
  }
});

test("undoing an import withdraws what followed from it", async () => {
  await set(true);
  const { id } = await db.import.create({
    data: { source: "acs", name: "x.jsonl", startedBy: "test", startedAt: day(0), state: "done" },
  });
  await take([mail(1), mail(2)]);
  await take([mail(3)], id);
  assert.equal((await entries()).length, 1);
  await undoImport(db, id, "test", day(9));
  assert.deepEqual(await entries(), []);
});

test("released, it begins anew; late events change nothing about that, nor does a repeat", async () => {
  await set(true);
  const events = [mail(1), mail(2), mail(3)];
  await take(events);
  await releaseAll(db, { recipient: IDA }, ADMIN, day(4));
  const released = [day(3).getTime(), null, day(4).getTime(), note(3, 1)];
  await take([...events, mail(2.5), mail(5), mail(6)]);
  assert.deepEqual(await entries(), [released]);
  await take([mail(7)]);
  assert.deepEqual(await entries(), [released, [day(7).getTime(), null, null, note(3, 5)]]);
});

test("only an admin changes it, and of two who do so at once one", async () => {
  await assert.rejects(set(true, MARKETER), refused("not-allowed"));
  const { version } = await softPolicy(db);
  const input = { active: true, inARow: 3, days: 2, version };
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => changeSoftPolicy(db, input, ADMIN, day(0))));
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of outcomes) if (one.status === "rejected") assert.ok(refused("conflict")(one.reason));
});
