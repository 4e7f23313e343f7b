/** The files of docs/check-before-sending.md, run as they stand there against the real handler. */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { promisify } from "node:util";
import { createKey } from "@/lib/server/api-keys";
import { database } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { addressKey } from "@/lib/server/keys";
import { addEntries } from "@/lib/server/suppression-entries";
import { testDatabase } from "@/lib/server/testing";
import { served } from "@/lib/server/testing-server";
import { testEnvironment } from "@/lib/server/testing-session";
import { emptied } from "@/lib/server/testing-state";
import type { PrismaClient } from "@/prisma/generated/client";
import { POST } from "./route";

type Repute = { url: string; key: string; timeout?: number };
type Answer = { address: string; allowed: boolean; reason?: string };
type Ask = (repute: Repute, addresses: string[], question: object) => Promise<Answer[]>;
type Message = { senderAddress: string; recipients: Record<string, { address: string }[]> };
type Send = (
  repute: Repute,
  client: object,
  message: Message,
  about?: object,
) => Promise<{ poller: unknown; keptBack: Answer[] }>;

const HOUR = 3_600_000;
const IDA = "ida@posteo.example";
const GONE = "gone@posteo.example";
const LEFT = "left@posteo.example";

let db: PrismaClient;
let drop: () => Promise<void>;
let server: Awaited<ReturnType<typeof served>>;
let repute: Repute;
let folder: string;
let askRepute: Ask;
let sendChecked: Send;
/** The sizes of the questions that came in; `answer` may stand in for the handler. */
let asked: number[];
let answer: ((request: Request) => Promise<Response>) | null;

before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  server = await served(async (request) => {
    asked.push(((await request.clone().json()) as { addresses: string[] }).addresses.length);
    return (answer ?? POST)(request, { params: Promise.resolve({}) });
  });
  const scopes: ["suppressions:read", "suppressions:write"] = ["suppressions:read", "suppressions:write"];
  const { token } = await createKey(db, { name: "mailer", scopes, expiresAt: null }, "ada", new Date());
  repute = { url: server.url, key: token };

  folder = mkdtempSync(path.join(tmpdir(), "check-before-sending-"));
  const page = readFileSync(path.resolve("docs/check-before-sending.md"), "utf8");
  for (const [, name = "", code = ""] of page.matchAll(/```js\n\/\/ (\S+)\n([\s\S]+?)```/g))
    writeFileSync(path.join(folder, name), code);
  ({ askRepute } = await import(path.join(folder, "repute.mjs")));
  ({ sendChecked } = await import(path.join(folder, "send.mjs")));
});
after(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
  await database().$disconnect();
  await drop();
});
beforeEach(async () => {
  asked = [];
  answer = null;
  await emptied(db);
  await db.suppressionEntry.deleteMany();
});

/** Stands in for EmailClient of the SDK: takes note of what it is told to send. */
function mailer() {
  const sent: { message: Message; options: object }[] = [];
  return {
    sent,
    async beginSend(message: Message, options: object) {
      sent.push({ message, options });
      return { pollUntilDone: async () => ({ status: "Succeeded" }) };
    },
  };
}

const message = (recipients: Record<string, string[]>): Message => ({
  senderAddress: "news@club.marlow.example",
  recipients: Object.fromEntries(
    Object.entries(recipients).map(([field, all]) => [field, all.map((address) => ({ address }))]),
  ),
});

const bounced = (recipient: string) =>
  ingest(
    db,
    [
      {
        ...{ source: "acs", route: "webhook", messageId: "m1", recipient, kind: "hard", sender: "" },
        ...{ at: Date.now() - HOUR, reply: 550, enhanced: "5.1.1", category: "invalid-recipient" },
      },
    ],
    { importId: 0 },
  );

test("what is said of types in the two files holds, strictly", () => {
  const types = path.resolve("node_modules/@types");
  const { stdout, status } = spawnSync(
    path.resolve("node_modules/.bin/tsc"),
    [
      ...["--noEmit", "--allowJs", "--checkJs", "--strict", "--skipLibCheck", "--target", "es2023"],
      ...["--module", "nodenext", "--typeRoots", types, "--types", "node", "send.mjs"],
    ],
    { cwd: folder, encoding: "utf8" },
  );
  assert.deepEqual([stdout, status], ["", 0]);
});

test("those who may get a mail get it, under the id that was asked about; those who may not are told of", async () => {
  await bounced(GONE);
  const list = (await db.list.create({ data: { name: "News" } })).id;
  const left = { recipient: LEFT, reason: "unsubscribe" as const, listId: list, since: new Date(0) };
  await db.$transaction((tx) => addEntries(tx, [left]));
  const client = mailer();
  const mail = { ...message({ to: [IDA, GONE], bcc: [LEFT] }), content: { subject: "Forty new titles" } };
  const messageId = "0b0e7a1e-8f44-4f0e-a0a5-6a4a3f4f4d10";
  const { poller, keptBack } = await sendChecked(repute, client, mail, { messageId, listId: list });
  assert.ok(poller);
  assert.deepEqual(
    keptBack.map(({ address, reason }) => [address, reason]),
    [
      [GONE, "bounce"],
      [LEFT, "unsubscribe"],
    ],
  );
  const recipients = { to: [{ address: IDA }], cc: [], bcc: [] };
  assert.deepEqual(client.sent, [{ message: { ...mail, recipients }, options: { operationId: messageId } }]);
  const steps = async () => (await db.lease.findUnique({ where: { address: addressKey(GONE) } }))?.step;
  assert.equal(await steps(), 1, "the request counts, and the lease climbs");
  await sendChecked(repute, client, mail, { messageId, listId: list });
  assert.equal(await steps(), 1, "a repeat is the same request");
  await sendChecked(repute, client, mail, { listId: list });
  assert.equal(await steps(), 2, "another message is another request");
});

