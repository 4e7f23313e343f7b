import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from "jose";
import { Webhook } from "standardwebhooks";
import { SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { webhookSecret } from "@/lib/server/sources/address";
import { signingSecret } from "@/lib/server/sources/admission";
import { connectSource } from "@/lib/server/sources/connect";
import { entra } from "@/lib/server/sources/entra";
import { aws } from "@/lib/server/sources/sns";
import { payloadOf } from "@/lib/server/sources/testing-payloads";
import {
  CERTIFICATE,
  connectSenders,
  mailgunSignature,
  notified,
  requestOf,
  TOPIC,
} from "@/lib/server/sources/testing-senders";
import { OPTIONS, POST } from "./route";
import { providersUnderTest } from "./testing-providers";

const on = providersUnderTest();

const post = async (source: SourceName, request: Request): Promise<number> =>
  (await POST(request, { params: Promise.resolve({ source }) })).status;

const payload = (source: SourceName, messageId = "m-1") =>
  payloadOf({
    ...{ source, messageId, recipient: "ida@posteo.example", kind: "delivered" },
    at: Date.UTC(2026, 5, 1),
  })!;

/** The same request with another body or other headers. */
async function changed(request: Request, body: string | null, headers: Record<string, string | null> = {}) {
  const all = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers))
    value === null ? all.delete(name) : all.set(name, value);
  return new Request(request.url, { method: "POST", body: body ?? (await request.text()), headers: all });
}

let ahead = 0;
/** Seconds after whatever was refused before, in this process: refusals are written once a second. */
const later = (t: TestContext) => {
  ahead += 2_000;
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + ahead });
};

for (const source of SOURCE_NAMES)
  test(`${source}: what is signed is taken, what is not is refused, stored nowhere, and counted`, async (t) => {
    later(t);
    const refusal = source === "acs" ? 404 : 401;
    assert.equal(await post(source, await requestOf(on.db, source, [payload(source)])), 200);
    const bare = new Request(`https://repute.example/api/v1/ingest/${source}`, {
      method: "POST",
      body: "[]",
    });
    assert.equal(await post(source, bare), refusal);
    assert.equal(await on.db.event.count(), 1);
    const [intake] = await on.db.intake.findMany();
    assert.deepEqual([intake?.door, intake?.accepted], [source, 1]);
    assert.ok(
      (intake?.refused ?? 0) >= 1,
      "those of the tests before that were not written yet come with it",
    );
    assert.ok((intake?.lag ?? 0) > 0 && intake?.eventAt?.getTime() === Date.UTC(2026, 5, 1));
  });

for (const [source, header] of [
  ["sendgrid", "x-twilio-email-event-webhook-signature"],
  ["resend", "svix-signature"],
] as const)
  test(`${source}: a body changed by one byte, another time and another key's signature are refused`, async (t) => {
    const make = () => requestOf(on.db, source, [payload(source)]);
    const body = await (await make()).text();
    assert.equal(await post(source, await changed(await make(), body.replace("ida@", "idb@"))), 401);
    const time = source === "resend" ? "svix-timestamp" : "x-twilio-email-event-webhook-timestamp";
    assert.equal(await post(source, await changed(await make(), body, { [time]: "1700000000" })), 401);
    assert.equal(await post(source, await changed(await make(), body, { [header]: null })), 401);
    for (const forged of ["", "AAAA", "v1,AAAA", Buffer.alloc(64).toString("base64")])
      assert.equal(await post(source, await changed(await make(), body, { [header]: forged })), 401, forged);
    assert.equal(await on.db.event.count(), 0);
    const refused = async () => (await on.db.intake.aggregate({ _sum: { refused: true } }))._sum.refused;
    const before = await refused();
    later(t);
    assert.equal(await post(source, await changed(await make(), " ".repeat(1_000_001))), 413);
    assert.equal(await refused(), before, "what is too large is no want of proof");
  });

test("mailgun: a token is good for one body, for half a day", async () => {
  const body = (signature: object, messageId = "m-1") =>
    new Request("https://repute.example/api/v1/ingest/mailgun", {
      ...{ method: "POST", body: JSON.stringify({ signature, "event-data": payload("mailgun", messageId) }) },
    });
  const signature = mailgunSignature();
  assert.equal(await post("mailgun", body(signature)), 200);
  assert.equal(await post("mailgun", body(signature)), 200, "Mailgun repeats what was not answered");
  assert.equal(
    await post("mailgun", body(signature, "m-2")),
    401,
    "another body under a token that is spent",
  );
  const seconds = Math.floor(Date.now() / 1_000);
  assert.equal(await post("mailgun", body(mailgunSignature(seconds - 11 * 3_600))), 200);
  assert.equal(await post("mailgun", body(mailgunSignature(seconds - 13 * 3_600))), 401);
  assert.equal(await post("mailgun", body(mailgunSignature(seconds + 600))), 401);
  assert.equal(await post("mailgun", body({ ...mailgunSignature(), signature: "00" })), 401);
  assert.equal(await post("mailgun", body({ ...mailgunSignature(), token: "other" })), 401);
  assert.equal(await on.db.event.count(), 1);
});

