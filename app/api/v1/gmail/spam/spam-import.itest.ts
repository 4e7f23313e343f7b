import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Filter } from "@/lib/core/filter";
import { spamDomains } from "@/lib/core/gmail/spam-domains";
import { database } from "@/lib/server/database";
import type { SpamImport } from "@/lib/server/gmail/spam-import";
import { keepSpamRates } from "@/lib/server/gmail/spam-rates";
import { gmailSpam } from "@/lib/server/reports/gmail-spam";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { undoImport } from "@/lib/server/undo";
import type { PrismaClient } from "@/prisma/generated/client";
import * as check from "./check/route";
import * as imports from "./route";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
});
after(async () => {
  await database().$disconnect();
  await drop();
});
beforeEach(async () => {
  await db.gmailSpam.deleteMany();
});

const MAPPING = { columns: { date: "Date", rate: "Rate", domain: "Domain" }, domain: "", unit: "percent" };
const FILTER: Filter = { from: "2026-10-01", to: "2026-10-04", preset: null, tz: "UTC", sender: null };
const FILE = `Date,Domain,Rate
2026-10-01,club.marlow.example,0.05%
2026-10-02,club.marlow.example,0.12
2026-10-02,marlow.example,0.31%
`;

async function send(
  file: string,
  {
    role = "admin",
    hash,
    mapping = MAPPING as object,
  }: { role?: "admin" | "marketer"; hash?: string; mapping?: object } = {},
) {
  const { headers } = await signedIn(db, role);
  const query = new URLSearchParams({
    name: "gmail.csv",
    mapping: JSON.stringify(mapping),
    ...(hash && { hash }),
  });
  const path = hash === undefined ? "gmail/spam/check" : "gmail/spam";
  const request = new Request(`${TEST_ORIGIN}/api/v1/${path}?${query}`, {
    method: "POST",
    headers,
    body: file,
  });
  const response = await (hash === undefined ? check : imports).POST(request, {
    params: Promise.resolve({}),
  });
  return { status: response.status, body: (await response.json()) as SpamImport & { detail?: string } };
}

const load = async (file: string) => {
  const { body } = await send(file);
  return (await send(file, { hash: body.hash })).body;
};
const told = async (filter: Filter = FILTER) => {
  const { days, rows } = await gmailSpam(db, filter);
  return spamDomains(days, rows);
};
const rates = async (domain: string) => (await told()).find((one) => one.domain === domain)?.rates;

test("a check tells what would happen, and writes nothing", async () => {
  const { status, body } = await send(FILE);
  assert.equal(status, 200);
  assert.deepEqual(body.counts, { read: 3, invalid: 0, added: 3, replaced: 0, same: 0, repeated: 0 });
  assert.deepEqual([body.from, body.to, body.highest], ["2026-10-01", "2026-10-02", 0.0031]);
  assert.deepEqual(body.domains, ["club.marlow.example", "marlow.example"]);
  assert.equal(await db.gmailSpam.count(), 0);
  assert.equal(await db.import.count(), 0);
});

test("what was checked is imported; the worst domain comes first, days without a rate are gaps", async () => {
  await load(FILE);
  assert.deepEqual(await gmailSpam(db, FILTER), {
    days: ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"],
    rows: [
      { day: "2026-10-01", domain: "club.marlow.example", rate: 0.0005 },
      { day: "2026-10-02", domain: "club.marlow.example", rate: 0.0012 },
      { day: "2026-10-02", domain: "marlow.example", rate: 0.0031 },
    ],
  });
  assert.deepEqual(
    (await told()).map(({ domain }) => domain),
    ["marlow.example", "club.marlow.example"],
  );
  const own = await told({ ...FILTER, sender: "news@club.marlow.example" });
  assert.deepEqual(
    own.map(({ domain }) => domain),
    ["club.marlow.example"],
  );
});

test("a day that comes again is replaced, and is back as it was once that import is undone", async () => {
  await load(FILE);
  const again = await load(
    "Date,Domain,Rate\n2026-10-01,club.marlow.example,0.2%\n2026-10-02,club.marlow.example,0.12%\n",
  );
  assert.deepEqual(again.counts, { read: 2, invalid: 0, added: 0, replaced: 1, same: 1, repeated: 0 });
  assert.deepEqual(await rates("club.marlow.example"), [0.002, 0.0012, null, null]);
  await undoImport(db, again.importId!, "ada", new Date());
  assert.deepEqual(await rates("club.marlow.example"), [0.0005, 0.0012, null, null]);
  const row = await db.import.findUniqueOrThrow({ where: { id: again.importId! } });
  assert.deepEqual([row.state, row.source, row.records, row.accepted], ["undone", "gmail-spam", 2, 1]);
});

test("each line that cannot be read is told with its reason, the others come in", async () => {
  const { body } = await send(`${FILE}04/05/2026,club.marlow.example,0.1%
2026-10-03,nowhere,0.1%
2026-10-03,club.marlow.example,
2026-10-01,club.marlow.example,0.05%
2026-10-01,club.marlow.example,0.07%
`);
  assert.deepEqual(body.counts, { read: 8, invalid: 4, added: 3, replaced: 0, same: 0, repeated: 1 });
  assert.deepEqual(
    body.invalid.map(({ line, reason }) => [line, reason]),
    [
      [5, "“04/05/2026” is no day that can only mean one."],
      [6, "“nowhere” is no domain."],
      [7, "It has no rate: Gmail tells none of days with too little mail."],
      [9, "A row before it tells another rate of the same day and domain."],
    ],
  );
});

test("another file than the checked one, one without titles, half a mapping and marketers are refused", async () => {
  const { body } = await send(FILE);
  assert.equal((await send(`${FILE}2026-10-03,marlow.example,1%\n`, { hash: body.hash })).status, 409);
  assert.equal((await send(FILE, { hash: body.hash, mapping: { ...MAPPING, unit: "share" } })).status, 409);
  assert.equal((await send(FILE, { role: "marketer" })).status, 403);
  assert.equal((await send(FILE, { role: "marketer", hash: body.hash })).status, 403);
  assert.equal((await send(FILE, { hash: "no" })).status, 400);
  for (const mapping of [
    { ...MAPPING, columns: { date: "Date" } },
    { ...MAPPING, columns: { date: "Date", rate: "Rate" } },
    { ...MAPPING, unit: undefined },
  ])
    assert.equal((await send(FILE, { mapping })).status, 400);
  const untitled = {
    ...MAPPING,
    columns: { date: "2026-10-01", rate: "0.05%", domain: "club.marlow.example" },
  };
  const refused = await send(FILE.split("\n").slice(1).join("\n"), { mapping: untitled });
  assert.equal(refused.status, 400);
  assert.equal(await db.gmailSpam.count(), 0);
});

test("of a file and the API, whatever was told last holds; the same told again changes nothing", async () => {
  const day = Date.UTC(2026, 9, 1) / 86_400_000;
  const say = (rate: number, at: number) =>
    keepSpamRates(db, [{ domain: "a.example", day, rate }], 0, new Date(at));
  const now = Date.now();
  await say(1_000, now - 2_000);
  await load("Date,Domain,Rate\n2026-10-01,a.example,0.2%\n");
  assert.equal((await rates("a.example"))?.[0], 0.002);
  await say(1_000, now + 60_000);
  assert.equal((await rates("a.example"))?.[0], 0.002);
  await say(3_000, now + 120_000);
  assert.equal((await rates("a.example"))?.[0], 0.003);
});
