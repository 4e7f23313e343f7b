import assert from "node:assert/strict";
import { test } from "node:test";
import { guessSpamMapping, parseSpamRow, type SpamMapping } from "./spam-file";

const MAPPING: SpamMapping = {
  columns: { date: "Date", rate: "Rate", domain: "Domain" },
  domain: "",
  unit: "percent",
};
const TODAY = Date.UTC(2026, 10, 28) / 86_400_000;
const parse = (date: string, rate: string, domain = "news.marlow.example", mapping = MAPPING) =>
  parseSpamRow((title) => ({ Date: date, Rate: rate, Domain: domain })[title] ?? "", mapping, TODAY);

for (const [date, rate, millionths] of [
  ["2026-11-24", "0.1%", 1_000],
  ["20261124", "0,1 %", 1_000],
  ["Nov 24, 2026", "0.1", 1_000],
  ["November 24, 2026", "0", 0],
  ["2026-11-24T00:00:00Z", "100%", 1_000_000],
] as const)
  test(`${date}, ${rate}`, () => {
    const row = { day: TODAY - 4, domain: "news.marlow.example", rate: millionths };
    assert.deepEqual(parse(date, rate), { ok: true, row });
  });

test("a share is no percent, unless it has the sign", () => {
  const share: SpamMapping = { ...MAPPING, unit: "share" };
  const rate = (told: string) => {
    const parsed = parse("2026-11-24", told, "a.example", share);
    return parsed.ok ? parsed.row.rate : parsed.reason;
  };
  assert.deepEqual(["0.003", "3e-3", "0.3%", "1"].map(rate), [3_000, 3_000, 3_000, 1_000_000]);
  assert.equal(rate("1.2"), "“1.2” is no rate from 0 to 100%.");
});

test("a domain stands in the row or for the whole file, in A-labels", () => {
  const domainOf = (name: string, whole: string) => {
    const parsed = parse("2026-11-24", "0", name, { ...MAPPING, domain: whole });
    return parsed.ok ? parsed.row.domain : parsed.reason;
  };
  assert.equal(domainOf("", "Club.Marlow.example"), "club.marlow.example");
  assert.equal(domainOf("bücher.example", "club.marlow.example"), "xn--bcher-kva.example");
  assert.equal(domainOf("", ""), "It names no domain.");
  assert.equal(domainOf("not a domain", ""), "“not a domain” is no domain.");
});

test("what cannot be read is told with its reason", () => {
  for (const [date, rate, reason] of [
    ["04/05/2026", "0.1", /can only mean one/],
    ["2026-02-31", "0.1", /can only mean one/],
    ["20261399", "0.1", /can only mean one/],
    ["", "0.1", /no day/],
    ["2026-12-24", "0.1", /yet to come/],
    ["2026-11-24", "", /too little mail/],
    ["2026-11-24", "-0.1", /no rate/],
    ["2026-11-24", "101%", /no rate/],
    ["2026-11-24", "1,000.5", /no rate/],
    ["2026-11-24", "NaN", /no rate/],
  ] as const) {
    const parsed = parse(date, rate);
    assert.ok(!parsed.ok && reason.test(parsed.reason), `${date}, ${rate}`);
  }
});

test("columns are told by their titles; the unit only by percent signs", () => {
  const columns = ["Domain", "Date", "User-reported spam rate"];
  const guess = guessSpamMapping(columns, [["a.example", "2026-11-24", "0.1%"]]);
  assert.deepEqual(guess.columns, { date: "Date", rate: "User-reported spam rate", domain: "Domain" });
  assert.equal(guess.unit, "percent");
  assert.equal(guessSpamMapping(columns, [["a.example", "2026-11-24", "0.001"]]).unit, null);
  assert.deepEqual(guessSpamMapping(["a", "b"], []).columns, {});
});
