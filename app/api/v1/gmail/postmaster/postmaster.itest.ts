import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { decodeProtectedHeader, importSPKI, jwtVerify } from "jose";
import { spamDomains } from "@/lib/core/gmail/spam-domains";
import { database } from "@/lib/server/database";
import type { Fetch } from "@/lib/server/gmail/postmaster-api";
import { askPostmaster, postmasterState } from "@/lib/server/gmail/postmaster-feed";
import { gmailSpam } from "@/lib/server/reports/gmail-spam";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import * as door from "./route";

// Google, as far as it is asked: a server on this machine that signs in and answers page by page.

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const KEY = {
  ...{ type: "service_account", client_email: "repute@bookshop.iam.gserviceaccount.com" },
  ...{ private_key_id: "k1", private_key: privateKey, token_uri: "https://thief.example/token" },
};

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };
interface Asked {
  url: string;
  method: string;
  body: string;
  authorization: string | undefined;
}

let db: PrismaClient;
let drop: () => Promise<void>;
let answers: (asked: Asked) => Answer;
const asked: Asked[] = [];
const hosts = new Set<string>();
const google = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  let body = "";
  for await (const part of request) body += part;
  const { url = "", method = "", headers } = request;
  const one = { url, method, body, authorization: headers.authorization };
  asked.push(one);
  const { status = 200, headers: more = {}, body: told } = answers(one);
  response.writeHead(status, more).end(typeof told === "string" ? told : JSON.stringify(told));
});
/** Leads what is meant for Google to the server here. */
const fetched: Fetch = (url, init) => {
  const { host, pathname, search } = new URL(url);
  hosts.add(host);
  const { port } = google.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/${host}${pathname}${search}`, init);
};

before(async () => {
  await new Promise<void>((resolve) => google.listen(0, "127.0.0.1", resolve));
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
});
after(async () => {
  google.close();
  await database().$disconnect();
  await drop();
});
beforeEach(async () => {
  asked.length = 0;
  hosts.clear();
  answers = usual;
  await db.gmailSpam.deleteMany();
  await db.postmasterAccount.deleteMany();
});

const NOW = new Date("2026-11-20T12:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;
const day = (year: number, month: number, date: number) => ({ year, month, day: date });
const PAGES: Record<string, object> = {
  "": {
    domainStats: [
      { metric: "spam", date: day(2026, 11, 17), value: { floatValue: 0.0012 } },
      { metric: "spam", date: day(2026, 11, 18), value: {} },
    ],
    nextPageToken: "p2",
  },
  p2: { domainStats: [{ metric: "spam", date: day(2026, 11, 19), value: { doubleValue: 0.0031 } }] },
};

const usual = ({ url, body }: Asked): Answer => {
  if (url === "/oauth2.googleapis.com/token") return { body: { access_token: "t1", expires_in: 3_599 } };
  if (url.startsWith("/gmailpostmastertools.googleapis.com/v2/domains?"))
    return {
      body: { domains: [{ name: "domains/club.marlow.example" }, { name: "domains/marlow.example" }] },
    };
  if (url.includes("/domains/club.marlow.example/domainStats:query"))
    return { body: PAGES[JSON.parse(body).pageToken ?? ""] };
  if (url.includes("/domainStats:query")) return { body: {} };
  return { status: 404, body: {} };
};

async function connect(key: unknown, role: "admin" | "marketer" = "admin") {
  const { headers } = await signedIn(db, role);
  const request = new Request(`${TEST_ORIGIN}/api/v1/gmail/postmaster`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ key: typeof key === "string" ? key : JSON.stringify(key) }),
  });
  const response = await door.PUT(request, { params: Promise.resolve({}) });
  return { status: response.status, text: await response.text() };
}
const dueAt = (at: Date) => db.postmasterAccount.updateMany({ data: { dueAt: at } });
const spam = async () => {
  const { days, rows } = await gmailSpam(db, {
    from: "2026-11-17",
    to: "2026-11-20",
    preset: null,
    tz: "UTC",
    sender: null,
  });
  return spamDomains(days, rows);
};

test("not connected, nobody is asked", async () => {
  await askPostmaster(db, NOW, fetched);
  assert.deepEqual(asked, []);
  assert.equal(await postmasterState(db), null);
});

test("the key is sealed, and stands in no answer and not in the trail", async () => {
  assert.equal((await connect(KEY, "marketer")).status, 403);
  const { status, text } = await connect(KEY);
  assert.equal(status, 200);
  const row = await db.postmasterAccount.findUniqueOrThrow({ where: { id: 1 } });
  const trail = JSON.stringify(await db.auditEntry.findMany(), (_, value) => String(value));
  for (const place of [text, JSON.stringify(row), trail, JSON.stringify(await postmasterState(db))])
    assert.ok(!place.includes("PRIVATE KEY"));
  assert.equal(row.email, KEY.client_email);
});

test("what is no key of a service account is refused at its field", async () => {
  for (const key of ["", "{", "[]", { ...KEY, type: "authorized_user" }, { ...KEY, private_key: "secret" }]) {
    const { status, text } = await connect(key);
    assert.deepEqual([status, JSON.parse(text).field], [400, "key"], JSON.stringify(key).slice(0, 40));
  }
});

test("it signs in as Google wants it, asks every domain page by page, and only Google", async () => {
  await connect(KEY);
  await dueAt(NOW);
  await askPostmaster(db, NOW, fetched);
  const form = new URLSearchParams(asked[0]?.body);
  assert.equal(form.get("grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");
  const assertion = form.get("assertion") ?? "";
  assert.deepEqual(decodeProtectedHeader(assertion), { alg: "RS256", typ: "JWT", kid: "k1" });
  const { payload } = await jwtVerify(assertion, await importSPKI(publicKey, "RS256"), { currentDate: NOW });
  assert.deepEqual(
    [payload.iss, payload.aud, payload.exp! - payload.iat!],
    [KEY.client_email, "https://oauth2.googleapis.com/token", 3_600],
  );
  assert.deepEqual([...hosts].sort(), ["gmailpostmastertools.googleapis.com", "oauth2.googleapis.com"]);
  assert.ok(asked.slice(1).every(({ authorization }) => authorization === "Bearer t1"));
  const query = JSON.parse(asked[2]!.body);
  assert.deepEqual(query.metricDefinitions[0].baseMetric, { standardMetric: "SPAM_RATE" });
  const [range] = query.timeQuery.dateRanges.dateRanges;
  assert.deepEqual([range.start, range.end], [day(2026, 7, 23), day(2026, 11, 20)]);
  const domains = await spam();
  assert.deepEqual(
    domains.map(({ domain, rates }) => [domain, rates]),
    [["club.marlow.example", [0.0012, null, 0.0031, null]]],
  );
  assert.deepEqual(await postmasterState(db), {
    ...{ email: KEY.client_email, askedAt: NOW.getTime(), error: "" },
    domains: ["club.marlow.example", "marlow.example"],
  });
});

test("it asks twice a day; what Gmail corrects is corrected", async () => {
  await connect(KEY);
  await dueAt(NOW);
  await askPostmaster(db, NOW, fetched);
  const before = asked.length;
  await askPostmaster(db, later(11 * HOUR), fetched);
  assert.equal(asked.length, before);
  answers = (one) =>
    one.url.includes("/domains/club.marlow.example/")
      ? { body: { domainStats: [{ date: day(2026, 11, 17), value: { floatValue: 0.002 } }] } }
      : usual(one);
  await askPostmaster(db, later(12 * HOUR), fetched);
  assert.deepEqual((await spam())[0]?.rates, [0.002, null, 0.0031, null]);
  const [range] = JSON.parse(asked.at(-1)!.body).timeQuery.dateRanges.dateRanges;
  assert.deepEqual(range.start, day(2026, 11, 7));
});

const failures: [string, Answer, RegExp][] = [
  [
    "refuses the key",
    { status: 400, body: { error: "invalid_grant", error_description: "Invalid JWT Signature." } },
    /400: Invalid JWT Signature/,
  ],
  ["answers no JSON", { body: "<html>" }, /something else than JSON/],
  ["answers another form", { body: { token: 1 } }, /another form/],
  ["answers without an end", { body: "x".repeat(3_000_000) }, /too much/],
  [
    "leads elsewhere",
    { status: 302, headers: { location: "https://thief.example/" }, body: "" },
    /did not answer/,
  ],
];
for (const [name, answer, told] of failures)
  test(`when Google ${name}, that is told, and it waits longer each time`, async () => {
    await connect(KEY);
    await dueAt(NOW);
    answers = (one) => (one.url.includes("/token") ? answer : usual(one));
    await askPostmaster(db, NOW, fetched);
    assert.match((await postmasterState(db))!.error, told);
    const waits = async () => {
      const row = await db.postmasterAccount.findUniqueOrThrow({ where: { id: 1 } });
      return row.dueAt.getTime() - NOW.getTime();
    };
    const first = await waits();
    await dueAt(NOW);
    await askPostmaster(db, NOW, fetched);
    assert.ok(first >= 5_000 && (await waits()) >= 10 * first);
    answers = usual;
    await dueAt(NOW);
    await askPostmaster(db, NOW, fetched);
    assert.equal((await postmasterState(db))!.error, "");
  });

test("as long as Google asks for, it waits; what was known stays", async () => {
  await connect(KEY);
  await dueAt(NOW);
  await askPostmaster(db, NOW, fetched);
  await dueAt(NOW);
  const busy = {
    status: 429,
    headers: { "retry-after": "7200" },
    body: { error: { message: "Quota exceeded" } },
  };
  answers = (one) => (one.url.includes("domainStats") ? busy : usual(one));
  await askPostmaster(db, NOW, fetched);
  const row = await db.postmasterAccount.findUniqueOrThrow({ where: { id: 1 } });
  assert.match(row.error, /429: Quota exceeded/);
  assert.ok(row.dueAt.getTime() >= NOW.getTime() + 2 * HOUR);
  assert.equal((await spam()).length, 1);
});

test("a key that cannot be read is told without any of it", async () => {
  await connect({
    ...KEY,
    private_key: "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
  });
  await dueAt(NOW);
  await askPostmaster(db, NOW, fetched);
  const { error } = (await postmasterState(db))!;
  assert.equal(error, "The private key of the service account cannot be read.");
  assert.deepEqual(asked, []);
});

test("disconnected, the key is gone and what it brought stays", async () => {
  await connect(KEY);
  await dueAt(NOW);
  await askPostmaster(db, NOW, fetched);
  const { headers } = await signedIn(db, "admin");
  const leave = () =>
    door.DELETE(new Request(`${TEST_ORIGIN}/api/v1/gmail/postmaster`, { method: "DELETE", headers }), {
      params: Promise.resolve({}),
    });
  assert.ok((await leave()).status < 300);
  assert.equal(await db.postmasterAccount.count(), 0);
  assert.equal((await spam()).length, 1);
  assert.equal((await leave()).status, 404);
});
