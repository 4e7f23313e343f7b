import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import { acs } from "@/lib/core/sources/acs";
import type { PrismaClient } from "@/prisma/generated/client";
import { openImport } from "../import-rows";
import { ingest } from "../ingest";
import { testDatabase } from "../testing";
import { undoImport } from "../undo";
import { bounceUrls } from "./bounce-urls";
import { bounces } from "./bounces";
import { unmapped } from "./unmapped";

const T = Date.UTC(2026, 10, 19, 2, 15, 40);
const DAY = 86_400_000;
const FILTER = { from: "2026-11-01", to: "2026-11-19", tz: "UTC", sender: null, preset: null };
const GMAIL = "https://support.google.com/mail?p=NoSuchUser";
const LIST = "https://www.spamhaus.org/query/ip";

process.env.REPUTE_SECRET = "x".repeat(40);
let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());

interface Row {
  id: string;
  to: string;
  at: number;
  status: string;
  text?: string;
  hard?: boolean;
  domain?: string;
}

/** As the log export gives it. */
const logged = ({ id, to, at, status, text, hard, domain = "club.marlow.example" }: Row): MailEvent[] =>
  acs.readRecord({
    time: new Date(at).toISOString(),
    category: "EmailStatusUpdateOperational",
    correlationId: id,
    properties: {
      ...{ RecipientId: to, DeliveryStatus: status, SenderUsername: "news", SenderDomain: domain },
      ...{ FailureMessage: text, IsHardBounce: hard },
    },
  }).events;

const viaWebhook = (event: MailEvent): MailEvent => ({ ...event, route: "webhook" });
const gone =
  "550-5.1.1 The account does not exist. See\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser x7-2 - gsmtp";
const listed =
  "554 5.7.1 Blocked, see https://www.spamhaus.org/query/ip/192.0.2.1 and https://www.spamhaus.org/query/ip/192.0.2.9.";

const HISTORY = [
  ...logged({ id: "m1", to: "a@gmail.com", at: T, status: "Bounced", text: gone, hard: true }),
  ...logged({ id: "m2", to: "b@gmail.com", at: T + 1, status: "Bounced", text: gone, hard: true }),
  ...logged({
    id: "m3",
    to: "c@posteo.example",
    at: T + 2,
    status: "Failed",
    text: listed,
    hard: false,
    domain: "b.example",
  }),
  // Delivered in the period, bounced after its end: it counts on the day of its delivery.
  ...logged({ id: "m4", to: "d@gmail.com", at: T + 3, status: "Delivered" }),
  ...logged({ id: "m4", to: "d@gmail.com", at: T + 2 * DAY, status: "Bounced", text: gone, hard: true }),
  // Before the period, and without a page; the provider says hard where the mailbox is full, by a code that nobody knows.
  ...logged({ id: "m5", to: "e@gmail.com", at: T - 30 * DAY, status: "Bounced", text: gone, hard: true }),
  ...logged({
    id: "m6",
    to: "f@gmail.com",
    at: T + 4,
    status: "Bounced",
    text: "550 5.6.77 Mailbox full",
    hard: true,
  }),
];

const counts = async (filter = FILTER) =>
  (await bounceUrls(db, filter)).rows.map(({ url, by, class: of, category, count }) => [
    url,
    by,
    of,
    category,
    count,
  ]);

test("a document counts its bounced deliveries once, by whichever routes and in whichever order they came", async () => {
  const importId = await openImport(
    db,
    { name: "x", source: "acs", bytes: null, startedBy: "test" },
    new Date(T),
  );
  const events = [...HISTORY, ...HISTORY.map(viaWebhook), ...HISTORY].reverse();
  for (let i = 0; i < events.length; i += 4) await ingest(db, events.slice(i, i + 4), { importId });
  await ingest(db, HISTORY.slice(0, 1), { importId: 0 });
  await db.import.update({ where: { id: importId }, data: { state: "done" } });

  assert.deepEqual(await counts(), [
    [GMAIL, "Google", "hard", "invalid-recipient", 3],
    [LIST, "Spamhaus", "spam", "blocklist", 1],
  ]);
  assert.deepEqual(await counts({ ...FILTER, sender: "b.example" } as never), [
    [LIST, "Spamhaus", "spam", "blocklist", 1],
  ]);
  assert.deepEqual(await counts({ ...FILTER, to: "2026-11-18" }), []);

  const behind = await bounces(db, FILTER, { page: GMAIL });
  assert.equal(behind.total, 3);
  assert.deepEqual(
    behind.rows.map(({ recipient }) => recipient),
    ["d@gmail.com", "b@gmail.com", "a@gmail.com"],
  );
  assert.equal((await bounces(db, FILTER, { page: "https://nowhere.example/" })).total, 0);

  const differing = await bounces(db, FILTER, { differing: "yes" });
  assert.deepEqual([differing.total, differing.rows.map(({ recipient }) => recipient)], [1, ["f@gmail.com"]]);

  const { rows, count, total } = await unmapped(db, FILTER);
  assert.deepEqual(
    rows.map(({ code, class: of, count: n }) => [code, of, n]),
    [["5.6.77", "soft", 1]],
  );
  assert.deepEqual([count, total], [1, 5]);

  await undoImport(db, importId, "test", new Date(T));
  assert.deepEqual(await counts(), [[GMAIL, "Google", "hard", "invalid-recipient", 1]]);
  assert.deepEqual((await unmapped(db, FILTER)).rows, []);
});

test("a delivery that bounces no more is behind no page", async () => {
  await db.$executeRaw`update delivery set verdict = ${4n << 43n}`;
  assert.deepEqual(await counts(), []);
});
