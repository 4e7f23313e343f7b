import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import * as links from "@/scripts/commands/links";
import { call } from "@/scripts/commands/testing-io";
import { addressKey } from "./keys";
import { linksForMailing } from "./mailing-links";
import { changePreferences } from "./preferences";
import { testDatabase } from "./testing";
import { testEnvironment } from "./testing-session";
import { verifyToken } from "./token";

const NOW = new Date("2026-11-24T09:00:00Z");
const BASE = "https://mail.marlow.example";

let db: PrismaClient;
let drop: () => Promise<void>;
let news: number;
let receipts: number;
before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  news = (await db.list.create({ data: { name: "News" } })).id;
  receipts = (await db.list.create({ data: { name: "Receipts", kind: "transactional" } })).id;
});
after(() => drop());

async function* bytes(text: string) {
  yield new TextEncoder().encode(text);
}
async function make(text: string, name = "", base = BASE, listId = news): Promise<string[][]> {
  let out = "";
  for await (const part of await linksForMailing(db, { listId, name }, bytes(text), base, "ada", NOW))
    out += part;
  return out
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
}

test("each address gets links of its own, whoever was met before keeps theirs, and nobody joins a list by it", async () => {
  const [header, ida, jo] = await make("email\nida@m.example\njo@m.example\n", "Forty new titles");
  assert.deepEqual(header, [
    "address",
    "send",
    "unsubscribe",
    "preferences",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
  ]);
  assert.deepEqual([ida?.[0], ida?.[1], ida?.[5]], ["ida@m.example", "yes", "List-Unsubscribe=One-Click"]);
  assert.equal(ida?.[4], `<${ida?.[2]}>`);
  const claims = verifyToken("unsubscribe", ida?.[2]?.split("/u/")[1] ?? "");
  const mailing = await db.mailing.findFirstOrThrow();
  assert.deepEqual([claims?.listId, claims?.mailingId, mailing.name], [news, mailing.id, "Forty new titles"]);
  assert.notEqual(jo?.[2], ida?.[2]);
  assert.equal(await db.subscription.count(), 0);
  const [, again] = await make("IDA@m.example", "Forty new titles");
  assert.equal(again?.[2], ida?.[2]);
  assert.equal(await db.mailing.count(), 1);
  assert.equal(await db.auditEntry.count({ where: { action: "list.links-made", actor: "ada" } }), 2);
});

test("who left, and what is no address, has the reason in place of links, in the order given", async () => {
  await make("left@m.example");
  const { id } = await db.subscriber.findUniqueOrThrow({ where: { address: addressKey("left@m.example") } });
  await changePreferences(db, id, { kind: "leave", listId: news }, { door: "one-click" }, NOW);
  const [, ...rows] = await make("a@m.example\nleft@m.example\nno address\nb@m.example\n");
  assert.deepEqual(
    rows.map(([address, send, link]) => [address, send, Boolean(link)]),
    [
      ["a@m.example", "yes", true],
      ["left@m.example", "unsubscribe", false],
      ["no address", "The address has no “@”.", false],
      ["b@m.example", "yes", true],
    ],
  );
});

test("more than one batch comes out whole and in order, and twice the same address has the same link", async () => {
  const addresses = Array.from({ length: 2_050 }, (_, n) => `p${n % 2_000}@m.example`);
  const [, ...rows] = await make(addresses.join("\n"));
  assert.deepEqual(
    rows.map(([address]) => address),
    addresses,
  );
  assert.equal(rows[0]?.[2], rows[2_000]?.[2]);
});

test("a transactional list, an unknown one and a site without https are refused before a line is written", async () => {
  const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  await assert.rejects(make("a@m.example", "", BASE, receipts), refused("conflict"));
  await assert.rejects(make("a@m.example", "", BASE, 9_999), refused("not-found"));
  await assert.rejects(make("a@m.example", "", "http://mail.marlow.example"), refused("conflict"));
});

test("repute links does the same from a pipe", async () => {
  process.env.PUBLIC_URL = BASE;
  const { code, out } = await call(links, [String(news)], { input: "ida@m.example\n", now: NOW });
  assert.equal(code, 0);
  assert.match(out, /^address,send,.*\r?\nida@m\.example,yes,https:\/\/mail\.marlow\.example\/u\/v1\./);
  await assert.rejects(call(links, ["x"]), /number of a list/);
});
