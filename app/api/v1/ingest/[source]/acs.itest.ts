import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { database } from "@/lib/server/database";
import { log } from "@/lib/server/log";
import { rotateWebhookSecret, webhookUrl } from "@/lib/server/sources/address";
import { keepForLong } from "@/lib/server/sources/testing-senders";
import { testDatabase } from "@/lib/server/testing";
import { testEnvironment } from "@/lib/server/testing-session";
import { emptied } from "@/lib/server/testing-state";
import { sharedFile } from "@/lib/testing-shared";
import { OPTIONS, POST } from "./route";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  log.level = "silent";
  await on.db.organisation.create({ data: { name: "Marlow Books" } });
  await keepForLong(on.db);
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});
beforeEach(() => emptied(on.db));

const place = { params: Promise.resolve({ source: "acs" }) };
const NO_SECRET = "https://repute.example/api/v1/ingest/acs";

async function post(body: BodyInit, headers: Record<string, string> = {}, url?: string): Promise<Response> {
  const request = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
  return POST(new Request(url ?? (await webhookUrl(on.db, "acs")), request), place);
}
const secretOf = (url: string) => new URL(url).searchParams.get("secret") ?? "";

const report = (n: number, data: object = {}) => ({
  id: `e${n}`,
  eventType: "Microsoft.Communication.EmailDeliveryReportReceived",
  eventTime: "2026-08-19T23:28:55Z",
  data: {
    sender: "news@mail.example",
    recipient: `user${n}@gmail.example`,
    messageId: `m${n}`,
    status: "Delivered",
    deliveryAttemptTimestamp: "2026-08-19T23:26:32.99+00:00",
    ...data,
  },
});

test("every sample of Event Grid is stored once, and coming again changes nothing", async (t) => {
  const folder = sharedFile(t, "fixtures/acs-eventgrid");
  if (!folder) return;
  const bodies = readdirSync(folder)
    .filter((name) => /^(captured-2026|derived|docs|spec).*\.json$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), "utf8"));
  assert.ok(bodies.length >= 10);
  const send = async () => {
    const counts = { accepted: 0, duplicates: 0, ignored: 0, rejected: 0 };
    for (const body of bodies) {
      const response = await post(body);
      assert.equal(response.status, 200);
      for (const [name, n] of Object.entries(await response.json())) counts[name as "accepted"] += Number(n);
    }
    return counts;
  };
  const first = await send();
  assert.deepEqual([first.ignored, first.rejected], [0, 0]);
  assert.ok(first.accepted > 10);
  const total = first.accepted + first.duplicates;
  assert.deepEqual(await send(), { accepted: 0, duplicates: total, ignored: 0, rejected: 0 });
  assert.equal(await on.db.event.count(), first.accepted);
});

test("a malformed element is set aside with its reason; the rest of the batch is stored", async () => {
  const response = await post(JSON.stringify([report(1), 7, report(2, { status: "Teleported" }), report(3)]));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { accepted: 2, duplicates: 0, ignored: 0, rejected: 2 });
  const kept = await on.db.quarantine.findMany({ where: { importId: 0 }, orderBy: { id: "asc" } });
  assert.deepEqual(
    kept.map(({ line, reason, source }) => [line, reason, source]),
    [
      [2, "Not a record but a number", "acs"],
      [3, 'Unknown status "Teleported"', "acs"],
    ],
  );
});

test("a body that is no JSON, or nested without end, is kept and answered 200: a refusal would lose it", async () => {
  for (const body of ["{oops", "", `${"[".repeat(100_000)}${"]".repeat(100_000)}`]) {
    const response = await post(body);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { accepted: 0, duplicates: 0, ignored: 0, rejected: 1 });
  }
  const kept = await on.db.quarantine.findMany({
    orderBy: { id: "asc" },
    select: { reason: true, raw: true },
  });
  assert.deepEqual(kept[0], { reason: "The body is not JSON", raw: "{oops" });
});

