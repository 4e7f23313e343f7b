import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { openDatabase } from "./database";
import { ingest } from "./ingest";
import { addressKey } from "./keys";
import { address } from "./reports/address";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";

const HOUR = 3_600_000;
const T = Date.UTC(2026, 10, 19, 8);
const IDA = "ida.berg@posteo.example";
const JO = "jo@gmail.com";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
});

const bounce = (at: number, messageId = `b${at}`) =>
  ingest(
    db,
    [
      {
        ...{ source: "acs", route: "webhook", messageId, recipient: IDA, kind: "hard", at, sender: "" },
        ...{ reply: 550, enhanced: "5.1.1", category: "invalid-recipient" },
      },
    ],
    { importId: 0 },
  );
const check = (at: number, addresses: string[], more: object = {}) =>
  checkAddresses(db, addresses, { now: new Date(at), record: false, ...more });
const iso = (at: number) => new Date(at).toISOString();

test("a lease holds until its last moment, and asking changes nothing", async () => {
  await bounce(T);
  const facts = await db.suppressionFact.count();
  assert.deepEqual(await check(T + HOUR, [JO, "IDA.berg@posteo.example", JO]), [
    { address: JO, allowed: true },
    {
      address: "IDA.berg@posteo.example",
      allowed: false,
      reason: "bounce",
      until: iso(T + 24 * HOUR),
      scope: "all",
    },
    { address: JO, allowed: true },
  ]);
  assert.equal((await check(T + 24 * HOUR - 1, [IDA]))[0]?.allowed, false);
  assert.equal((await check(T + 24 * HOUR, [IDA]))[0]?.allowed, true);
  assert.equal((await check(T - 1, [IDA]))[0]?.allowed, true, "the bounce is stamped ahead of our clock");
  assert.equal(await db.suppressionFact.count(), facts);
  assert.deepEqual(await check(T, []), []);
});

test("what is no address is not allowed", async () => {
  for (const address of ["", "nobody", "a@", "two@at@signs.example", "x\u0000@posteo.example"])
    assert.deepEqual(await check(T, [address]), [{ address, allowed: false, reason: "invalid-address" }]);
});

test("a recorded send moves the lease once, however often it is repeated", async () => {
  await bounce(T);
  const send = { record: true, messageId: "send-1" };
  const first = await check(T + HOUR, [IDA, JO], send);
  const until = iso(T + 49 * HOUR);
  assert.deepEqual(first, [
    { address: IDA, allowed: false, reason: "bounce", until, scope: "all" },
    { address: JO, allowed: true },
  ]);
  assert.deepEqual(await check(T + 2 * HOUR, [IDA, JO], send), first);
  assert.equal((await check(T + 2 * HOUR, [IDA]))[0]?.until, until);
  const { lease } = await address(db, IDA, { at: T + 3 * HOUR });
  assert.deepEqual(lease, { cycleStart: T, step: 1, until: T + 49 * HOUR, inferred: false });

  const second = await check(T + 3 * HOUR, [IDA], { record: true, messageId: "send-2" });
  assert.equal(second[0]?.until, iso(T + 99 * HOUR));
  await check(T + 4 * HOUR, [IDA], { record: true });
  await check(T + 4 * HOUR, [IDA], { record: true });
  assert.equal(
    (await address(db, IDA, { at: T + 5 * HOUR })).lease?.step,
    4,
    "without an id each request is its own",
  );
});

test("the platform's report of a send that we dropped is the same occurrence", async () => {
  await bounce(T);
  await check(T + HOUR, [IDA], { record: true, messageId: "acs-77" });
  const drop = {
    source: "acs",
    route: "log",
    messageId: "ACS-77",
    recipient: IDA,
    kind: "suppressed",
  } as const;
  await ingest(
    db,
    [{ ...drop, at: T + HOUR - 5_000, sender: "", reply: 0, enhanced: "", category: "unknown" }],
    { importId: 0 },
  );
  const { lease, history } = await address(db, IDA, { at: T + 2 * HOUR });
  assert.equal(lease?.step, 1);
  assert.deepEqual(
    history.map(({ effect }) => effect),
    ["new-cycle", "step", "same-occurrence"],
  );
});

