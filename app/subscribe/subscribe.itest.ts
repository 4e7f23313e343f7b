/** Mails of our own to recipients, through the real handlers and a real mail server: the fresh link, and confirmed opt-in. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import PostalMime from "postal-mime";
import { formSnippet } from "@/components/lists/form-snippet";
import { LANGUAGES } from "@/lib/core/recipient-words/words";
import { mailReceiver } from "@/lib/server/alerts/testing-receivers";
import { checkAddresses } from "@/lib/server/check";
import { addConsent } from "@/lib/server/consents";
import { database } from "@/lib/server/database";
import { ledgerOf } from "@/lib/server/ledger";
import { askForLink, MAILS_PER_ADDRESS, REQUESTS_PER_CLIENT } from "@/lib/server/mail-requests";
import { CONFIRMABLE, forgetRequests } from "@/lib/server/opt-in";
import { changePreferences } from "@/lib/server/preferences";
import { sendRecipientMails } from "@/lib/server/recipient-mail";
import { testDatabase } from "@/lib/server/testing";
import { testRecipient } from "@/lib/server/testing-recipient";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { makeToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import * as consents from "../api/v1/lists/[id]/consents/route";
import * as optIns from "../api/v1/lists/[id]/opt-ins/route";
import * as confirm from "../confirm/[token]/route";
import * as preferences from "../preferences/[token]/route";
import * as kept from "../preferences/kept/[token]/route";
import * as link from "../preferences/route";
import * as subscribe from "./[list]/route";

let db: PrismaClient;
let drop: () => Promise<void>;
let post: Awaited<ReturnType<typeof mailReceiver>>;
let news: number;
let hidden: number;
let receipts: number;
let consentId: number;
let visitors = 0;

before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  post = await mailReceiver();
  process.env.SMTP_URL = post.url;
  process.env.MAIL_FROM = "Marlow Books <hello@marlow.example>";
  await db.organisation.create({ data: { id: 1, name: "Marlow Books" } });
  news = (await db.list.create({ data: { name: "Club news", description: "Offers" } })).id;
  hidden = (await db.list.create({ data: { name: "Staff", public: false } })).id;
  receipts = (await db.list.create({ data: { name: "Receipts", kind: "transactional" } })).id;
  const text = "I want Club news by e-mail.";
  consentId = (await addConsent(db, news, { language: "en", text }, "ada", new Date())).id;
});
after(async () => {
  process.env.SMTP_URL = "";
  await post.close();
  await database().$disconnect();
  await drop();
});
beforeEach(async () => {
  post.mails.length = 0;
  await db.linkRequest.deleteMany();
});

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const none = { params: Promise.resolve({}) };
const at = (list: number | string) => ({ params: Promise.resolve({ list: String(list) }) });
const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  new Request(`${TEST_ORIGIN}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { ...urlencoded, ...headers },
  });
const asks = (address: string, headers = {}) =>
  link.POST(form("/preferences?lang=de", { address }, headers), none);
const wants = (address: string, list = news, more = {}) =>
  subscribe.POST(
    form(`/subscribe/${list}`, { address, ...more }, { "x-forwarded-for": `198.51.100.${visitors++}` }),
    at(list),
  );
const someone = () => `reader${visitors++}@posteo.example`;

/** The mails that come within a moment, read. */
async function mails(count: number) {
  for (let n = 0; n < 100 && post.mails.length < count; n += 1) {
    await sendRecipientMails(db, new Date());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(post.mails.length, count);
  return Promise.all(post.mails.map((mail) => PostalMime.parse(mail)));
}
const linkIn = (text = "") => new URL(/https:\/\/\S+/.exec(text)?.[0] ?? "");
const answerTo = async (url: URL, action = "confirm", headers = {}) => {
  const token = url.pathname.split("/").at(-1) ?? "";
  return confirm.POST(form(url.pathname, { action }, headers), { params: Promise.resolve({ token }) });
};

test("E16 a fresh link comes by mail in the language of the page, and opens the preferences", async () => {
  const { recipient } = await testRecipient(db, [news], new Date());
  assert.equal((await asks(` ${recipient.toUpperCase()} `)).status, 200);
  const [mail] = await mails(1);
  assert.equal(mail?.to?.[0]?.address, recipient);
  assert.equal(mail?.subject, "Ihre Mail von Marlow Books");
  assert.equal(mail?.headers.find(({ key }) => key === "auto-submitted")?.value, "auto-generated");
  const url = linkIn(mail?.text);
  assert.match(url.href, /^https:\/\/repute\.example\/preferences\/v1\.[\w.-]+\?lang=de$/);
  const token = url.pathname.split("/")[2] ?? "";
  const opened = await preferences.GET(new Request(url), {
    params: Promise.resolve({ token }),
  });
  assert.equal(opened.status, 200);
});

test("the answer is the same byte for byte whether anybody has the address or not, and nobody unknown gets a mail", async () => {
  const { recipient } = await testRecipient(db, [news], new Date());
  const bytes = async (address: string) => {
    const answer = await asks(address);
    return [answer.status, [...answer.headers], await answer.text()];
  };
  assert.deepEqual(await bytes(recipient), await bytes("nobody@posteo.example"));
  const [mail] = await mails(1);
  assert.equal(mail?.to?.[0]?.address, recipient);
  assert.equal((await asks("no address")).status, 400);
});

test("one address gets three mails an hour at most, one client asks thirty times", async () => {
  const { recipient } = await testRecipient(db, [news], new Date());
  const now = new Date();
  const ask = (address: string, client: string, when = now) =>
    askForLink(db, { address, client, language: "en" }, when);
  await Promise.all(Array.from({ length: 10 }, (_, n) => ask(recipient, `c${n}`)));
  assert.equal((await mails(MAILS_PER_ADDRESS)).length, 3);
  await ask(recipient, "c0", new Date(now.getTime() + 3_600_001));
  await sendRecipientMails(db, new Date(now.getTime() + 3_600_002));
  assert.equal(post.mails.length, 4);
  for (let n = 0; n < REQUESTS_PER_CLIENT; n += 1) await ask(`nobody${n}@posteo.example`, "one client");
  await assert.rejects(ask("another@posteo.example", "one client"), /Wait an hour/);
  const answer = await asks("x@posteo.example", { "x-forwarded-for": "one client" });
  assert.equal(answer.status, 429);
});

test("D4 to ask for an address that nobody has writes the same rows, which name nobody", async () => {
  const { recipient } = await testRecipient(db, [news], new Date());
  const written = async (address: string) => {
    const before = await db.recipientMail.count();
    await askForLink(db, { address, client: "c", language: "en" }, new Date());
    return (await db.recipientMail.count()) - before;
  };
  assert.deepEqual([await written(recipient), await written("nobody@posteo.example")], [1, 1]);
  await mails(1);
  assert.equal(await db.recipientMail.count({ where: { dueAt: { not: null } } }), 0, "and nothing waits");
});

test("C6 what is kept about somebody goes to their own address, as JSON and CSV by signed links; no link of a mailing shows it", async () => {
  const { subscriberId, recipient } = await testRecipient(db, [news], new Date());
  const token = makeToken("preferences", { subscriberId, listId: 0 });
  const at = (text: string) => ({ params: Promise.resolve({ token: text }) });
  const path = `/preferences/${token}`;
  const open = async (query: string) =>
    (await preferences.GET(new Request(`${TEST_ORIGIN}${path}${query}`), at(token))).text();
  const send = (fields: Record<string, string>, query = "") =>
    preferences.POST(form(`${path}${query}`, fields), at(token));
  await send({ action: "leave", list: String(news) });
  await send({ action: "often", days: "7" });
  assert.match(await open("?lang=de"), /href="\?step=kept&amp;lang=de">Was wir über Sie speichern/);
  assert.match(await open("?step=kept"), /goes to your own address[\s\S]*value="send-kept"/);
  const moved = await send({ action: "send-kept" }, "?lang=de");
  assert.equal(moved.headers.get("location"), `${path}?sent=1&lang=de`);
  assert.match(await open("?sent=1&lang=de"), /Eine Mail mit den Links dazu ist an Ihre Adresse unterwegs/);
  const [mail] = await mails(1);
  assert.deepEqual(
    [mail?.to?.[0]?.address, mail?.subject],
    [recipient, "Was Marlow Books über Sie speichert"],
  );
  const [json, csv] = [...(mail?.text ?? "").matchAll(/https:\/\/\S+/g)].map(([url]) => new URL(url));
  const proof = json?.pathname.split("/").at(-1) ?? "";
  const saved = await (await kept.GET(new Request(json!), at(proof))).json();
  assert.deepEqual([saved.changes[0].action, saved.events], ["left", []]);
  const table = await kept.GET(new Request(csv!), at(proof));
  assert.match(table.headers.get("content-type") ?? "", /^text\/csv/);
  const text = await table.text();
  assert.match(text, /\r\ndecision,[^,]+,Club news,left,page en-3 consent/);
  assert.match(text, /\r\ndecision,[^,]+,all,capped,page en-3 at most one mail in 7 days/);
  assert.ok(!text.includes(recipient) && !JSON.stringify(saved).includes(recipient), "it may be forwarded");
  assert.equal((await kept.GET(new Request(json!), at(token))).status, 404);
  assert.equal((await preferences.GET(new Request(json!), at(proof))).status, 404);
  for (let n = 0; n < 5; n += 1) await send({ action: "send-kept" });
  await mails(MAILS_PER_ADDRESS);
});

test("a mail server that is away is tried again, and given up in the end", async () => {
  const { recipient } = await testRecipient(db, [news], new Date());
  let now = new Date();
  await askForLink(db, { address: recipient, client: "c", language: "en" }, now);
  const refuses = () => Promise.reject(new Error("451 later"));
  let attempts = 0;
  for (; attempts < 20; attempts += 1) {
    await sendRecipientMails(db, now, refuses);
    const row = await db.recipientMail.findFirstOrThrow({ orderBy: { id: "desc" } });
    assert.equal(row.error, "451 later");
    if (!row.dueAt) break;
    now = row.dueAt;
  }
  assert.equal(attempts, 4);
});

test("subscribing: nobody is on the list before they say so, then they are, with the text they agreed to", async () => {
  const address = someone();
  const shown = await (await subscribe.GET(new Request(`${TEST_ORIGIN}/subscribe/${news}`), at(news))).text();
  assert.match(shown, /I want Club news by e-mail\./);
  assert.equal((await wants(address)).status, 200);
  assert.equal(await db.subscriber.count({ where: { recipient: address } }), 0);
  const [mail] = await mails(1);
  assert.equal(mail?.subject, "Please confirm: Club news");
  const url = linkIn(mail?.text);
  const token = url.pathname.split("/")[2] ?? "";
  for (let n = 0; n < 3; n += 1) {
    const page = await confirm.GET(new Request(url), { params: Promise.resolve({ token }) });
    assert.match(await page.text(), /Get Club news\?[\s\S]*I want Club news by e-mail/);
  }
  assert.equal(await ledgerOf(db, address), null, "opening the link changes nothing, however often");
  assert.equal((await answerTo(url, "else")).status, 400);
  const joined = await answerTo(url, "confirm", { "x-forwarded-for": "203.0.113.9", "user-agent": "curl/8" });
  assert.match(await joined.text(), /You get Club news\./);
  await answerTo(url);
  const ledger = await ledgerOf(db, address);
  const [row, ...others] = ledger?.changes ?? [];
  assert.equal(others.length, 0);
  assert.deepEqual(
    [row?.action, row?.door, row?.consent, row?.network, row?.agent, row?.basis],
    [
      ...["joined", "confirmed", { language: "en", version: 1, text: "I want Club news by e-mail." }],
      ...["203.0.113.0", "program", "consent"],
    ],
  );
});

test("the form for somebody's own site asks as it stands, in the language of its text, which the ledger then names", async () => {
  const text = 'أريد "أخبار النادي" <بالبريد>';
  const { id } = await addConsent(db, news, { language: "ar", text }, "ada", new Date());
  const snippet = formSnippet({
    ...{ origin: TEST_ORIGIN, list: news, consent: { id, text, language: "ar" } },
    ...{ label: "عنوانك", button: "اشترك" },
  });
  assert.match(snippet, /<form [^>]*lang="ar" dir="auto"/);
  assert.match(snippet, /<p>أريد &quot;أخبار النادي&quot; &lt;بالبريد&gt;<\/p>/);
  assert.ok(!/<script|\son\w+=/i.test(snippet));
  const [, action = ""] = /action="([^"]+)"/.exec(snippet) ?? [];
  const inputs = [...snippet.matchAll(/<input [^>]*name="(\w+)"(?:[^>]*value="([^"]*)")?/g)];
  const fields = Object.fromEntries(inputs.map(([, name, value = ""]) => [name, value]));
  const address = someone();
  const sent = new Request(action, {
    method: "POST",
    headers: { ...urlencoded, origin: "https://shop.example", "sec-fetch-site": "cross-site" },
    body: new URLSearchParams({ ...fields, address }),
  });
  assert.equal((await subscribe.POST(sent, at(news))).status, 200);
  const [mail] = await mails(1);
  assert.equal(mail?.subject, "يرجى التأكيد: «\u2068Club news\u2069»");
  await answerTo(linkIn(mail?.text));
  assert.deepEqual((await ledgerOf(db, address))?.changes[0]?.consent, { language: "ar", version: 1, text });
});

