import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { OwnRuleSet } from "@/lib/core/bounce/own-rule-fields";
import { database } from "@/lib/server/database";
import type { Lookup } from "@/lib/server/lookup";
import { applyRules } from "@/lib/server/own-rules-apply";
import type { BounceRules } from "@/lib/server/reports/bounce-rules";
import { testDatabase } from "@/lib/server/testing";
import { OWN_RULES } from "@/lib/server/testing-bounces";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { POST as LOOKUP } from "../bounces/lookup/route";
import { DELETE } from "./[version]/route";
import { GET, PUT } from "./route";
import { POST } from "./trial/route";

let on: Awaited<ReturnType<typeof testDatabase>>;
const headers = {} as Record<"admin" | "marketer", Record<string, string>>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  for (const role of ["admin", "marketer"] as const) headers[role] = (await signedIn(on.db, role)).headers;
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});

type Who = keyof typeof headers;
const request = (method: string, who: Who, body?: unknown) =>
  new Request(`${TEST_ORIGIN}/api/v1/bounce-rules`, {
    method,
    headers: { ...headers[who], "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
const none = { params: Promise.resolve({}) };
const put = (who: Who, body: unknown) => PUT(request("PUT", who, body), none);
const undo = (who: Who, version: string) =>
  DELETE(request("DELETE", who), { params: Promise.resolve({ version }) });

async function settled(): Promise<BounceRules> {
  for (;;) {
    const rules: BounceRules = await (await GET(request("GET", "marketer"), none)).json();
    if (!rules.reading) return rules;
    await setTimeout(20);
  }
}

test("a marketer reads the rules; only an admin tries, applies and undoes them", async () => {
  assert.equal((await GET(request("GET", "marketer"), none)).status, 200);
  assert.equal((await POST(request("POST", "marketer", { rules: [], days: 7 }), none)).status, 403);
  assert.equal((await put("marketer", { base: 0, rules: [] })).status, 403);
  assert.equal((await undo("marketer", "1")).status, 403);
});

test("applied, refused to who comes second, undone", async () => {
  assert.equal((await POST(request("POST", "admin", { rules: OWN_RULES, days: 7 }), none)).status, 200);
  assert.equal((await put("admin", { base: 0, rules: OWN_RULES })).status, 200);
  assert.equal((await put("admin", { base: 0, rules: [] })).status, 409);
  const applied = await settled();
  assert.deepEqual(
    applied.rules.map(({ id, at, author }) => [id, at > 0, author.includes("@")]),
    OWN_RULES.map(({ id }) => [id, true, true]),
  );
  assert.equal((await undo("admin", "7")).status, 404);
  assert.equal((await undo("admin", "1")).status, 200);
  const undone = await settled();
  assert.deepEqual([undone.version, undone.rules, undone.changes[0]?.undoes], [2, [], 1]);
  assert.equal((await undo("admin", "1")).status, 409);
});

test("a look-up reads by the rules that another process has just put in force", async () => {
  const reply = "550 5.1.1 Account on holiday";
  const rule = { ...OWN_RULES[0], id: "holiday", when: ["account on holiday"], code: "", provider: "" };
  const look = async () => {
    const body = new Request(`${TEST_ORIGIN}/api/v1/bounces/lookup`, {
      method: "POST",
      headers: headers.marketer,
      body: reply,
    });
    const found: Lookup = await (await LOOKUP(body, none)).json();
    return found.findings[0]?.why.rule;
  };
  assert.notEqual(await look(), "own:holiday");
  const { version } = await settled();
  const rules = OwnRuleSet.parse([rule]);
  await applyRules(on.db, { base: version, note: "", rules }, "ann@marlow.example", new Date());
  assert.equal(await look(), "own:holiday");
  assert.equal((await undo("admin", String(version + 1))).status, 200);
  await settled();
});

test("a rule that is none is refused with the place of its fault", async () => {
  const [first] = OWN_RULES;
  const refused = await put("admin", { base: 2, rules: [{ ...first, when: ["the mailbox"] }] });
  assert.equal(refused.status, 400);
  const told = JSON.stringify(await refused.json());
  assert.match(told, /At \\"the\\" in \\"the mailbox\\"/);
  assert.equal((await put("admin", { base: 2, rules: Array(201).fill(first) })).status, 400);
});
