/** The recipient's page through its real handlers: languages, pauses, reasons, and what the ledger keeps of them. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { LANGUAGES } from "@/lib/core/recipient-words/words";
import { checkAddresses } from "@/lib/server/check";
import { database } from "@/lib/server/database";
import { leaveByMail } from "@/lib/server/leave-by-mail";
import { testDatabase } from "@/lib/server/testing";
import { testRecipient } from "@/lib/server/testing-recipient";
import { TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { makeToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import * as unsubscribe from "../u/[token]/route";
import * as preferences from "./[token]/route";

const DAY = 86_400_000;
const urlencoded = { "content-type": "application/x-www-form-urlencoded" };

let db: PrismaClient;
let drop: () => Promise<void>;
let news: number;
let hidden: number;
let receipts: number;
let subscriberId: string;
let recipient: string;
let token: string;

before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  await db.organisation.create({ data: { id: 1, name: "Marlow Books" } });
  const translations = {
    de: { name: "Clubpost", description: "Angebote", rhythm: "Donnerstags" },
    fr: { name: "Le club" },
  };
  const add = async (data: Parameters<typeof db.list.create>[0]["data"]) =>
    (await db.list.create({ data })).id;
  news = await add({
    name: "Club news",
    description: "Offers",
    rhythm: "Thursdays",
    translations,
    section: "The club",
  });
  hidden = await add({ name: "Staff only", public: false });
  receipts = await add({ name: "Receipts", kind: "transactional" });
});
after(async () => {
  await database().$disconnect();
  await drop();
});
beforeEach(async () => {
  ({ subscriberId, recipient } = await testRecipient(db, [news, receipts], new Date()));
  token = makeToken("preferences", { subscriberId, listId: 0 });
});

const place = (text: string) => ({ params: Promise.resolve({ token: text }) });
const open = async (query = "", headers: Record<string, string> = {}) =>
  (
    await preferences.GET(
      new Request(`${TEST_ORIGIN}/preferences/${token}${query}`, { headers }),
      place(token),
    )
  ).text();
const send = (body: string, query = "") =>
  preferences.POST(
    new Request(`${TEST_ORIGIN}/preferences/${token}${query}`, { method: "POST", body, headers: urlencoded }),
    place(token),
  );
const follow = async (response: Response) =>
  open(new URL(response.headers.get("location") ?? "", TEST_ORIGIN).search);
const atLink = (link: string, body: string, headers = {}) =>
  unsubscribe.POST(
    new Request(`${TEST_ORIGIN}/u/${link}`, { method: "POST", body, headers: { ...urlencoded, ...headers } }),
    place(link),
  );
const ledger = async () =>
  (await db.preferenceChange.findMany({ where: { subscriberId }, orderBy: { id: "asc" } })).map(
    ({ listId, action, door, wording, mailingId, reason }) => ({
      listId,
      action,
      door,
      wording,
      mailingId,
      reason,
    }),
  );
async function allowed(listId: number, now = new Date()): Promise<boolean | undefined> {
  const [answer] = await checkAddresses(db, [recipient], { record: false, now, listId });
  return answer?.allowed;
}

test("E16 the page is written in the language of the browser, or in the one chosen, right to left in Arabic", async () => {
  assert.match(
    await open("", { "accept-language": "de-AT,de;q=0.9" }),
    /<html lang="de" dir="ltr">[\s\S]*Was dürfen wir Ihnen senden\?/,
  );
  assert.match(await open("?lang=ar", { "accept-language": "de" }), /<html lang="ar" dir="rtl">/);
  assert.match(await open("?lang=xx"), /<html lang="en"/);
  assert.match(await open("?lang=fr"), /href="\?lang=de" hreflang="de" lang="de">Deutsch/);
});

test("E16 every page in every language is below 50 kB, without script and without anybody else", async () => {
  const link = makeToken("unsubscribe", { subscriberId, listId: news });
  for (const language of LANGUAGES)
    for (const text of [
      await open(`?lang=${language}`),
      await open(`?sent=1&lang=${language}`),
      await open(`?lang=${language}&step=leave-all`),
      await (
        await unsubscribe.GET(new Request(`${TEST_ORIGIN}/u/${link}?lang=${language}`), place(link))
      ).text(),
    ]) {
      assert.ok(Buffer.byteLength(text) < 50_000);
      assert.ok(!/<script|\son\w+=|https?:\/\/|@import|url\(/i.test(text), language);
      assert.ok(!text.includes(recipient));
    }
});

test("a list is read in the language of its reader, as far as it was translated, under its heading", async () => {
  assert.match(await open("?lang=de"), /The club[\s\S]*Clubpost[\s\S]*Angebote\. Donnerstags\./);
  assert.match(await open("?lang=fr"), /Le club[\s\S]*Offers\. Thursdays\./);
  assert.match(await open("?lang=ar"), /Club news/);
});

test("a list that is not public is shown to those on it only", async () => {
  assert.ok(!(await open()).includes("Staff only"));
  await db.subscription.create({ data: { subscriberId, listId: hidden, since: new Date() } });
  assert.ok((await open()).includes("Staff only"));
});

test("a list that is not shown to somebody, or to nobody any more, is neither joined nor left by a form of one's own", async () => {
  const old = await db.list.create({ data: { name: "Of old", archivedAt: new Date() } });
  for (const list of [hidden, old.id, 99_999])
    for (const action of ["join", "leave"])
      assert.equal((await send(`action=${action}&list=${list}`)).status, 400, `${action} ${list}`);
  assert.deepEqual(await ledger(), []);
  assert.ok(!(await open()).includes("Staff only"));
  await db.subscription.create({ data: { subscriberId, listId: hidden, since: new Date() } });
  assert.equal((await send(`action=leave&list=${hidden}`)).status, 303);
  assert.equal((await send(`action=join&list=${hidden}`)).status, 303, "whoever was on it may come back");
});

test("C1 a pause of 30 or 90 days keeps all marketing back until then, receipts not, and ends by itself or at once", async () => {
  for (const days of [30, 90]) {
    const shown = await follow(await send(`action=pause&days=${days}`));
    assert.match(shown, /Paused until[\s\S]*End the pause now/);
    const now = Date.now();
    assert.deepEqual([await allowed(news), await allowed(receipts)], [false, true]);
    assert.equal(await allowed(news, new Date(now + days * DAY - 1000)), false);
    assert.equal(await allowed(news, new Date(now + (days + 1) * DAY)), true);
  }
  assert.match(await follow(await send("action=resume")), /The pause is over/);
  assert.equal(await allowed(news), true);
  assert.deepEqual(
    (await ledger()).map(({ action }) => action),
    ["paused", "paused", "resumed"],
  );
});

test("C1 the same pause twice is one, it can be undone, its undo too, and no other number of days is taken", async () => {
  const shown = await follow(await send("action=pause&days=30"));
  await send("action=pause&days=30");
  assert.equal((await ledger()).length, 1);
  const change = /name="change" value="(\d+)"/.exec(shown)?.[1];
  const undone = await follow(await send(`action=undo&change=${change}`));
  assert.equal(await allowed(news), true);
  const again = /name="change" value="(\d+)"/.exec(undone)?.[1];
  await send(`action=undo&change=${again}`);
  assert.equal(await allowed(news), false);
  for (const days of ["0", "31", "-1", "x", ""])
    assert.equal((await send(`action=pause&days=${days}`)).status, 400);
});

test("C1 whoever left everything stays out when a pause ends, and a pause is none of leaving", async () => {
  await send("action=pause&days=30");
  await send("action=leave-all");
  assert.equal(await allowed(news, new Date(Date.now() + 200 * DAY)), false);
  await send("action=pause&days=90");
  assert.deepEqual(
    (await ledger()).map(({ action }) => action),
    ["paused", "left"],
  );
});

test("C1 a reason is optional, one tap, once for each leaving, and asked of nobody who stayed", async () => {
  const link = makeToken("unsubscribe", { subscriberId, listId: news });
  await atLink(link, "action=say&reason=too-often");
  assert.deepEqual(await ledger(), []);
  assert.match(await (await atLink(link, "action=leave")).text(), /Why did you leave\?[\s\S]*Too often/);
  assert.match(
    await (await atLink(link, "action=say&reason=too-often")).text(),
    /Thank you\. It is noted\.[\s\S]*/,
  );
  await atLink(link, "action=say&reason=too-often");
  assert.equal((await atLink(link, "action=say&reason=hacked")).status, 400);
  assert.deepEqual(
    (await ledger()).map(({ action, reason }) => [action, reason]),
    [
      ["left", ""],
      ["said", "too-often"],
    ],
  );
  assert.match(await (await atLink(link, "action=undo")).text(), /You get Club news again/);
  assert.equal(await allowed(news), true);
});