test("C2 whoever left comes back by their own word, and by that list only; who complained is not even asked", async () => {
  const { subscriberId, recipient } = await testRecipient(db, [news, hidden], new Date());
  await changePreferences(db, subscriberId, { kind: "leave-all" }, { door: "page" }, new Date());
  await wants(recipient);
  const [mail] = await mails(1);
  await answerTo(linkIn(mail?.text));
  const allowed = async (listId: number) =>
    (await checkAddresses(db, [recipient], { record: false, now: new Date(), listId }))[0]?.allowed;
  assert.deepEqual([await allowed(news), await allowed(hidden)], [true, false]);
  const other = await testRecipient(db, [], new Date());
  const { address } = await db.subscriber.findUniqueOrThrow({ where: { id: other.subscriberId } });
  await db.suppressionEntry.create({
    data: {
      address,
      recipient: other.recipient,
      domain: "posteo.example",
      reason: "complaint",
      since: new Date(),
    },
  });
  await wants(other.recipient);
  await mails(1);
});

test("whoever is on the list already gets no mail, and the same answer", async () => {
  const { recipient } = await testRecipient(db, [news], new Date());
  const [there, not] = [await wants(recipient), await wants(someone())];
  assert.deepEqual(await there.text(), await not.text());
  await mails(1);
});

