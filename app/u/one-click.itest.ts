/** The requirements on list headers and one-click unsubscribe (RFC 8058, RFC 2369), one named test each. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { unsubscribeHeaders } from "@/lib/core/list-headers";
import { checkAddresses } from "@/lib/server/check";
import { database } from "@/lib/server/database";
import { addressKey } from "@/lib/server/keys";
import { testDatabase } from "@/lib/server/testing";
import { TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { makeToken, newSubscriberId } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import * as preferences from "../preferences/[token]/route";
import * as unsubscribe from "./[token]/route";
import { PATIENCE } from "./door";

const RECIPIENT = "ingeborg@posteo.example";
const ONE_CLICK = "List-Unsubscribe=One-Click";

let db: PrismaClient;
let url: string;
let drop: () => Promise<void>;
let news: number;
let picks: number;
let receipts: number;
let subscriberId: string;
let recipient: string;
let token: string;

before(async () => {
  ({ db, url, drop } = await testDatabase());
  testEnvironment(url);
  await db.organisation.create({ data: { id: 1, name: "Marlow <Books>" } });
  const list = async (name: string, kind: "marketing" | "transactional") =>
    (await db.list.create({ data: { name, kind } })).id;
  news = await list("Club & news", "marketing");
  picks = await list("Weekly picks", "marketing");
  receipts = await list("Receipts", "transactional");
});
after(async () => {
  await database().$disconnect();
  await drop();
});
beforeEach(async () => {
  subscriberId = newSubscriberId();
  recipient = `${subscriberId.toLowerCase()}.${RECIPIENT}`;
  await db.subscriber.create({ data: { id: subscriberId, address: addressKey(recipient), recipient } });
  const since = new Date();
  await db.subscription.createMany({
    data: [news, picks, receipts].map((listId) => ({ subscriberId, listId, since })),
  });
  token = makeToken("unsubscribe", { subscriberId, listId: news });
});

const place = (text: string) => ({ params: Promise.resolve({ token: text }) });
const address = (text: string) => `${TEST_ORIGIN}/u/${text}`;
const get = (text = token) => unsubscribe.GET(new Request(address(text)), place(text));
const post = (body: BodyInit | null, headers: Record<string, string> = {}, text = token) =>
  unsubscribe.POST(new Request(address(text), { method: "POST", body, headers }), place(text));
const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const oneClick = (text = token) => post(ONE_CLICK, urlencoded, text);

const left = async () =>
  (await db.subscription.findMany({ where: { subscriberId, leftAt: { not: null } } })).map(
    (row) => row.listId,
  );
const ledger = () => db.preferenceChange.count({ where: { subscriberId } });
async function allowed(listId: number): Promise<boolean | undefined> {
  const [answer] = await checkAddresses(db, [recipient], { record: false, now: new Date(), listId });
  return answer?.allowed;
}

test("A4.1 one List-Unsubscribe with one https URI, one List-Unsubscribe-Post", () => {
  assert.deepEqual(unsubscribeHeaders("TOKEN", "https://mail.marlow.example"), {
    "List-Unsubscribe": "<https://mail.marlow.example/u/TOKEN>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  assert.throws(() => unsubscribeHeaders("TOKEN", "http://mail.marlow.example"), /https/);
});

test("A4.3 urlencoded one-click without cookie, Origin or Referer leaves the list", async () => {
  const response = await oneClick();
  assert.equal(response.status, 200);
  assert.deepEqual(await left(), [news]);
});

test("A4.3 multipart one-click does the same", async () => {
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  assert.equal((await post(form)).status, 200);
  assert.deepEqual(await left(), [news]);
});

test("A4.3 a charset on the type, no type at all, a line's end, and headers of another site do not matter", async () => {
  assert.equal((await post(`${ONE_CLICK}\r\n`, urlencoded)).status, 200);
  const foreign = { origin: "https://mail.example", referer: "https://mail.example/", cookie: "a=b" };
  assert.equal(
    (await post(ONE_CLICK, { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" })).status,
    200,
  );
  assert.equal((await post(new TextEncoder().encode(ONE_CLICK))).status, 200);
  assert.equal(
    (await post(ONE_CLICK, { ...urlencoded, ...foreign, "sec-fetch-site": "cross-site" })).status,
    200,
  );
});

test("A4.4 the answer is 200 with a short text, never a redirect, and sets no cookie", async () => {
  const response = await oneClick();
  assert.deepEqual(
    [response.status, response.redirected, response.headers.get("location")],
    [200, false, null],
  );
  assert.equal(response.headers.get("set-cookie"), null);
  assert.ok((await response.text()).length < 200);
});

test("A4.4 the second, the tenth and ten at once are 200 too and change nothing more", async () => {
  await oneClick();
  const answers = await Promise.all(Array.from({ length: 10 }, () => oneClick()));
  assert.ok(answers.every((answer) => answer.status === 200));
  assert.deepEqual([await left(), await ledger()], [[news], 1]);
});

for (const [what, body, headers] of [
  ["nothing", null, {}],
  ["an empty form", "", urlencoded],
  ["something else", "List-Unsubscribe=Two-Click", urlencoded],
  ["other case", "list-unsubscribe=one-click", urlencoded],
  ["another field", "unsubscribe=1", urlencoded],
  ["JSON", '{"List-Unsubscribe":"One-Click"}', { "content-type": "application/json" }],
  ["a broken multipart", "--x", { "content-type": "multipart/form-data; boundary=y" }],
] as [string, string | null, Record<string, string>][]) {
  test(`A4.5 a POST with ${what} is 400 and changes nothing`, async () => {
    assert.equal((await post(body, headers)).status, 400);
    assert.deepEqual([await left(), await ledger()], [[], 0]);
  });
}

test("A4.5 a body above 16 kB is refused", async () => {
  assert.equal((await post(`${ONE_CLICK}&x=${"y".repeat(16_000)}`, urlencoded)).status, 413);
  assert.equal(await ledger(), 0);
});

test("A4.5 opening the link changes nothing, however often; there is no handler but GET and POST", async () => {
  for (let n = 0; n < 5; n += 1) assert.equal((await get()).status, 200);
  assert.deepEqual([await left(), await ledger()], [[], 0]);
  assert.deepEqual(Object.keys(unsubscribe).sort(), ["GET", "POST"]);
  assert.deepEqual(Object.keys(preferences).sort(), ["GET", "POST"]);
});

test("A4.6 the page shows list, masked address and one button; no script, nothing from elsewhere, under 50 kB", async () => {
  const text = await (await get()).text();
  assert.ok(text.includes("Leave Club &amp; news?") && text.includes("Marlow &lt;Books&gt;"));
  assert.ok(!text.includes(recipient) && text.includes("@posteo.example"));
  assert.equal(text.match(/<button/g)?.length, 1);
  assert.ok(!/<script|onload=|https?:\/\/|@import|url\(/i.test(text));
  assert.ok(text.length < 50_000);
});

test("A4.6 no cache, no referrer, no index, and a policy without scripts, on page, answer and refusal", async () => {
  for (const response of [await get(), await oneClick(), await get("wrong"), await post("", urlencoded)]) {
    const header = (name: string) => response.headers.get(name);
    assert.equal(header("cache-control"), "no-store");
    assert.equal(header("referrer-policy"), "no-referrer");
    assert.match(header("x-robots-tag") ?? "", /noindex/);
    assert.match(header("content-security-policy") ?? "", /default-src 'none'/);
  }
});

test("A4.7 whatever is wrong with a token, page and status are the same, for GET and POST", async () => {
  const ofNobody = makeToken("unsubscribe", { subscriberId: newSubscriberId(), listId: news });
  const ofNoList = makeToken("unsubscribe", { subscriberId, listId: 999_999 });
  const ofOtherPurpose = makeToken("preferences", { subscriberId, listId: 0 });
  const forged = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
  const pages = new Set<string>();
  for (const bad of ["x", forged, ofNobody, ofNoList, ofOtherPurpose, token.slice(0, 20)]) {
    for (const response of [await get(bad), await oneClick(bad)])
      pages.add(`${response.status} ${await response.text()}`);
  }
  assert.equal(pages.size, 1);
  assert.match([...pages][0] ?? "", /^404 /);
  assert.equal(await ledger(), 0);
});

test("A4.7 what a link became that was cut or lengthened leads to the same page, in the reader's language", async () => {
  const page = await (await get("x")).text();
  const nowhere = { params: Promise.resolve({}) };
  for (const place of [
    "u/[[...rest]]",
    "preferences/[...rest]",
    "subscribe/[[...rest]]",
    "confirm/[[...rest]]",
  ]) {
    const { GET, POST } = await import(`../${place}/route`);
    for (const answer of [GET, POST]) {
      const response = await answer(new Request(address("a/b")), nowhere);
      assert.deepEqual([response.status, await response.text()], [404, page]);
    }
    const german = new Request(address("a/b"), { headers: { "accept-language": "de" } });
    assert.match(await (await GET(german, nowhere)).text(), /Dieser Link funktioniert nicht/);
  }
});

test("A4.7 nobody is asked for an address", async () => {
  assert.ok(!/type="(email|text)"/.test(await (await get()).text()));
});

test("A4.8 leaving one list leaves the others and transactional mail alone", async () => {
  await oneClick();
  assert.deepEqual([await allowed(news), await allowed(picks), await allowed(receipts)], [false, true, true]);
});

test("A4.8 leaving all is one control with one step between, and receipts still come", async () => {
  const all = makeToken("preferences", { subscriberId, listId: 0 });
  const open = async (query = "") =>
    (await preferences.GET(new Request(`${TEST_ORIGIN}/preferences/${all}${query}`), place(all))).text();
  assert.match(await open(), /href="\?step=leave-all&amp;lang=en"/);
  assert.match(await open("?step=leave-all"), /Leave all lists\?[\s\S]*Club &amp; news, Weekly picks/);
  assert.equal(await ledger(), 0);
  const response = await send(all, "action=leave-all");
  assert.match(response.headers.get("location") ?? "", new RegExp(`^/preferences/${all}\\?changed=\\d+$`));
  assert.deepEqual(
    [await allowed(news), await allowed(picks), await allowed(receipts)],
    [false, false, true],
  );
  assert.match(await open(), /Undo, get my lists back/);
});

const send = (text: string, body: string) =>
  preferences.POST(
    new Request(`${TEST_ORIGIN}/preferences/${text}`, { method: "POST", body, headers: urlencoded }),
    place(text),
  );

test("A4.9 the token stays good: a later visit shows the state and offers the undo, which works", async () => {
  await oneClick();
  assert.match(
    await (await get()).text(),
    /You no longer get Club &amp; news\.[\s\S]*Undo, keep Club &amp; news/,
  );
  const undone = await post("action=undo", urlencoded);
  assert.match(await undone.text(), /You get Club &amp; news again\./);
  assert.deepEqual([await left(), await allowed(news)], [[], true]);
  assert.match(await (await get()).text(), /Leave Club &amp; news\?/);
});

test("A4.10 it is in force for the very next look-up", async () => {
  assert.equal(await allowed(news), true);
  await oneClick();
  assert.equal(await allowed(news), false);
});

test("A4.11 while the database is away it is 503 with Retry-After, and nothing is lost when it is tried again", async () => {
  await otherDatabase("postgresql://app@127.0.0.1:1/nothing");
  for (const response of [await get(), await oneClick()]) {
    assert.equal(response.status, 503);
    assert.match(response.headers.get("retry-after") ?? "", /^\d+$/);
    assert.match(await response.text(), /Please try again in a minute/);
  }
  await otherDatabase(url);
  assert.equal((await oneClick()).status, 200);
  assert.deepEqual(await left(), [news]);
});

test("A4.11 a database that takes the question and never answers is away, too, and that is said soon", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  await otherDatabase(`postgresql://app@127.0.0.1:${(silent.address() as AddressInfo).port}/nothing`);
  const pending = oneClick();
  const [connection] = (await once(silent, "connection")) as [Socket];
  t.mock.timers.tick(PATIENCE);
  const response = await pending;
  assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "30"]);
  t.mock.timers.reset();
  connection.destroy();
  silent.close();
  await otherDatabase(url);
  assert.equal((await oneClick()).status, 200);
});

async function otherDatabase(at: string): Promise<void> {
  const shared = globalThis as typeof globalThis & { reputeDatabase?: PrismaClient };
  await database().$disconnect();
  shared.reputeDatabase = undefined;
  process.env.DATABASE_URL = at;
}

test("A4.12 the page's own button does it in one step, without a script", async () => {
  assert.match(
    await (await get()).text(),
    /<form method="post"><input type="hidden" name="action" value="leave">/,
  );
  const response = await post("action=leave", urlencoded);
  assert.equal(response.status, 200);
  assert.match(
    await response.text(),
    /You no longer get Club &amp; news\.[\s\S]*You still get one list[\s\S]*Weekly picks\./,
  );
  assert.deepEqual(await left(), [news]);
});

test("C1 each list has its switch, a transactional one says that it is always on", async () => {
  const all = makeToken("preferences", { subscriberId, listId: 0 });
  const open = async (query = "") =>
    (await preferences.GET(new Request(`${TEST_ORIGIN}/preferences/${all}${query}`), place(all))).text();
  assert.equal((await open()).match(/role="switch" aria-checked="true"/g)?.length, 2);
  assert.match(await open(), /Receipts[\s\S]*always on/);
  const moved = await send(all, `action=leave&list=${picks}`);
  assert.equal(moved.status, 303);
  const shown = await open(new URL(moved.headers.get("location") ?? "", TEST_ORIGIN).search);
  assert.match(shown, /You left Weekly picks\.[\s\S]*Undo/);
  const change = /name="change" value="(\d+)"/.exec(shown)?.[1];
  await send(all, `action=undo&change=${change}`);
  assert.deepEqual(await left(), []);
  assert.equal(
    (await send(all, `action=undo&change=${change}`)).status,
    303,
    "an old undo leads back to the page",
  );
  assert.equal((await send(all, `action=leave&list=${receipts}`)).status, 409);
  assert.equal((await send(all, "action=nonsense")).status, 400);
  assert.equal(
    (await send(token, "action=leave-all")).status,
    404,
    "a token of one list is no key to all of them",
  );
  assert.deepEqual([await left(), await ledger()], [[], 2]);
});
