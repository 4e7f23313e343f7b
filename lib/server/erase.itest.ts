import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { crowdedEvent } from "@/lib/testing-events";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { eraseRecipient } from "./erase";
import { ingest } from "./ingest";
import { addressKey } from "./keys";
import { ledgerOf, ledgerOfSubscriber } from "./ledger";
import { changePreferences, sayWhy } from "./preferences";
import { importSubscribers } from "./subscribers";
import { testDatabase } from "./testing";
import { testRecipient } from "./testing-recipient";
import { testEnvironment } from "./testing-session";
import { verify } from "./verify";

const NOW = new Date("2026-11-24T09:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let db: PrismaClient;
let drop: () => Promise<void>;
let news: number;
let picks: number;
let receipts: number;
before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  news = (await db.list.create({ data: { name: "News" } })).id;
  picks = (await db.list.create({ data: { name: "Picks" } })).id;
  receipts = (await db.list.create({ data: { name: "Receipts", kind: "transactional" } })).id;
});
after(() => drop());

async function allowed(recipient: string, listId: number, now = later(60)): Promise<boolean | undefined> {
  const [answer] = await checkAddresses(db, [recipient], { record: false, now, listId });
  return answer?.allowed;
}

test("C2 the proof names each decision, when, by which door, which text and which mail", async () => {
  const { subscriberId, recipient } = await testRecipient(db, [news, receipts], NOW);
  const { id: mailingId } = await db.mailing.create({
    data: { listId: news, name: "Forty titles", createdAt: NOW },
  });
  const page = { door: "page", wording: "de-1" } as const;
  await changePreferences(
    db,
    subscriberId,
    { kind: "leave", listId: news },
    { door: "one-click", mailingId },
    NOW,
  );
  await sayWhy(db, subscriberId, news, "too-often", page, later(1));
  await changePreferences(
    db,
    subscriberId,
    { kind: "pause", listId: 0, until: later(90).getTime() },
    page,
    later(2),
  );
  const ledger = await ledgerOf(db, recipient.toUpperCase());
  assert.equal(ledger?.address, recipient);
  assert.deepEqual(
    ledger?.changes.map(({ id: _, basis: __, network: ___, agent: ____, honouredMs: _____, ...row }) => row),
    [
      {
        at: NOW.toISOString(),
        action: "left",
        list: "News",
        door: "one-click",
        wording: "",
        mailing: "Forty titles",
      },
      { at: later(1).toISOString(), action: "said", list: "News", ...page, mailing: "", reason: "too-often" },
      {
        at: later(2).toISOString(),
        action: "paused",
        list: "all",
        ...page,
        mailing: "",
        until: later(90).toISOString(),
      },
    ],
  );
  assert.deepEqual(
    ledger?.suppressions.map(({ reason, list }) => [reason, list]),
    [
      ["unsubscribe", "News"],
      ["unsubscribe", "all"],
    ],
  );
  assert.equal(await ledgerOf(db, "nobody@posteo.example"), null);
});

/** Every table that has a text, as one text. */
async function everything(): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const texts: string[] = [];
  for (const { name } of tables)
    for (const { row } of await db.$queryRawUnsafe<{ row: string }[]>(
      `select t::text as row from "${name}" t`,
    ))
      texts.push(row);
  return texts.join("\n").toLowerCase();
}

test("C3 after an erasure nothing names the person, by address or by plain hash; the opt-out stays, counts stay", async () => {
  const { subscriberId, recipient } = await testRecipient(db, [news, picks, receipts], NOW);
  await changePreferences(db, subscriberId, { kind: "leave", listId: news }, { door: "page" }, NOW);
  const events = fc.sample(crowdedEvent, { numRuns: 60, seed: 7 }).map((event, n) =>
    n % 3
      ? event
      : {
          ...event,
          recipient,
          messageId: `m-${n}`,
          detail: { text: `550 5.1.1 <${recipient.toUpperCase()}> unknown` },
        },
  );
  await ingest(db, events as Parameters<typeof ingest>[1], { importId: 0 });
  await db.quarantine.create({
    data: { importId: 0, source: "x", line: 1, reason: "?", raw: `bad ${recipient}`, at: NOW },
  });
  await db.suppressionEntry.create({
    data: {
      address: addressKey(recipient),
      recipient,
      domain: "posteo.example",
      reason: "complaint",
      since: NOW,
    },
  });
  const before = await db.perQuarterAll.aggregate({ _sum: { delivered: true, hard: true, soft: true } });
  assert.ok((await everything()).includes(recipient));

  assert.deepEqual(await eraseRecipient(db, recipient, "ada", later(1)), { known: true });
  const rest = await everything();
  assert.ok(!rest.includes(recipient) && !rest.includes(String(addressKey(recipient))));
  assert.deepEqual(
    await db.perQuarterAll.aggregate({ _sum: { delivered: true, hard: true, soft: true } }),
    before,
  );
  assert.deepEqual(
    (await verify(db)).filter((check) => check.wrong > 0),
    [],
  );
  assert.deepEqual([await allowed(recipient, news), await allowed(recipient, picks)], [false, false]);
  assert.equal(await ledgerOf(db, recipient), null);
  assert.equal((await ledgerOfSubscriber(db, subscriberId)).changes.length, 1);
  assert.equal(
    await db.auditEntry.count({
      where: { action: "recipient.erased", subject: `subscriber ${subscriberId}` },
    }),
    1,
  );
});

test("C3 the opt-out of an erased address outlives a change of the secret, and no file brings them back", async () => {
  const { recipient } = await testRecipient(db, [news, receipts], NOW);
  const usual = process.env.REPUTE_SECRET;
  const secret = "the secret of this year; 0123456789 0123456789";
  process.env.REPUTE_SECRET = secret;
  await eraseRecipient(db, recipient, "ada", NOW);
  assert.deepEqual([await allowed(recipient, news), await allowed(recipient, receipts)], [false, true]);
  process.env.REPUTE_SECRET = "the secret of the year after, 0123456789 0123456789";
  process.env.REPUTE_SECRET_PREVIOUS = secret;
  assert.equal(await allowed(recipient.toUpperCase(), news), false);
  const file = async function* () {
    yield new TextEncoder().encode(recipient);
  };
  assert.equal((await importSubscribers(db, picks, file(), "ada", later(5))).optedOut, 1);
  process.env.REPUTE_SECRET = "";
  process.env.REPUTE_SECRET_PREVIOUS = "";
  await assert.rejects(
    allowed(recipient, news),
    /Send to none/,
    "without the secret nobody can tell: it fails closed",
  );
  process.env.REPUTE_SECRET = usual;
});

test("C3 the links of an erased person still work, and erasing twice, or whom nobody knows, is no error", async () => {
  const { subscriberId, recipient } = await testRecipient(db, [news], NOW);
  await eraseRecipient(db, recipient, "ada", NOW);
  await changePreferences(
    db,
    subscriberId,
    { kind: "leave", listId: picks },
    { door: "one-click" },
    later(1),
  );
  assert.equal(await allowed(recipient, picks), false);
  assert.deepEqual(await eraseRecipient(db, recipient, "ada", later(2)), { known: false });
  const again = await testRecipient(db, [], NOW);
  await db.subscriber.update({
    where: { id: again.subscriberId },
    data: { recipient, address: addressKey(recipient) },
  });
  assert.deepEqual(await eraseRecipient(db, recipient, "ada", later(3)), { known: true });
  assert.equal((await db.subscriber.findUniqueOrThrow({ where: { id: again.subscriberId } })).recipient, "");
  await assert.rejects(eraseRecipient(db, "no address", "ada", NOW), /no “@”/);
});
