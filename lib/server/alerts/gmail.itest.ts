import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { AlertRule } from "@/lib/core/alerts/rule";
import { finding } from "@/lib/core/alerts/words";
import type { PrismaClient } from "@/prisma/generated/client";
import { keepSpamRates } from "../gmail/spam-rates";
import { testDatabase } from "../testing";
import { judgementOf } from "./judgement";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());
beforeEach(() => db.gmailSpam.deleteMany());

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const RULE = { kind: "gmail", name: "Gmail", opens: 0.003, closes: 0.001 } as const;

/** @param ago in days */
const told = (domain: string, ago: number, rate: number, importId = 0, at = NOW) =>
  keepSpamRates(db, [{ domain, day: Math.floor(NOW / DAY) - ago, rate }], importId, new Date(at));
const judged = async (sender = "") => {
  const rule = AlertRule.parse({ ...RULE, sender });
  const judgement = await judgementOf(db, rule, "UTC", NOW);
  const { state, value, clear } = judgement;
  return { state, value, clear, words: finding(rule, judgement) };
};

test("of nothing told in seven days nothing is known", async () => {
  await told("club.example", 7, 9_000);
  assert.deepEqual(await judged(), {
    ...{ state: "no-data", value: null, clear: false },
    words: "Gmail has told no spam rate of the last seven days.",
  });
});

test("the last day of the worst domain decides: at the line it is an alert, between the lines a watch", async () => {
  await told("club.example", 3, 9_000);
  await told("club.example", 2, 3_000);
  await told("shop.example", 2, 500);
  assert.deepEqual(await judged(), {
    ...{ state: "alert", value: 0.003, clear: false },
    words: "Gmail's readers reported 0.30% as spam, the last that it told. The line is 0.3%.",
  });
  await told("club.example", 1, 1_000);
  assert.deepEqual(await judged(), {
    ...{ state: "watch", value: 0.001, clear: false },
    words: "Gmail's readers reported 0.10% as spam, the last that it told. It is not under 0.1%.",
  });
  await told("club.example", 0, 999);
  const { state, clear } = await judged();
  assert.deepEqual([state, clear], ["ok", true]);
});

test("a rule of one sender looks at its domain; of several reports of a day the last holds", async () => {
  await told("club.example", 1, 9_000);
  await told("shop.example", 1, 500);
  assert.equal((await judged("news@shop.example")).value, 0.0005);
  assert.equal((await judged("elsewhere.example")).state, "no-data");
  await told("shop.example", 1, 4_000, 7, NOW + 1_000);
  assert.equal((await judged("shop.example")).state, "alert");
});