test("C2 the ledger says which text was read and which mail led there", async () => {
  const mailing = await db.mailing.create({
    data: { listId: news, name: `May ${subscriberId}`, createdAt: new Date() },
  });
  const link = makeToken("unsubscribe", { subscriberId, listId: news, mailingId: mailing.id });
  await atLink(link, "List-Unsubscribe=One-Click");
  await atLink(link, "action=undo", { "accept-language": "es" });
  const row = { listId: news, mailingId: mailing.id, reason: "" };
  assert.deepEqual(await ledger(), [
    { ...row, action: "left", door: "one-click", wording: "" },
    { ...row, action: "joined", door: "page", wording: "es-3" },
  ]);
});

test("A4.1 the mailto door leaves the same rows as one-click, twice the same, and ignores every other mail", async () => {
  const link = makeToken("unsubscribe", { subscriberId, listId: news });
  const mail = (subject: string) =>
    leaveByMail(db, new TextEncoder().encode(`From: x@y.example\r\nSubject: ${subject}\r\n\r\n`), new Date());
  assert.equal(await mail(`unsubscribe ${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`), null);
  assert.equal(await mail("unsubscribe"), null);
  assert.equal(
    await mail(`unsubscribe ${makeToken("unsubscribe", { subscriberId, listId: receipts })}`),
    null,
  );
  assert.equal(await mail(`unsubscribe ${token}`), null, "a token of another purpose");
  assert.equal(await allowed(news), true);
  assert.deepEqual(await mail(`unsubscribe ${link}`), { listId: news });
  assert.deepEqual(await mail(`unsubscribe ${link}`), { listId: news });
  assert.deepEqual([await allowed(news), await allowed(receipts)], [false, true]);
  const other = await testRecipient(db, [news, receipts], new Date());
  await atLink(
    makeToken("unsubscribe", { subscriberId: other.subscriberId, listId: news }),
    "List-Unsubscribe=One-Click",
  );
  const left = async (id: string) => {
    const { address } = await db.subscriber.findUniqueOrThrow({ where: { id } });
    const entries = await db.suppressionEntry.findMany({ where: { address } });
    const rows = await db.preferenceChange.findMany({ where: { subscriberId: id } });
    return [
      entries.map(({ listId, reason, until, endedAt }) => ({ listId, reason, until, endedAt })),
      rows.map(({ listId, action }) => ({ listId, action })),
    ];
  };
  assert.deepEqual(await left(subscriberId), await left(other.subscriberId));
});

