import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import { campaignNumbers, NEW_CAMPAIGNS_A_DAY } from "./dictionary";
import { ingest } from "./ingest";
import { campaignNumber } from "./keys";
import { countsBy } from "./reports/sliced";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { verify } from "./verify";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(async () => {
  await emptied(on.db);
  // The day's room is free again.
  await on.db.$executeRaw`update campaign set met_at = met_at - interval '1 day'`;
});

const AT = Date.UTC(2026, 5, 1, 12);
const DAY = { start: Date.UTC(2026, 5, 1), end: Date.UTC(2026, 5, 2) };
const mail = (n: number, changes: Partial<MailEvent>): MailEvent => ({
  ...{ source: "generic", route: "webhook", messageId: `m-${n}`, recipient: `reader${n}@posteo.example` },
  ...{ kind: "delivered", at: AT, sender: "news@a.example", reply: 0, enhanced: "", category: "delivered" },
  ...changes,
});
const attempted = async () =>
  Object.fromEntries(
    [...(await countsBy(on.db, DAY, "campaign", null))].map(([name, counts]) => [name, counts.attempted]),
  );

test("a tag that names every recipient fills no dictionary: what is beyond a day's names is counted together", async () => {
  const names = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => mail(from + n, { campaign: `to reader ${from + n}` }));
  const most = NEW_CAMPAIGNS_A_DAY;
  await ingest(on.db, names(0, most - 5), { importId: 0 });
  await ingest(on.db, names(most - 5, 2_000), { importId: 0 });
  assert.equal(await on.db.campaign.count(), most + 1, "with the row of the others");
  assert.equal((await attempted())["Other campaigns"], 1_995);
  assert.deepEqual(
    (await verify(on.db)).filter(({ wrong }) => wrong > 0),
    [],
  );

  // The next day has room again; what the name was counted under before gives way to it.
  await on.db.$executeRaw`update campaign set met_at = met_at - interval '1 day' where id <> 0`;
  await ingest(on.db, [mail(most + 1_000, { campaign: `to reader ${most + 1_000}`, kind: "queued" })], {
    importId: 0,
  });
  const now = await attempted();
  assert.equal(now["Other campaigns"], 1_994);
  assert.equal(now[`to reader ${most + 1_000}`], 1);
  assert.deepEqual(
    (await verify(on.db)).filter(({ wrong }) => wrong > 0),
    [],
  );
});

test("two writers that meet a day's last names do not wait for each other for ever", async () => {
  const names = Array.from({ length: 500 }, (_, n) => `campaign ${n}`);
  const [one, two] = await Promise.all([
    campaignNumbers(on.db, names),
    campaignNumbers(on.db, [...names].reverse()),
  ]);
  assert.deepEqual(new Map([...one].sort()), new Map([...two].sort()));
});

test("a number that another name holds is passed over for the next one", async () => {
  const id = campaignNumber("Autumn sale");
  await on.db.campaign.create({ data: { id, name: "squatter", metAt: new Date(AT) } });
  assert.deepEqual(await campaignNumbers(on.db, ["Autumn sale"]), new Map([["Autumn sale", id + 1]]));
});

test("of two names that reports of one mail give, one is counted, whichever comes first", async () => {
  const reports = ["Autumn sale", "Winter sale", undefined].map((campaign) => mail(1, { campaign }));
  await ingest(on.db, reports, { importId: 0 });
  const first = await attempted();
  assert.deepEqual(Object.values(first), [1]);
  await emptied(on.db);
  for (const report of reports.reverse()) await ingest(on.db, [report], { importId: 0 });
  assert.deepEqual(await attempted(), first);
});
