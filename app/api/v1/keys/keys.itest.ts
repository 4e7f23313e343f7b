import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { z } from "zod";
import { KEY_FORM, type Scope } from "@/lib/core/api-key";
import { type ApiKeyRow, createKey } from "@/lib/server/api-keys";
import { admitKey } from "@/lib/server/bearer";
import { database } from "@/lib/server/database";
import { route } from "@/lib/server/http";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import * as one from "./[id]/route";
import * as list from "./route";

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

const read = route({ role: "admin", key: "suppressions:read", run: async ({ actor }) => ({ actor }) });
const write = route({
  role: "admin",
  key: "suppressions:write",
  input: z.object({}),
  limit: 100,
  run: async ({ actor, user }) => ({ actor, user }),
});
const keyless = route({ role: "marketer", run: async () => ({ ok: true }) });

const place = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const at = (path: string, method: string, headers: Record<string, string>, body?: object) =>
  new Request(`${TEST_ORIGIN}/api/v1/${path}`, {
    method,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let made = 0;
async function key(scopes: Scope[], expiresAt: Date | null = null, now = new Date()) {
  made += 1;
  const { token, key } = await createKey(db, { name: `job ${made}`, scopes, expiresAt }, "test", now);
  return { token, ...key };
}

test("a key opens what its scope names, without an origin, and nothing else", async () => {
  const { token, name } = await key(["suppressions:read"]);
  assert.match(token, KEY_FORM);
  const answer = await read(at("x", "GET", bearer(token)), place());
  assert.deepEqual(await answer.json(), { actor: `key ${name}` });
  const refused = await write(at("x", "POST", bearer(token), {}), place());
  assert.equal(refused.status, 403);
  assert.match((await refused.json()).title, /lacks suppressions:write/);
  assert.equal((await keyless(at("x", "GET", bearer(token)), place())).status, 401);

  const { token: writer, name: job } = await key(["suppressions:write"]);
  const written = await write(
    at("x", "POST", { ...bearer(writer), origin: "https://elsewhere.example" }, {}),
    place(),
  );
  assert.deepEqual(await written.json(), { actor: `key ${job}`, user: null });
  assert.equal(
    (await write(at("x", "POST", bearer(writer), { long: "x".repeat(100) }), place())).status,
    413,
  );
});

test("a key decides alone: the cookie beside it is not looked at, a foreign bearer beside a session neither", async () => {
  const { token } = await key(["reports:read"]);
  const { headers } = people.admin;
  assert.equal((await read(at("x", "GET", { ...headers, ...bearer(token) }), place())).status, 403);
  assert.equal((await keyless(at("x", "GET", { ...headers, ...bearer(token) }), place())).status, 401);
  assert.equal((await keyless(at("x", "GET", { ...headers, ...bearer("of.a.proxy") }), place())).status, 200);
});

test("what is no key, or no longer one, is refused at once", async () => {
  const good = await key(["suppressions:read"]);
  const other = await key(["suppressions:read"]);
  const status = async (token: string) => (await read(at("x", "GET", bearer(token)), place())).status;
  assert.equal(await status(good.token), 200);
  const last = good.token.endsWith("0") ? "1" : "0";
  for (const token of [
    ...["", "rp_", "nonsense", `${good.token}0`, good.token.slice(0, -1) + last, good.token.toUpperCase()],
    `rp_${good.id}_${other.token.slice(-48)}`,
    `rp_${"0".repeat(12)}_${"0".repeat(48)}`,
  ])
    assert.equal(await status(token), 401, token);
  const gone = await one.DELETE(
    at(`keys/${good.id}`, "DELETE", people.admin.headers),
    place({ id: good.id }),
  );
  assert.equal(gone.status, 200);
  const refused = await read(at("x", "GET", bearer(good.token)), place());
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("content-type"), "application/problem+json");
  assert.match(refused.headers.get("www-authenticate") ?? "", /^Bearer/);

  const T = new Date("2026-11-20T08:00:00Z");
  const brief = await key(["suppressions:read"], new Date(T.getTime() + 1_000), T);
  assert.equal((await admitKey(db, brief.token, "suppressions:read", T)).actor, `key ${brief.name}`);
  await assert.rejects(
    admitKey(db, brief.token, "suppressions:read", new Date(T.getTime() + 1_000)),
    /not valid/,
  );
});

test("the last use is written at most once a minute", async () => {
  const T = Date.UTC(2026, 10, 20, 8);
  const { token, id } = await key(["reports:read"], null, new Date(T));
  const used = async (after: number) => {
    await admitKey(db, token, "reports:read", new Date(T + after));
    return (await db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime();
  };
  assert.equal(await used(0), T);
  assert.equal(await used(59_999), T);
  assert.equal(await used(60_000), T + 60_000);
});

test("only an admin makes keys; the secret is shown once, only its hash kept; all is on the trail", async () => {
  const input = {
    name: "Newsletter",
    scopes: ["suppressions:write", "suppressions:read", "suppressions:read"],
  };
  const make = (headers: Record<string, string>, body: object) =>
    list.POST(at("keys", "POST", headers, body), place());
  const { headers, user } = people.admin;
  assert.equal((await make({}, input)).status, 401);
  assert.equal((await make(people.marketer.headers, input)).status, 403);
  const { token } = await key(["suppressions:write"]);
  assert.equal((await make(bearer(token), input)).status, 401);

  const created = await make(headers, input);
  assert.equal(created.status, 201);
  const { key: row, token: secret } = (await created.json()) as { key: ApiKeyRow; token: string };
  assert.deepEqual(row.scopes, ["suppressions:read", "suppressions:write"]);
  assert.equal(row.createdBy, user.email);
  const listed = await list.GET(at("keys", "GET", headers), place());
  const everything = JSON.stringify([
    await listed.json(),
    await db.apiKey.findMany(),
    await db.auditEntry.findMany({ omit: { id: true } }),
  ]);
  assert.ok(everything.includes(row.id));
  assert.ok(!everything.includes(secret.slice(-48)));

  assert.equal((await make(headers, input)).status, 409, "by its name a key stands on the trail");
  for (const wrong of [
    { ...input, name: " " },
    { ...input, scopes: [] },
    { ...input, scopes: ["everything"] },
    { ...input, name: "Late", expiresAt: "2020-01-01T00:00:00Z" },
    { ...input, name: "Own", id: "0".repeat(12) },
  ])
    assert.equal((await make(headers, wrong)).status, 400);

  const revoke = (id: string, as = headers) => one.DELETE(at(`keys/${id}`, "DELETE", as), place({ id }));
  assert.equal((await revoke(row.id, people.marketer.headers)).status, 403);
  assert.equal((await revoke(row.id)).status, 200);
  assert.equal((await revoke(row.id)).status, 409);
  assert.equal((await revoke("0".repeat(12))).status, 404);
  assert.equal((await make(headers, input)).status, 201, "the name is free again");
  const trail = await db.auditEntry.findMany({ where: { subject: `key ${row.id}` }, orderBy: { id: "asc" } });
  assert.deepEqual(
    trail.map(({ actor, action }) => [actor, action]),
    [
      [user.email, "api-key.created"],
      [user.email, "api-key.revoked"],
    ],
  );
});