const sns = (envelope: object) =>
  new Request("https://repute.example/api/v1/ingest/ses", {
    ...{
      method: "POST",
      body: JSON.stringify(envelope),
      headers: { "content-type": "text/plain; charset=UTF-8" },
    },
  });

test("SNS: another topic, a changed message and every certificate that is not of its region's AWS are refused", async (t) => {
  const message = JSON.stringify(payload("ses"));
  const asked: string[] = [];
  const get = aws.get;
  t.mock.method(aws, "get", (url: URL) => {
    asked.push(url.href);
    return get(url);
  });
  const name = `SimpleNotificationService-${"0b".repeat(16)}.pem`;
  const addresses = [
    `https://sns.us-east-1.amazonaws.com/${name}`,
    `https://sns.eu-west-1.amazonaws.com.evil.example/${name}`,
    `https://evil.example/${name}?sns.eu-west-1.amazonaws.com`,
    `http://sns.eu-west-1.amazonaws.com/${name}`,
    `https://sns.eu-west-1.amazonaws.com:8443/${name}`,
    `https://ada@sns.eu-west-1.amazonaws.com/${name}`,
    `https://sns.eu-west-1.amazonaws.com@169.254.169.254/${name}`,
    `https://sns.eu-west-1.amazonaws.com/../${name}/evil.pem`,
    `https://sns.eu-west-1.amazonaws.com/${name}?then=https://evil.example`,
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/cert.pem",
    "https://[::1]/cert.pem",
    "file:///etc/passwd",
    "",
  ];
  for (const SigningCertURL of addresses)
    assert.equal(await post("ses", sns(notified(message, { SigningCertURL }))), 401, SigningCertURL);
  const TopicArn = `${TOPIC}-of-another`;
  assert.equal(await post("ses", sns(notified(message, { TopicArn }))), 401);
  assert.equal(
    await post("ses", sns({ ...notified(message), Message: message.replace("ida@", "idb@") })),
    401,
  );
  assert.equal(await post("ses", sns({ ...notified(message), SignatureVersion: "3" })), 401);
  assert.deepEqual(
    asked.filter((url) => url !== CERTIFICATE),
    [],
    "nothing else was fetched",
  );
  assert.equal(await on.db.event.count(), 0);
});

test("SNS: a subscription is confirmed for a topic that was named, at AWS and nowhere else", async (t) => {
  const confirmed: string[] = [];
  const get = aws.get;
  t.mock.method(aws, "get", async (url: URL) => {
    if (url.href === CERTIFICATE) return get(url);
    confirmed.push(url.href);
    return "<ConfirmSubscriptionResponse/>";
  });
  const query = `?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=abc`;
  const subscription = (SubscribeURL: string, more: Record<string, string> = {}) =>
    sns(notified("Confirm", { Type: "SubscriptionConfirmation", Token: "abc", SubscribeURL, ...more }));
  const good = `https://sns.eu-west-1.amazonaws.com/${query}`;
  for (const address of [
    `https://169.254.169.254/${query}`,
    `https://sns.eu-west-1.amazonaws.com.evil.example/${query}`,
    `https://sns.us-east-1.amazonaws.com/${query}`,
    `http://sns.eu-west-1.amazonaws.com/${query}`,
    `https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&TopicArn=${TOPIC}`,
    good.replace(":mail", ":other"),
  ])
    assert.equal(await post("ses", subscription(address)), 401, address);
  const old = new Date(Date.now() - 2 * 3_600_000).toISOString();
  assert.equal(await post("ses", subscription(good, { Timestamp: old })), 401, "two hours old");
  assert.deepEqual(confirmed, []);
  assert.equal(await post("ses", subscription(good)), 200);
  assert.deepEqual(confirmed, [new URL(good).href]);
});

test("SNS: what cannot be checked for want of AWS comes again", async (t) => {
  t.mock.method(aws, "get", () => Promise.reject(new Error("no route to host")));
  const SigningCertURL = CERTIFICATE.replace("0a", "0c");
  assert.equal(await post("ses", sns(notified("{}", { SigningCertURL }))), 503);
});