test("many writers with repeats: every lease is what its facts say", async () => {
  await bounce(T);
  const requests = Array.from({ length: 40 }, (_, i) => ({
    at: T + (i % 20) * 60_000,
    messageId: `m${i % 20}`,
  }));
  await Promise.all(requests.map(({ at, messageId }) => check(at, [IDA, JO], { record: true, messageId })));
  const [{ lease }, cached] = [
    await address(db, IDA, { at: T + HOUR }),
    await db.lease.findUniqueOrThrow({ where: { address: addressKey(IDA) } }),
  ];
  assert.equal(lease?.step, 4);
  assert.deepEqual([cached.step, cached.until?.getTime()], [lease.step, lease.until]);
  assert.equal(await db.suppressionFact.count({ where: { kind: 2 } }), 40);
});

test("a list that there is not is no list that nobody left: it is refused, and nothing is recorded", async () => {
  await assert.rejects(
    check(T, [JO], { record: true, messageId: "m1", listId: 4711 }),
    (error) => error instanceof Refusal && error.code === "invalid-input" && error.field === "listId",
  );
  assert.equal(await db.suppressionFact.count(), 0);
});

test("entries: the recipient's word first, a list's opt-out for that list only", async () => {
  await bounce(T);
  const [left, other] = await db.list.createManyAndReturn({ data: [{ name: "Left" }, { name: "Other" }] });
  const base = { address: addressKey(IDA), recipient: IDA, domain: "posteo.example", since: new Date(T) };
  const reasonOf = async (listId?: number) => {
    const [answer] = await check(T + HOUR, [IDA], { listId });
    return [answer?.reason, answer?.scope, answer?.until];
  };
  await db.suppressionEntry.create({ data: { ...base, reason: "unsubscribe", listId: left!.id } });
  assert.deepEqual(await reasonOf(), ["bounce", "all", iso(T + 24 * HOUR)]);
  assert.deepEqual(await reasonOf(other!.id), ["bounce", "all", iso(T + 24 * HOUR)]);
  assert.deepEqual(await reasonOf(left!.id), ["unsubscribe", "list", undefined]);
  await db.suppressionEntry.create({ data: { ...base, reason: "manual", until: new Date(T + 9 * HOUR) } });
  assert.deepEqual(await reasonOf(), ["manual", "all", iso(T + 9 * HOUR)]);
  await db.suppressionEntry.create({ data: { ...base, reason: "complaint" } });
  assert.deepEqual(await reasonOf(left!.id), ["complaint", "all", undefined]);
  await db.suppressionEntry.updateMany({ data: { endedAt: new Date(T + HOUR) } });
  assert.deepEqual(await reasonOf(left!.id), ["bounce", "all", iso(T + 24 * HOUR)]);
});

test("of thousands each has the answer that it has alone, wherever it stands", async () => {
  await bounce(T);
  const base = { since: new Date(T), reason: "manual" };
  const held = Array.from({ length: 40 }, (_, i) => `held${i}@gmail.com`);
  await db.suppressionEntry.createMany({
    data: [
      ...held.map((recipient) => ({
        ...{ address: addressKey(recipient), recipient, domain: "gmail.com", ...base },
      })),
      {
        address: addressKey("@closed.example"),
        recipient: "@closed.example",
        domain: "closed.example",
        ...base,
      },
    ],
  });
  const kinds = [IDA, "anybody@closed.example", "nobody", ...held];
  const asked = Array.from({ length: 10_000 }, (_, i) =>
    i % 100 === 99 ? kinds[Math.floor(i / 100) % kinds.length]! : `reader${i}@gmail.com`,
  );
  const alone = new Map<string, object>();
  for (const kind of kinds) alone.set(kind, (await check(T + HOUR, [kind]))[0]!);
  assert.ok([...alone.values()].every((answer) => !("allowed" in answer && answer.allowed)));
  assert.deepEqual(
    await check(T + HOUR, asked),
    asked.map((address) => alone.get(address) ?? { address, allowed: true }),
  );
});

test("when the database is away the answer is no answer", async () => {
  const away = openDatabase("postgresql://nobody@127.0.0.1:1/none");
  for (const record of [false, true])
    await assert.rejects(
      checkAddresses(away, Array(9_000).fill(JO), { now: new Date(T), record }),
      (error) => error instanceof Refusal && error.code === "unavailable",
    );
});
