import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { z } from "zod";
import { type ErrorCode, Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import { database } from "./database";
import { NumberedPath, route } from "./http";
import { testDatabase } from "./testing";
import { cookieFor, signedIn, TEST_ORIGIN, testEnvironment } from "./testing-session";
import { changeUser } from "./users";

let db: PrismaClient;
let drop: () => Promise<void>;
const people = {} as Record<Role, Awaited<ReturnType<typeof signedIn>>>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
  people.admin = await signedIn(db, "admin");
  people.marketer = await signedIn(db, "marketer");
});
after(async () => {
  await database().$disconnect();
  await drop();
});

const URL_OF_API = `${TEST_ORIGIN}/api/v1/things`;
const place = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const get = (headers: Record<string, string> = {}, query = "") =>
  new Request(URL_OF_API + query, { headers });
const post = (headers: Record<string, string>, body: BodyInit = "{}") =>
  new Request(URL_OF_API, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

const forMarketers = route({ role: "marketer", run: async ({ user }) => ({ email: user.email }) });
const forAdmins = route({ role: "admin", run: async () => ({ ok: true }) });
const write = route({
  role: "marketer",
  input: z.object({ n: z.number() }),
  run: async ({ input }) => input,
});

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(response.headers.get("cache-control"), "no-store");
  const body = (await response.json()) as Record<string, unknown>;
  assert.equal(body.status, response.status);
  return body;
}

for (const [handler, who, status] of [
  ["marketers", "nobody", 401],
  ["marketers", "marketer", 200],
  ["marketers", "admin", 200],
  ["admins", "nobody", 401],
  ["admins", "marketer", 403],
  ["admins", "admin", 200],
] as const) {
  test(`for ${handler}: ${who} gets ${status}`, async () => {
    const headers = who === "nobody" ? {} : people[who].headers;
    const response = await (handler === "admins" ? forAdmins : forMarketers)(get(headers), place());
    assert.equal(response.status, status);
    assert.equal(response.headers.get("cache-control"), "no-store");
  });
}

test("a middleware header, a bearer token or a cookie of another name do not stand for a session", async () => {
  const { cookie = "" } = people.admin.headers;
  const token = cookie.slice(cookie.indexOf("=") + 1);
  const attempts: Record<string, string>[] = [
    { "x-middleware-subrequest": "middleware:middleware:middleware" },
    { authorization: `Bearer ${token}` },
    { cookie: `next-auth.session-token=${token}` },
    { cookie: `${cookie}x` },
  ];
  for (const headers of attempts) {
    assert.equal((await forMarketers(get(headers), place())).status, 401);
  }
});

test("demotion and disabling count from the next request on", async () => {
  const { user, headers } = await signedIn(db, "admin");
  assert.equal((await forAdmins(get(headers), place())).status, 200);
  await changeUser(db, user.id, { role: "marketer" }, "test", new Date());
  assert.equal((await forAdmins(get(headers), place())).status, 403);
  await changeUser(db, user.id, { disabled: true }, "test", new Date());
  assert.equal((await forMarketers(get(headers), place())).status, 401);
});