test("the secret comes first: without it nothing is read, stored or answered", async () => {
  const validation = [
    { eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", data: { validationCode: "c" } },
  ];
  for (const url of [NO_SECRET, `${NO_SECRET}?secret=`, `${NO_SECRET}?secret=wrong`]) {
    for (const body of [
      JSON.stringify(report(1)),
      JSON.stringify(validation),
      "{oops",
      "x".repeat(2_000_000),
    ]) {
      const response = await post(body, {}, url);
      assert.equal(response.status, 404);
      assert.equal(response.headers.get("cache-control"), "no-store");
      assert.doesNotMatch(await response.text(), /validationResponse/);
    }
    const asked = new Request(url, {
      method: "OPTIONS",
      headers: { "webhook-request-origin": "eventgrid.azure.net" },
    });
    const answer = await OPTIONS(asked, place);
    assert.deepEqual([answer.status, answer.headers.get("webhook-allowed-origin")], [404, null]);
  }
  assert.deepEqual([await on.db.event.count(), await on.db.quarantine.count()], [0, 0]);
});

test("the secret may come as a header; after a change the one before is good until the next", async () => {
  const first = await webhookUrl(on.db, "acs");
  assert.equal((await post("[]", { "x-repute-secret": secretOf(first) }, NO_SECRET)).status, 200);
  assert.equal((await post("[]", { "x-repute-secret": "wrong" }, first)).status, 404);
  await rotateWebhookSecret(on.db, "acs", "ann@marlow.example", new Date());
  const second = await webhookUrl(on.db, "acs");
  assert.notEqual(secretOf(first), secretOf(second));
  assert.deepEqual([(await post("[]", {}, first)).status, (await post("[]", {}, second)).status], [200, 200]);
  await rotateWebhookSecret(on.db, "acs", "ann@marlow.example", new Date());
  assert.deepEqual([(await post("[]", {}, first)).status, (await post("[]", {}, second)).status], [404, 200]);
});

test("the handshake of the Event Grid schema is answered with its code, 200", async (t) => {
  const file = sharedFile(t, "fixtures/acs-eventgrid/subscription-validation.json");
  if (!file) return;
  const response = await post(readFileSync(file, "utf8"), { "aeg-event-type": "SubscriptionValidation" });
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { validationResponse: "512d38b6-c7b8-40c8-89fe-f46f9e9622b6" });
});

/** The parts of a published exchange: header fields of what is sent, and of what is answered, in lower case. */
function exchange(text: string): Record<string, string>[] {
  return text.split(/\r?\n\r?\n/).map((part) =>
    Object.fromEntries(
      part
        .split(/\r?\n/)
        .map((line) => /^([\w-]+):\s*(.*)$/.exec(line))
        .flatMap((found) => (found ? [[found[1]!.toLowerCase(), found[2]!]] : [])),
    ),
  );
}

test("the published handshake and headers are those that are understood here; a body that is no JSON is kept", async (t) => {
  const read = (name: string) => {
    const file = sharedFile(t, `fixtures/acs-eventgrid/${name}`);
    return file ? readFileSync(file, "utf8") : "";
  };
  const handshake = read("derived-cloudevents-options-handshake.txt");
  const headers = read("derived-webhook-headers.txt");
  const broken = read("docs-delivery-report.verbatim-not-json.txt");
  if (!handshake || !headers || !broken) return;
  const [asked, answered] = exchange(handshake);
  const url = await webhookUrl(on.db, "acs");
  const answer = await OPTIONS(new Request(url, { method: "OPTIONS", headers: asked! }), place);
  for (const [name, value] of Object.entries(answered!))
    if (name.startsWith("webhook-")) assert.equal(answer.headers.get(name), value, name);
  const sent = await post(JSON.stringify([report(1)]), exchange(headers)[0]!);
  assert.equal((await sent.json()).accepted, 1);
  const kept = await post(broken, exchange(headers)[0]!);
  assert.deepEqual([kept.status, (await kept.json()).rejected], [200, 1]);
  const [row] = await on.db.quarantine.findMany();
  assert.deepEqual([row?.reason, row?.raw], ["The body is not JSON", broken]);
});

test("the handshake of CloudEvents is answered to Event Grid only", async () => {
  const url = await webhookUrl(on.db, "acs");
  const ask = (origin: string) =>
    OPTIONS(new Request(url, { method: "OPTIONS", headers: { "webhook-request-origin": origin } }), place);
  const answer = await ask("eventgrid.azure.net");
  assert.deepEqual(
    [answer.status, answer.headers.get("webhook-allowed-origin"), answer.headers.get("webhook-allowed-rate")],
    [200, "eventgrid.azure.net", "*"],
  );
  for (const other of ["evil.example", "eventgrid.azure.net.evil.example", "*"]) {
    assert.equal((await ask(other)).headers.get("webhook-allowed-origin"), null, other);
  }
});

test("what is too large or too many comes again, and at last lies among the dead letters: after 413 it would be lost", async () => {
  for (const body of ["x".repeat(1_500_001), JSON.stringify(Array.from({ length: 10_001 }, () => 1))]) {
    const response = await post(body);
    assert.equal(response.status, 503);
    assert.match((await response.json()).title, /larger than 1,500,000 bytes|at most 10,000 events/);
  }
  assert.equal(await on.db.quarantine.count(), 0);
});

test("what could not be stored is asked for again: 503 with Retry-After, and then counted once", async () => {
  await on.db.$executeRaw`alter table delivery rename to delivery_away`;
  const refused = await post(JSON.stringify([report(1), 7]));
  await on.db.$executeRaw`alter table delivery_away rename to delivery`;
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.equal(await on.db.quarantine.count(), 0, "it comes again with the rest");
  const { accepted, rejected } = await (await post(JSON.stringify([report(1), 7]))).json();
  assert.deepEqual([accepted, rejected], [1, 1]);
});