test("programs that fill in every field are answered alike, and nothing comes of it", async () => {
  const answer = await wants(someone(), news, { website: "https://spam.example" });
  assert.equal(answer.status, 200);
  await mails(0);
  assert.equal(await db.linkRequest.count(), 0);
});

test("a private list, a transactional one, one without a text and one that is none are not there for strangers", async () => {
  for (const list of [hidden, receipts, 99_999, "x", "-1"]) {
    assert.equal((await subscribe.GET(new Request(`${TEST_ORIGIN}/subscribe/x`), at(list))).status, 404);
    assert.equal((await wants(someone(), list as number)).status, 404);
  }
});

test("what nobody confirmed is forgotten after thirty days, with the address", async () => {
  const address = someone();
  await wants(address);
  const [mail] = await mails(1);
  const later = new Date(Date.now() + CONFIRMABLE + 60_000);
  await forgetRequests(db, later);
  assert.equal(await db.optIn.count({ where: { recipient: address } }), 0);
  assert.equal(await db.linkRequest.count(), 0);
  assert.equal((await answerTo(linkIn(mail?.text))).status, 404);
});

test("the API asks in the name of a site, and wants to know which text was shown", async () => {
  const { headers } = await signedIn(db, "marketer");
  const params = { params: Promise.resolve({ id: String(news) }) };
  const ask = (body: object) =>
    optIns.POST(
      new Request(`${TEST_ORIGIN}/api/v1/lists/${news}/opt-ins`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      params,
    );
  const address = someone();
  assert.equal((await ask({ address, consent: consentId, language: "fr" })).status, 202);
  const [mail] = await mails(1);
  assert.equal(mail?.subject, "À confirmer : Club news");
  assert.equal((await ask({ address, consent: 99_999 })).status, 409);
  assert.equal((await ask({ address: "none", consent: consentId })).status, 400);
});

test("consent texts are versions: a new one leaves the old as it was, and only admins write", async () => {
  const write = async (role: "admin" | "marketer", text: string) => {
    const { headers } = await signedIn(db, role);
    const request = new Request(`${TEST_ORIGIN}/api/v1/lists/${news}/consents`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ language: "de", text }),
    });
    return consents.POST(request, { params: Promise.resolve({ id: String(news) }) });
  };
  assert.equal((await write("marketer", "Ich möchte Clubpost erhalten.")).status, 403);
  assert.equal((await (await write("admin", "Ich möchte Clubpost erhalten.")).json()).version, 1);
  assert.equal((await write("admin", "Ich möchte Clubpost erhalten.")).status, 409, "in force already");
  assert.equal((await (await write("admin", "Ich will Clubpost erhalten.")).json()).version, 2);
  assert.equal(await db.consentText.count({ where: { listId: news, language: "de" } }), 2);
  const written = { action: "list.consent-written", detail: { path: ["language"], equals: "de" } };
  assert.equal(await db.auditEntry.count({ where: written }), 2);
});

