import assert from "node:assert/strict";
import { test } from "node:test";
import { textsIn } from "../list";
import { LANGUAGES } from "../recipient-words/words";
import { LISTS } from "./bookshop";
import { CONSENTS, decisionsOf, requestsOf } from "./decisions";
import { demoHistory } from "./history";
import { TRANSLATIONS } from "./translations";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 18);
const { readers, days } = demoHistory({ now: NOW, days: 30, perDay: 2_000, seed: 1 });
for (const _ of days);
const decisions = decisionsOf(readers, NOW, 1);

test("the same readers give the same ledger, in order of time and up to now", () => {
  assert.deepEqual(decisionsOf(readers, NOW, 1), decisions);
  assert.notDeepEqual(decisionsOf(readers, NOW, 2), decisions);
  decisions.reduce((before, { at }) => {
    assert.ok(at >= before && at <= NOW);
    return at;
  }, 0);
});

test("who is on a list joined it once; who left it left it when the history says", () => {
  const key = ({ reader, list, at }: { reader: number; list: number; at: number }) =>
    `${reader} ${list} ${at}`;
  const memberships = readers.flatMap(({ lists }, reader) => lists.map((one) => ({ ...one, reader })));
  const of = (action: string) =>
    decisions
      .filter((row) => row.action === action)
      .map(key)
      .sort();
  assert.deepEqual(of("joined"), memberships.map((one) => key({ ...one, at: one.since })).sort());
  const left = memberships.filter(({ leftAt }) => leftAt !== null && leftAt <= NOW);
  assert.ok(left.length > 50);
  assert.deepEqual(of("left"), left.map((one) => key({ ...one, at: one.leftAt! })).sort());
});

test("every door is used, each with what it can tell and no more", () => {
  const doors = new Set(decisions.map(({ door }) => door));
  assert.deepEqual([...doors].sort(), ["confirmed", "import", "mailto", "one-click", "page"]);
  for (const row of decisions) {
    assert.equal(row.consent !== null, row.door === "confirmed");
    assert.equal(row.askedAt !== null, row.door === "confirmed");
    assert.equal(row.honouredMs !== null, row.action === "left");
    assert.equal(row.reason !== "", row.action === "said");
    assert.equal(row.wording !== "", row.door === "page" || row.door === "confirmed");
    if (row.action === "said") assert.equal(row.door, "page", "only a page asks why");
    if (LISTS[row.list]!.kind === "transactional") assert.equal(row.door, "import");
    if (row.askedAt !== null) assert.ok(row.askedAt < row.at);
  }
});

test("people agreed to the text of their time and language", () => {
  const agreed = decisions.filter(({ consent }) => consent !== null);
  assert.equal(new Set(agreed.map(({ consent }) => consent)).size, CONSENTS.length);
  for (const { consent, at, wording } of agreed) {
    const { language, version, daysAgo } = CONSENTS[consent!]!;
    assert.ok(wording.startsWith(`${language}-`));
    assert.ok(at >= NOW - daysAgo * DAY);
    if (language === "en") assert.equal(version, at >= NOW - 120 * DAY ? 2 : 1);
  }
});

test("some asked lately and have not confirmed; nobody has met them yet", () => {
  const requests = requestsOf(decisions, NOW, 1);
  assert.ok(requests.length > 5);
  const known = new Set(readers.map(({ address }) => address));
  for (const { address, at, list } of requests) {
    assert.ok(!known.has(address) && at <= NOW && at > NOW - 28 * DAY);
    assert.equal(LISTS[list]!.kind, "marketing");
  }
});

test("every list of the bookshop is read in each language of the recipients' pages", () => {
  for (const list of LISTS)
    for (const language of LANGUAGES.slice(1)) {
      const read = textsIn({ ...list, section: "", translations: TRANSLATIONS[list.name] ?? {} }, language);
      for (const field of ["name", "description", "rhythm"] as const)
        assert.notEqual(read[field], list[field], `${language} ${list.name} ${field}`);
    }
});
