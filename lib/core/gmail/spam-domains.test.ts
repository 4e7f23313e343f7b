import assert from "node:assert/strict";
import { test } from "node:test";
import { spamDomains, type ToldRate } from "./spam-domains";

const DAYS = ["2026-11-01", "2026-11-02", "2026-11-03"];
const told = (domain: string, place: number, rate: number): ToldRate => ({ domain, day: DAYS[place]!, rate });

test("the worst domain comes first; a day without a rate is null, not zero", () => {
  const rows = [told("a.example", 0, 0.001), told("a.example", 2, 0), told("b.example", 1, 0.004)];
  assert.deepEqual(spamDomains(DAYS, rows), [
    { domain: "b.example", rates: [null, 0.004, null], latest: rows[2], highest: rows[2] },
    { domain: "a.example", rates: [0.001, null, 0], latest: rows[1], highest: rows[0] },
  ]);
});

test("nothing told is no domain, and days of elsewhere are left out", () => {
  assert.deepEqual(spamDomains(DAYS, []), []);
  assert.deepEqual(spamDomains(DAYS.slice(1), [told("a.example", 0, 0.1)]), []);
});
