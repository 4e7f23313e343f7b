import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { MOST_COUNTED } from "@/lib/core/bounded-count";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { eraseRecipient } from "./erase";
import { suppressionCounts } from "./reports/suppression-counts";
import { type SuppressionQuery, suppressions } from "./reports/suppressions";
import { addEntries, endEntries } from "./suppression-entries";
import { listStatement } from "./suppression-listing";
import { testDatabase } from "./testing";

const HOUR = 3_600_000;
const T = Date.UTC(2026, 10, 19, 8);
const NOW = T + 10 * HOUR;
const MANY = 30_000;
/** What a page of the list may read, 8 kB each: six parts with 51 rows each, and the way down their indexes. */
const MOST_PAGES = 400;

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  process.env.REPUTE_SECRET ??= "a secret of the test's own, long enough";
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());

const rowsOf = async (query: SuppressionQuery) =>
  (await suppressions(db, query, NOW)).rows.map(({ recipient }) => recipient);
const add = (recipient: string, more: object = {}) =>
  db.$transaction((tx) => addEntries(tx, [{ recipient, reason: "manual" as const, since: T, ...more }]));

test("by domain, by how it begins, by end, by scope; who was erased is on no list", async () => {
  const list = await db.list.create({ data: { name: "Club news" } });
  await add("ann@one.example", { since: T + 4 });
  await add("Bea@One.example", { since: T + 3, until: NOW + HOUR });
  await add("cem@one.example", { since: T + 2, until: NOW + 72 * HOUR, listId: list.id });
  await add("@one.example", { since: T + 1, senderDomain: "news.example", until: NOW + 2 * HOUR });
  await add("dan@sub.one.example");
  await add("past@one.example", { until: NOW });
  assert.deepEqual(
    await rowsOf({ q: "@ONE.example" }),
    ["@one.example", "ann@one.example", "Bea@One.example", "cem@one.example"],
    "by the alphabet",
  );
  await add("one.more@two.example", { since: T - 1 });
  await add("one.more@one.example", { since: T - 2 });
  assert.deepEqual(
    await rowsOf({ q: "one" }),
    [
      ...["one.more@one.example", "one.more@two.example"],
      ...["@one.example", "ann@one.example", "Bea@One.example", "cem@one.example"],
    ],
    "as each was found, and once only",
  );
  await db.suppressionEntry.deleteMany({ where: { recipient: { startsWith: "one.more" } } });
  assert.deepEqual(await rowsOf({ q: "BE" }), ["Bea@One.example"]);
  assert.deepEqual(await rowsOf({ q: "bea@ONE.example" }), ["Bea@One.example"]);
  assert.deepEqual(await rowsOf({ q: "sub.one" }), ["dan@sub.one.example"]);
  assert.deepEqual(
    (await rowsOf({ q: "one.example" })).slice(-2),
    ["cem@one.example", "dan@sub.one.example"],
    "what is under a domain comes after it",
  );
  assert.deepEqual(await rowsOf({ q: "ea@one" }), [], "a beginning, not a part");
  assert.deepEqual(
    await rowsOf({ ends: "day" }),
    ["Bea@One.example", "@one.example"],
    "the nearest end first",
  );
  assert.deepEqual(await rowsOf({ ends: "week" }), ["Bea@One.example", "@one.example", "cem@one.example"]);
  assert.deepEqual(await rowsOf({ ends: "never" }), ["ann@one.example", "dan@sub.one.example"]);
  assert.deepEqual(await rowsOf({ scope: "list" }), ["cem@one.example"]);
  assert.deepEqual(await rowsOf({ scope: "sender" }), ["@one.example"]);
  assert.deepEqual(await rowsOf({ sender: "news.example" }), ["@one.example"]);
  assert.deepEqual(await rowsOf({ scope: "all", ends: "week" }), ["Bea@One.example"]);
  assert.deepEqual(await rowsOf({ reason: "manual", step: 1 }), []);

  await eraseRecipient(db, "ann@one.example", "test", new Date(NOW));
  assert.equal((await rowsOf({})).length, 4);
  assert.ok((await rowsOf({})).every((recipient) => recipient !== ""));
  assert.equal((await suppressionCounts(db, NOW)).counts.manual, 4);
  await db.suppressionEntry.deleteMany();
});

/** Walks all pages while some that were shown are released, some that were not, and others come. @returns what was seen */
async function walk(query: SuppressionQuery, ids: number[]): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; ; page++) {
    const { rows, next } = await suppressions(db, { ...query, cursor }, NOW);
    seen.push(...rows.map(({ id }) => id));
    if (!next) return seen;
    cursor = next;
    await add(`new${page}@pages.example`, { since: T + 1_000 + page });
    const gone = [ids[page * 7] ?? 0, ids[179 - page] ?? 0];
    await db.$transaction((tx) => endEntries(tx, gone, new Date(T + HOUR)));
  }
}