test("C1 how often is a choice: the next mail of a marketing list waits, receipts do not, and undo takes it back", async () => {
  const moved = await send("action=often&days=7");
  assert.match(
    await follow(moved),
    /How often you get mail is changed\.[\s\S]*aria-current="true">At most one a week/,
  );
  const ask = (listId: number, messageId: string, days: number) =>
    checkAddresses(db, [recipient], {
      record: true,
      now: new Date(Date.now() + days * DAY),
      listId,
      messageId,
    });
  assert.deepEqual(await ask(news, "one", 0), [{ address: recipient, allowed: true }]);
  assert.equal((await ask(news, "one", 0))[0]?.allowed, true, "the same message is no second mail");
  const [early] = await ask(news, "two", 3);
  assert.deepEqual([early?.allowed, early?.reason], [false, "too-often"]);
  assert.equal((await ask(receipts, "three", 3))[0]?.allowed, true);
  assert.equal((await ask(news, "four", 8))[0]?.allowed, true);
  assert.equal((await send("action=often&days=8")).status, 400);
  const row = await db.preferenceChange.findFirst({ where: { subscriberId }, orderBy: { id: "desc" } });
  await send(`action=undo&change=${row?.id}`);
  assert.equal((await ask(news, "five", 9))[0]?.allowed, true);
});

test("C1 of ten mails at the same time one goes to somebody who wants one a week", async () => {
  await send("action=often&days=7");
  const asked = Array.from({ length: 10 }, (_, n) =>
    checkAddresses(db, [recipient], { record: true, now: new Date(), listId: news, messageId: `m${n}` }),
  );
  const answers = (await Promise.all(asked)).flat();
  assert.equal(answers.filter(({ allowed }) => allowed).length, 1);
  assert.ok(answers.every(({ allowed, reason }) => allowed || reason === "too-often"));
});

test("C1 whoever leaves by a switch may say why with one tap", async () => {
  const shown = await follow(await send(`action=leave&list=${news}`));
  assert.match(shown, /Why did you leave\?[\s\S]*name="list" value="\d+"/);
  assert.match(
    await follow(await send(`action=say&reason=too-often&list=${news}`)),
    /Thank you\. It is noted\./,
  );
  assert.equal((await ledger()).at(-1)?.reason, "too-often");
  assert.equal((await send(`action=say&reason=nonsense&list=${news}`)).status, 400);
});

test("C2 the ledger keeps network and kind of program, the list's basis, and how long it took", async () => {
  const link = makeToken("unsubscribe", { subscriberId, listId: news });
  await atLink(link, "List-Unsubscribe=One-Click", {
    "x-forwarded-for": "198.51.100.1, 203.0.113.77",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
  });
  const row = await db.preferenceChange.findFirstOrThrow({ where: { subscriberId } });
  assert.deepEqual([row.network, row.agent, row.basis], ["203.0.113.0", "browser", "consent"]);
  assert.ok(row.honouredMs !== null && row.honouredMs >= 0n && row.honouredMs < 60_000n);
});

test("a mail that asks to leave is honoured from the time its mailbox took it in", async () => {
  const link = makeToken("unsubscribe", { subscriberId, listId: news });
  const now = new Date();
  const received = new Date(now.getTime() - 3 * 3_600_000).toUTCString();
  const mail = `Received: from a by b (x; y);\r\n ${received}\r\nSubject: unsubscribe ${link}\r\n\r\n`;
  await leaveByMail(db, new TextEncoder().encode(mail), now);
  const row = await db.preferenceChange.findFirstOrThrow({ where: { subscriberId } });
  assert.ok(row.honouredMs! >= 10_799_000n && row.honouredMs! < 10_900_000n, String(row.honouredMs));
});
