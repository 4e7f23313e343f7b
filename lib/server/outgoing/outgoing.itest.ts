import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Webhook } from "standardwebhooks";
import type { ToldSuppression } from "@/lib/core/outgoing";
import { webReceiver } from "../alerts/testing-receivers";
import { ingest } from "../ingest";
import { addressKey, messageKey } from "../keys";
import { addFacts } from "../leases";
import { outgoing } from "../reports/outgoing";
import { addEntries, endEntries, moveEnd, reopenEntries } from "../suppression-entries";
import { testDatabase } from "../testing";
import { testEnvironment } from "../testing-session";
import { emptied } from "../testing-state";
import {
  createEndpoint,
  putOutTest,
  removeEndpoint,
  renewSecret,
  replayMessage,
  switchEndpoint,
} from "./endpoints";
import { forgetOutgoing, sendMessage, sendOutgoing } from "./send";

const ADA = "ada@marlow.example";
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let on: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webReceiver>>;
let trailFrom = 0n;
before(async () => {
  [on, web] = await Promise.all([testDatabase(), webReceiver()]);
  testEnvironment(on.url);
  process.env.REPUTE_LOCAL_RECEIVERS = "1";
});
after(async () => {
  await Promise.all([on?.drop(), web?.close()]);
});
beforeEach(async () => {
  await emptied(on.db);
  await on.db.$executeRaw`truncate outgoing_message, outgoing_endpoint, suppression_entry`;
  trailFrom = (await on.db.auditEntry.findFirst({ orderBy: { id: "desc" } }))?.id ?? 0n;
  web.received.length = 0;
  web.answer(200);
});

const soon = (ms = SECOND) => new Date(Date.now() + ms);
const make = (name = "CRM") => createEndpoint(on.db, { name, url: `${web.url}/${name}` }, ADA, new Date());
const block = (recipient: string, more = {}) =>
  on.db.$transaction((tx) => addEntries(tx, [{ recipient, reason: "manual", since: new Date(), ...more }]));
const told = () =>
  web.received.map(({ body }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: { suppressions: ToldSuppression[] } };
    return [type, ...data.suppressions.map(({ address, reason, scope }) => `${address} ${reason} ${scope}`)];
  });
const trail = async () => {
  const rows = await on.db.auditEntry.findMany({ where: { id: { gt: trailFrom } }, orderBy: { id: "asc" } });
  return rows.map(({ actor, action }) => `${actor} ${action}`);
};

test("each change of an entry is told once, signed, with what it is about", async () => {
  const { secret } = await make();
  const [id = 0] = await block("ida@posteo.example", { senderDomain: "club.marlow.example" });
  await on.db.$transaction((tx) => moveEnd(tx, id, { from: null, to: soon(DAY) }, new Date()));
  const at = new Date();
  await on.db.$transaction((tx) => endEntries(tx, [id], at));
  await on.db.$transaction((tx) => reopenEntries(tx, [{ id, at }]));
  await sendOutgoing(on.db, soon());
  await sendOutgoing(on.db, soon(HOUR));
  const same = "ida@posteo.example manual sender";
  assert.deepEqual(
    told().sort(),
    [
      ["suppression.added", same],
      ["suppression.added", same],
      ["suppression.released", same],
      ["suppression.shortened", same],
    ].sort(),
  );
  const [first] = web.received;
  new Webhook(secret).verify(first!.body, first!.headers as Record<string, string>);
  assert.throws(() =>
    new Webhook(secret).verify(`${first!.body} `, first!.headers as Record<string, string>),
  );
});

test("a change that is taken back is not told, and where nobody listens nothing is written", async () => {
  await block("nobody@posteo.example");
  assert.equal(await on.db.outgoingMessage.count(), 0);
  const { id } = await make();
  const failing = on.db.$transaction(async (tx) => {
    await addEntries(tx, [{ recipient: "ida@posteo.example", reason: "manual", since: new Date() }]);
    throw new Error("taken back");
  });
  await assert.rejects(failing, /taken back/);
  await switchEndpoint(on.db, id, false, ADA, new Date());
  await block("off@posteo.example");
  assert.equal(await on.db.outgoingMessage.count(), 0);
});