test("writing needs our own origin", async () => {
  const { cookie = "" } = people.marketer.headers;
  const status = async (headers: Record<string, string>) =>
    (await write(post({ cookie, ...headers }, '{"n":1}'), place())).status;
  assert.equal(await status({ origin: TEST_ORIGIN }), 200);
  assert.equal(await status({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await status({}), 403);
  assert.equal(await status({ origin: "null" }), 403);
  assert.equal(await status({ origin: "null", "sec-fetch-site": "same-origin" }), 403);
  assert.equal(await status({ origin: "https://evil.example" }), 403);
  assert.equal(await status({ origin: `${TEST_ORIGIN}.evil.example` }), 403);
  assert.equal(await status({ "sec-fetch-site": "same-site" }), 403);
  assert.equal(await status({ host: "evil.example", origin: "https://evil.example" }), 403);
});

test("input is JSON, says so, is not too large, and holds what it must", async () => {
  const { headers } = people.marketer;
  const send = async (body: BodyInit, type = "application/json") =>
    write(post({ ...headers, "content-type": type }, body), place());
  assert.deepEqual(await (await send('{"n":1,"more":true}', "application/json; charset=utf-8")).json(), {
    n: 1,
  });
  assert.equal((await problemOf(await send('{"n":1}', "text/plain"))).code, "invalid-input");
  assert.equal((await problemOf(await send("{"))).title, "The body is not JSON.");
  const latin1 = new Uint8Array(Buffer.from('{"n":1,"x":"j\xf6rg"}', "latin1"));
  assert.equal((await problemOf(await send(latin1))).title, "The body is not UTF-8.");
  assert.deepEqual((await problemOf(await send('{"n":"1"}'))).field, "n");
  assert.equal((await problemOf(await send('{"n":"a\\u0000b"}'))).code, "invalid-input");
  assert.equal((await problemOf(await send(`{"n":1,"x":"${"y".repeat(1_000_001)}"}`))).status, 413);
});

test("GET reads its input from the query, a path parameter that cannot be is not found", async () => {
  const handler = route({
    role: "marketer",
    input: z.object({ q: z.string() }),
    params: NumberedPath,
    run: async ({ input, params }) => ({ ...input, ...params }),
  });
  const { headers } = people.marketer;
  assert.deepEqual(await (await handler(get(headers, "?q=a%20b"), place({ id: "12" }))).json(), {
    q: "a b",
    id: 12,
  });
  for (const id of ["0", "-1", "1.5", "abc", "99999999999", ""]) {
    assert.equal((await handler(get(headers, "?q="), place({ id }))).status, 404, id);
  }
  assert.equal((await handler(get(headers), place({ id: "1" }))).status, 400);
});

const CODES: Record<ErrorCode, number> = {
  "invalid-input": 400,
  "not-signed-in": 401,
  "not-allowed": 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "too-many-requests": 429,
  unavailable: 503,
};
for (const [code, status] of Object.entries(CODES)) {
  test(`a refusal is told as a problem: ${code} is ${status}`, async () => {
    const run = async () => {
      throw new Refusal(code as ErrorCode, "Said to people.", "name");
    };
    const response = await route({ role: "anyone", run })(get(), place());
    const { title, field, type } = await problemOf(response);
    assert.deepEqual(
      [response.status, title, field, type],
      [status, "Said to people.", "name", `urn:repute:${code}`],
    );
    assert.equal(response.headers.has("retry-after"), status === 503 || status === 429);
  });
}

test("an unknown error is 500 with an id and nothing of itself", async () => {
  const run = async () => {
    throw new Error("password=hunter2 at postgresql://app:secret@db");
  };
  const problem = await problemOf(await route({ role: "anyone", run })(get(), place()));
  assert.equal(problem.status, 500);
  assert.match(String(problem.requestId), /^[\w-]{36}$/);
  assert.ok(!/hunter2|secret|postgresql/.test(JSON.stringify(problem)));
});

test("nothing returned is 204, a Response goes through, a status is kept", async () => {
  const answer = async (result: unknown, status?: number) =>
    route({ role: "anyone", status, run: async () => result })(get(), place());
  assert.equal((await answer(undefined)).status, 204);
  assert.equal((await answer({ id: 1 }, 201)).status, 201);
  const through = await answer(
    new Response("a,b", { status: 202, headers: { "cache-control": "max-age=5" } }),
  );
  assert.deepEqual([through.status, through.headers.get("cache-control")], [202, "max-age=5"]);
});

test("a cookie of yesterday is no session", async () => {
  const cookie = await cookieFor(people.admin.user.id, 0, new Date(Date.now() - 13 * 3_600_000));
  assert.equal((await forAdmins(get({ cookie }), place())).status, 401);
});