for (const query of [
  {},
  { q: "@pages.example" },
  { q: "p" },
  { q: "example" },
  { ends: "week" },
] satisfies SuppressionQuery[])
  test(`pages stay whole while rows come and go: none twice, none missed that was there all the time: ${JSON.stringify(query)}`, async () => {
    const rows = Array.from({ length: 180 }, (_, i) => ({
      recipient: `p${i % 90}@pages.example`,
      reason: i < 90 ? ("manual" as const) : ("complaint" as const),
      since: T + (i % 60),
      until: NOW + HOUR * (1 + (i % 50)),
    }));
    const ids = await db.$transaction((tx) => addEntries(tx, rows));
    const lease = {
      recipient: "p5@pages.example",
      domain: "pages.example",
      cycleStart: new Date(T),
      step: 0,
    };
    const [until, lastAt] = [new Date(NOW + 6 * HOUR), new Date(T + 30)];
    await db.lease.create({ data: { ...lease, address: 5n, until, lastAt, inferred: false } });
    const seen = await walk(query, ids);
    assert.equal(new Set(seen).size, seen.length);
    assert.equal(seen.filter((id) => id === "lease.5").length, 1);
    const standing = await db.suppressionEntry.findMany({ where: { endedAt: null, id: { in: ids } } });
    for (const { id } of standing) assert.ok(seen.includes(`entry.${id}`), String(id));
    await Promise.all([db.suppressionEntry.deleteMany(), db.lease.deleteMany()]);
  });

test("a page mark of another order is refused", async () => {
  await db.$transaction((tx) =>
    addEntries(
      tx,
      Array.from({ length: 60 }, (_, i) => ({
        recipient: `r${i}@x.example`,
        reason: "manual" as const,
        since: T,
      })),
    ),
  );
  const [{ next: byTime }, { next: byText }] = [
    await suppressions(db, {}, NOW),
    await suppressions(db, { q: "r" }, NOW),
  ];
  assert.ok(byTime && byText);
  for (const query of [
    { q: "r", cursor: byTime },
    { cursor: byText },
    { cursor: "0.1.2.x" },
    { q: "r", cursor: "0.1.2.AA.cg" },
  ])
    await assert.rejects(suppressions(db, query, NOW), { code: "invalid-input" });
  await db.suppressionEntry.deleteMany();
});

test("counts go no further than they say", async () => {
  const some = Prisma.sql`select i, 'r' || i, 'd', 'manual', ${new Date(T)}::timestamp`;
  const into = Prisma.sql`insert into suppression_entry (address, recipient, domain, reason, since`;
  await db.$executeRaw`${into}) ${some} from generate_series(1, ${MOST_COUNTED + 5}::int) i`;
  await db.$executeRaw`${into}, until) ${some}, ${new Date(NOW + HOUR)}::timestamp from generate_series(1, 7) i`;
  await db.$executeRaw`${into}, until) ${some}, ${new Date(NOW)}::timestamp from generate_series(1, 7) i`;
  const { counts, withEnd } = await suppressionCounts(db, NOW);
  assert.deepEqual([counts.manual, withEnd], [MOST_COUNTED + 1, 7]);
  await db.suppressionEntry.deleteMany();
});

test("each filter reads about a page", async () => {
  await db.$executeRaw`
    insert into suppression_entry (address, recipient, domain, reason, sender_domain, since, until)
    select i, 'reader' || i || '@d' || i % 700 || '.example', 'd' || i % 700 || '.example',
      (array['complaint', 'unsubscribe', 'manual'])[1 + i % 3], case when i % 500 = 0 then 'news.example' else '' end,
      ${new Date(T)}::timestamp + i * interval '1 s',
      case when i % 50 = 0 then ${new Date(NOW)}::timestamp + i * interval '1 min' end
    from generate_series(1, ${MANY}::int) i`;
  await db.$executeRaw`
    insert into lease (address, recipient, domain, cycle_start, step, until, inferred, last_at)
    select i, 'gone' || i || '@d' || i % 700 || '.example', 'd' || i % 700 || '.example', ${new Date(T)}::timestamp,
      case when i % 100 = 0 then 4 else i % 3 end, ${new Date(NOW)}::timestamp + i * interval '10 s', false,
      ${new Date(T)}::timestamp + i * interval '1 s'
    from generate_series(1, ${MANY}::int) i`;
  await db.$executeRawUnsafe("vacuum analyze lease, suppression_entry");
  const queries: SuppressionQuery[] = [
    {},
    { reason: "complaint" },
    { reason: "soft" },
    { step: 4 },
    { q: "@d5.example" },
    { q: "d5.example" },
    { q: "gone77" },
    { q: "nobody-is-called-so" },
    { q: "reader77@d77.example" },
    { ends: "day" },
    { ends: "week" },
    { scope: "sender" },
    { sender: "news.example" },
    { sender: "nobody.example" },
    { scope: "list" },
    { q: "d" },
    { q: "example" },
    { q: "@d5.example", reason: "manual" },
  ];
  const later = new Date(NOW + 20 * HOUR);
  for (const query of queries) {
    const sql = listStatement(query, later, 51);
    assert.ok(sql);
    const plan = await db.$queryRaw<
      { "QUERY PLAN": string }[]
    >`explain (analyze, buffers, timing off) ${sql}`;
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    const [, hit = "0", read = "0"] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(text) ?? [];
    assert.ok(Number(hit) + Number(read) < MOST_PAGES, `${JSON.stringify(query)}\n${text}`);
  }
});