test("what soft bounces held is told as released when a mail arrives, and not when it is only held otherwise", async () => {
  await make();
  await on.db.softPolicy.updateMany({ data: { active: true, inARow: 2, days: 0, phase: "settled" } });
  const begun = Date.now() - DAY;
  const mail = (hours: number, kind: "soft" | "delivered") =>
    ingest(
      on.db,
      [
        {
          ...{
            source: "acs",
            route: "webhook",
            messageId: `m${hours}`,
            recipient: "ida@posteo.example",
            kind,
          },
          ...{ at: begun + hours * HOUR, sender: "", reply: kind === "soft" ? 452 : 250, enhanced: "" },
          category: "mailbox-full",
        },
      ],
      { importId: 0 },
    );
  for (const hours of [3, 5]) await mail(hours, "soft");
  await sendOutgoing(on.db, soon());
  const soft = "ida@posteo.example soft all";
  assert.deepEqual(told(), [["suppression.added", soft]]);
  // A late report moves the beginning: the address is held all the same.
  await mail(1, "soft");
  await sendOutgoing(on.db, soon());
  assert.ok(told().every(([type]) => type === "suppression.added"));
  await mail(7, "delivered");
  await sendOutgoing(on.db, soon());
  assert.deepEqual(told().at(-1), ["suppression.released", soft]);
  await on.db.softPolicy.updateMany({ data: { active: false } });
});

test("many entries at once go a hundred in a message; one that is over already is not told of", async () => {
  await make();
  const rows = Array.from({ length: 250 }, (_, i) => ({
    ...{ recipient: `r${i}@posteo.example`, reason: "imported" as const, since: new Date() },
    until: i === 0 ? new Date(Date.now() - HOUR) : null,
  }));
  await on.db.$transaction((tx) => addEntries(tx, rows));
  await sendOutgoing(on.db, soon());
  assert.deepEqual(
    told()
      .map((message) => message.length - 1)
      .sort(),
    [100, 100, 49],
  );
});

test("a lease is told when it begins, is lifted and is released; one of long ago is not", async () => {
  await make();
  const recipient = "dead@posteo.example";
  const fact = (kind: number, id: string, at: number) =>
    addFacts(on.db, [
      { address: addressKey(recipient), recipient, kind, message: messageKey("acs", id), at, importId: 0 },
    ]);
  const now = Date.now();
  await fact(1, "old", now - 90 * DAY);
  await fact(1, "m1", now - HOUR);
  await fact(2, "m2", now - 1_000);
  await fact(0, "r", now - 500);
  await sendOutgoing(on.db, soon());
  assert.deepEqual(told().sort(), [
    ["suppression.added", `${recipient} bounce all`],
    ["suppression.extended", `${recipient} bounce all`],
    ["suppression.released", `${recipient} bounce all`],
  ]);
});

test("what is not taken comes again later, with its id; after five days of that the endpoint is switched off", async () => {
  const { id } = await make();
  web.answer(500);
  await block("ida@posteo.example");
  const start = Date.now() + SECOND;
  await sendOutgoing(on.db, new Date(start));
  await sendOutgoing(on.db, new Date(start + 4 * SECOND));
  assert.equal(web.received.length, 1, "five seconds are not over");
  await sendOutgoing(on.db, new Date(start + 6 * SECOND));
  assert.equal(web.received.length, 2);
  assert.equal(web.received[0]?.headers["webhook-id"], web.received[1]?.headers["webhook-id"]);
  const [failing] = await outgoing(on.db);
  assert.equal(failing?.failingSince, start);
  assert.match(failing?.messages[0]?.error ?? "", /answered 500/);
  await block("bea@posteo.example");
  await sendOutgoing(on.db, new Date(start + 5 * DAY));
  const [off] = await outgoing(on.db);
  assert.ok(off?.offAt);
  assert.ok((await trail()).includes("system outgoing.switched-off"));

  web.answer(200);
  await switchEndpoint(on.db, id, true, ADA, new Date());
  await sendOutgoing(on.db, new Date(start + 9 * DAY));
  const [well] = await outgoing(on.db);
  assert.deepEqual([well?.failingSince, well?.waiting, well?.messages[0]?.error], [null, 0, ""]);
});