test("E16 these pages are below 50 kB in every language, without script and without anybody else", async () => {
  for (const language of LANGUAGES)
    for (const answer of [
      await link.GET(new Request(`${TEST_ORIGIN}/preferences?lang=${language}`), none),
      await subscribe.GET(new Request(`${TEST_ORIGIN}/subscribe/${news}?lang=${language}`), at(news)),
    ]) {
      const text = await answer.text();
      assert.equal(answer.status, 200);
      assert.match(text, new RegExp(`<html lang="${language}"`));
      assert.ok(Buffer.byteLength(text) < 50_000);
      assert.ok(!/<script|\son\w+=|https?:\/\/|@import|url\(/i.test(text), language);
    }
});

test("without a mail server nobody is asked for an address", async () => {
  const url = process.env.SMTP_URL;
  process.env.SMTP_URL = "";
  assert.equal((await link.GET(new Request(`${TEST_ORIGIN}/preferences`), none)).status, 503);
  assert.equal((await asks(someone())).status, 503);
  assert.equal((await wants(someone())).status, 503);
  const { subscriberId } = await testRecipient(db, [news], new Date());
  const token = makeToken("preferences", { subscriberId, listId: 0 });
  const at = { params: Promise.resolve({ token }) };
  const page = await preferences.GET(new Request(`${TEST_ORIGIN}/preferences/${token}`), at);
  assert.ok(!(await page.text()).includes("step=kept"));
  assert.equal((await preferences.POST(form("/", { action: "send-kept" }), at)).status, 400);
  process.env.SMTP_URL = url;
});