/** Stands in for the SDK: prints whom it is told to send to. */
const SDK = `export class EmailClient {
  constructor(connection) { console.log(connection); }
  async beginSend({ recipients: { to } }) {
    console.log(to.map(({ address }) => address).join());
    return { pollUntilDone: async () => ({ status: "Succeeded" }) };
  }
}`;

test("the program on the page runs as it is printed", async () => {
  await bounced("jo@posteo.example");
  await db.list.upsert({ where: { id: 1 }, create: { id: 1, name: "Club news" }, update: {} });
  const sdk = path.join(folder, "node_modules/@azure/communication-email");
  mkdirSync(sdk, { recursive: true });
  writeFileSync(path.join(sdk, "package.json"), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(path.join(sdk, "index.js"), SDK);
  const settings = { REPUTE_URL: repute.url, REPUTE_KEY: repute.key, ACS_CONNECTION_STRING: "endpoint=x" };
  const env = { ...process.env, ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, ["mail.mjs"], { cwd: folder, env });
  assert.match(
    stdout,
    /^endpoint=x\nida@posteo\.example\njo@posteo\.example bounce \d{4}-\S+Z\nSucceeded\n$/,
  );
});

test("where nobody is left, nothing is sent", async () => {
  await bounced(GONE);
  const client = mailer();
  const { poller, keptBack } = await sendChecked(repute, client, message({ to: [GONE, "no address"] }));
  assert.equal(poller, null);
  assert.deepEqual(
    keptBack.map((one) => one.reason),
    ["bounce", "invalid-address"],
  );
  assert.deepEqual(client.sent, []);
});

test("25,000 addresses are asked about ten thousand at a time, and looking moves no lease", async () => {
  await bounced(GONE);
  const many = Array.from({ length: 25_000 }, (_, i) => (i === 20_001 ? GONE : `reader${i}@posteo.example`));
  const facts = await db.suppressionFact.count();
  const answers = await askRepute(repute, many, { messageId: "m2", record: false });
  assert.deepEqual(asked, [10_000, 10_000, 5_000]);
  assert.deepEqual(
    answers.map((one) => one.address),
    many,
  );
  assert.deepEqual(
    answers.flatMap((one, i) => (one.allowed ? [] : [i])),
    [20_001],
  );
  assert.equal(await db.suppressionFact.count(), facts);
});

test("a refusal says what is wrong, as the server tells it", async () => {
  const client = mailer();
  const refused = (about: Partial<Repute>, more: object, what: object) =>
    assert.rejects(sendChecked({ ...repute, ...about }, client, message({ to: [IDA] }), more), {
      ...{ name: "NoAnswer", ...what },
    });
  await refused({ key: "rp_none" }, {}, { status: 401, code: "not-signed-in" });
  await refused({}, { listId: -1 }, { status: 400, code: "invalid-input", field: "listId" });
  assert.deepEqual(client.sent, []);
});

/** Each is a server that gives no answer, or none that may be trusted. */
const TROUBLE: [string, (request: Request) => Promise<Response>][] = [
  ["a failure without a document", async () => new Response("Bad gateway", { status: 502 })],
  ["a page in place of an answer", async () => new Response("<html>Sign in</html>")],
  ["a redirect", async () => new Response(null, { status: 302, headers: { location: "/sign-in" } })],
  ["nothing said of the address", async () => Response.json({ answers: [] })],
  ["another address", async () => Response.json({ answers: [{ address: GONE, allowed: true }] })],
  ["a word in place of yes or no", async () => Response.json({ answers: [{ address: IDA, allowed: "no" }] })],
  ["null", async () => Response.json(null)],
  ["silence", () => new Promise((resolve) => setTimeout(() => resolve(new Response()), 2_000).unref())],
];
for (const [name, trouble] of TROUBLE)
  test(`nothing is sent after ${name}`, async () => {
    answer = trouble;
    const client = mailer();
    const sending = sendChecked({ ...repute, timeout: 500 }, client, message({ to: [IDA] }));
    await assert.rejects(sending, { name: "NoAnswer" });
    assert.deepEqual(client.sent, []);
  });

test("nothing is sent where the second ten thousand are not answered", async () => {
  answer = (request) =>
    asked.length > 1
      ? Promise.resolve(Response.json({ title: "Later.", code: "unavailable" }, { status: 503 }))
      : POST(request, { params: Promise.resolve({}) });
  const client = mailer();
  const many = Array.from({ length: 10_001 }, (_, i) => `reader${i}@posteo.example`);
  await assert.rejects(sendChecked(repute, client, message({ to: many })), {
    ...{ status: 503, code: "unavailable", message: "Later." },
  });
  assert.deepEqual(asked, [10_000, 1]);
  assert.deepEqual(client.sent, []);
});

test("nothing is sent while the server is away", async () => {
  const away = await served(async () => new Response());
  await away.close();
  const client = mailer();
  await assert.rejects(sendChecked({ ...repute, url: away.url }, client, message({ to: [IDA] })), {
    ...{ name: "NoAnswer", status: 0 },
  });
  assert.deepEqual(client.sent, []);
});