test("who says that it is gone is switched off at once; Retry-After is waited for", async () => {
  await make();
  await block("ida@posteo.example");
  const later = async () => ({ status: 503, text: "", retryAfter: "600" });
  const start = Date.now() + SECOND;
  await sendOutgoing(on.db, new Date(start), later);
  const waiting = await on.db.outgoingMessage.findFirstOrThrow();
  assert.equal(waiting.dueAt?.getTime(), start + 600 * SECOND);
  const gone = async () => ({ status: 410, text: "", retryAfter: undefined });
  await sendOutgoing(on.db, new Date(start + HOUR), gone);
  assert.ok((await outgoing(on.db))[0]?.offAt);
});

test("two processes send each message once", async () => {
  await make();
  for (let i = 0; i < 20; i++) await block(`r${i}@posteo.example`);
  await Promise.all([sendOutgoing(on.db, soon()), sendOutgoing(on.db, soon())]);
  assert.equal(web.received.length, 20);
  assert.equal(new Set(web.received.map(({ headers }) => headers["webhook-id"])).size, 20);
});

test("a new secret signs beside the old one for a day", async () => {
  const { id, secret: old } = await make();
  const { secret } = await renewSecret(on.db, id, ADA, new Date());
  await block("ida@posteo.example");
  await sendOutgoing(on.db, new Date());
  await sendOutgoing(on.db, soon());
  const [{ body, headers }] = web.received as [(typeof web.received)[number]];
  for (const one of [old, secret]) new Webhook(one).verify(body, headers as Record<string, string>);
  assert.deepEqual(await trail(), [`${ADA} outgoing.created`, `${ADA} outgoing.secret-renewed`]);
});

test("a test goes out at once, is no change, and does not come again", async () => {
  const { id } = await make();
  web.answer(404);
  const message = await putOutTest(on.db, id, ADA, new Date());
  assert.match(await sendMessage(on.db, message, new Date()), /answered 404/);
  await sendOutgoing(on.db, soon(DAY));
  assert.equal(web.received.length, 1);
  assert.equal(JSON.parse(web.received[0]!.body).type, "webhook.test");
  assert.equal((await outgoing(on.db))[0]?.failingSince, null);
  await assert.rejects(replayMessage(on.db, message, ADA, new Date()), { code: "conflict" });
});

test("a message is replayed under its id; one that waits is not, nor one of an endpoint that is gone", async () => {
  const { id } = await make();
  await block("ida@posteo.example");
  const { id: message } = await on.db.outgoingMessage.findFirstOrThrow();
  await assert.rejects(replayMessage(on.db, message, ADA, new Date()), { code: "conflict" });
  await sendOutgoing(on.db, soon());
  await replayMessage(on.db, message, ADA, new Date());
  await sendOutgoing(on.db, soon());
  assert.equal(web.received.length, 2);
  assert.equal(web.received[0]?.headers["webhook-id"], web.received[1]?.headers["webhook-id"]);
  assert.deepEqual(await trail(), [`${ADA} outgoing.created`, `${ADA} outgoing.replayed`]);
  await removeEndpoint(on.db, id, ADA, new Date());
  await assert.rejects(replayMessage(on.db, message, ADA, new Date()), { code: "not-found" });
});

test("what cannot be is refused: inner addresses, a name twice, what is gone or so already", async () => {
  const { id } = await make();
  await assert.rejects(make(), { code: "conflict" });
  await assert.rejects(switchEndpoint(on.db, id, true, ADA, new Date()), { code: "conflict" });
  await block("ida@posteo.example");
  await removeEndpoint(on.db, id, ADA, new Date());
  for (const verb of [removeEndpoint, renewSecret, putOutTest])
    await assert.rejects(verb(on.db, id, ADA, new Date()), { code: "not-found" });
  await sendOutgoing(on.db, soon());
  assert.equal(web.received.length, 0, "it was removed before");
  process.env.REPUTE_LOCAL_RECEIVERS = "";
  try {
    await assert.rejects(make("Inner"), { code: "invalid-input" });
  } finally {
    process.env.REPUTE_LOCAL_RECEIVERS = "1";
  }
});

test("what was sent is forgotten after a month, what waits is not", async () => {
  await make();
  await block("ida@posteo.example");
  await sendOutgoing(on.db, soon());
  await block("bea@posteo.example");
  await forgetOutgoing(on.db, soon(31 * DAY));
  assert.equal(await on.db.outgoingMessage.count(), 1);
});