test("a source without its key, and one that is not connected, take nothing", async () => {
  await on.db.mailSource.update({ where: { name: "sendgrid" }, data: { keys: [] } });
  assert.equal(await post("sendgrid", await requestOf(on.db, "sendgrid", [payload("sendgrid")])), 503);
  await on.db.mailSource.update({ where: { name: "sendgrid" }, data: { connectedAt: null } });
  assert.equal(await post("sendgrid", await requestOf(on.db, "sendgrid", [payload("sendgrid")])), 404);
  assert.equal(await post("acs", new Request("https://repute.example/", { method: "POST" })), 404);
  assert.equal(
    await post("nobody" as SourceName, new Request("https://repute.example/", { method: "POST" })),
    404,
  );
  await connectSenders(on.db, ["sendgrid"]);
});

test("generic: our secret signs by Standard Webhooks, too", async () => {
  const body = JSON.stringify([payload("generic")]);
  const signed = async (secret: string, sent = body) => {
    const now = new Date();
    const headers = {
      ...{ "webhook-id": "msg_1", "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)) },
      "webhook-signature": new Webhook(secret).sign("msg_1", now, body),
    };
    return new Request("https://repute.example/api/v1/ingest/generic", {
      method: "POST",
      body: sent,
      headers,
    });
  };
  const secret = signingSecret(await webhookSecret(on.db, "generic"));
  assert.equal(await post("generic", await signed(secret)), 200);
  assert.equal(await post("generic", await signed(secret, body.replace("ida@", "idb@"))), 401);
  assert.equal(await post("generic", await signed(`whsec_${Buffer.alloc(32).toString("base64")}`)), 401);
});

const TENANT = "0f1e2d3c-0000-4000-8000-a0b1c2d3e4f5";
const AUDIENCE = "api://repute";
const EVENT_GRID = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

test("ACS by Microsoft Entra: signature, issuer, tenant, audience, application and time must all be right", async (t) => {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const stranger = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256" };
  t.mock.method(entra, "keys", () => createLocalJWKSet({ keys: [jwk] }));
  await connectSource(on.db, "acs", { tenant: TENANT, audience: AUDIENCE }, "ada@marlow.example", new Date());
  t.after(() => connectSource(on.db, "acs", {}, "ada@marlow.example", new Date()));
  const right = {
    ...{ iss: `https://sts.windows.net/${TENANT}/`, aud: AUDIENCE, tid: TENANT, appid: EVENT_GRID },
    exp: Math.floor(Date.now() / 1_000) + 600,
  };
  const send = async (claims: object, key = privateKey) => {
    const token = await new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(key);
    const init = {
      method: "POST",
      body: JSON.stringify([payload("acs")]),
      headers: { authorization: `Bearer ${token}` },
    };
    return post("acs", new Request("https://repute.example/api/v1/ingest/acs", init));
  };
  assert.equal(await send(right), 200);
  const v2 = {
    ...right,
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    appid: undefined,
    azp: EVENT_GRID,
  };
  assert.equal(await send(v2), 200);
  const wrong: Record<string, object> = {
    issuer: { iss: "https://sts.windows.net/00000000-0000-4000-8000-000000000000/" },
    audience: { aud: "api://another" },
    tenant: { tid: "00000000-0000-4000-8000-000000000000" },
    application: { appid: "00000000-0000-4000-8000-000000000000" },
    time: { exp: Math.floor(Date.now() / 1_000) - 600 },
    "no end": { exp: undefined },
  };
  for (const [what, claim] of Object.entries(wrong))
    assert.equal(await send({ ...right, ...claim }), 404, what);
  assert.equal(await send(right, stranger.privateKey), 404, "another key");
  assert.equal(
    await post("acs", await requestOf(on.db, "acs", [payload("acs")])),
    404,
    "a secret is not enough now",
  );
  const place = { params: Promise.resolve({ source: "acs" }) };
  const asked = new Request("https://repute.example/api/v1/ingest/acs", {
    ...{ method: "OPTIONS", headers: { "webhook-request-origin": "eventgrid.azure.net" } },
  });
  assert.equal((await OPTIONS(asked, place)).headers.get("webhook-allowed-origin"), "eventgrid.azure.net");
});

test("SendGrid's own test vector passes", async (t) => {
  const { sharedFile } = await import("@/lib/testing-shared");
  const file = sharedFile(t, "fixtures/sendgrid/signature-test-vector.json");
  if (!file) return;
  const { readFileSync } = await import("node:fs");
  const vector = JSON.parse(readFileSync(file, "utf8"));
  await connectSource(on.db, "sendgrid", { keys: [vector.publicKey] }, "ada@marlow.example", new Date());
  t.after(() => connectSenders(on.db, ["sendgrid"]));
  const headers = {
    "x-twilio-email-event-webhook-signature": vector.signature,
    "x-twilio-email-event-webhook-timestamp": vector.timestamp,
  };
  const send = (body: string) =>
    post(
      "sendgrid",
      new Request("https://repute.example/api/v1/ingest/sendgrid", { method: "POST", body, headers }),
    );
  assert.deepEqual([await send(vector.payload), await send(`${vector.payload} `)], [200, 401]);
});
