import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createKey } from "@/lib/server/api-keys";
import { database } from "@/lib/server/database";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { emptied } from "@/lib/server/testing-state";
import type { Role } from "@/prisma/generated/enums";
import { GET as EXPORT } from "../export/route";
import { POST as CHECK } from "./check/route";
import { POST as HEAD } from "./head/route";
import { POST as IMPORT } from "./route";

let on: Awaited<ReturnType<typeof testDatabase>>;
const people = {} as Record<Role, Awaited<ReturnType<typeof signedIn>>>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  people.admin = await signedIn(on.db, "admin");
  people.marketer = await signedIn(on.db, "marketer");
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});
beforeEach(async () => {
  await emptied(on.db);
  await on.db.suppressionEntry.deleteMany();
});

const none = { params: Promise.resolve({}) };
const PATH = `${TEST_ORIGIN}/api/v1/suppressions`;
const FILE = "email,why\n+ada@files.example,spam\n";
const MAPPING = JSON.stringify({ columns: { address: "email", reason: "why" }, reason: "imported" });

const send = (
  door: typeof HEAD,
  headers: Record<string, string>,
  query: Record<string, string>,
  body: BodyInit = FILE,
) =>
  door(
    new Request(`${PATH}/import?${new URLSearchParams({ name: "f.csv", ...query })}`, {
      method: "POST",
      ...{ body, headers, duplex: "half" },
    } as RequestInit),
    none,
  );
const get = (headers: Record<string, string>, query: Record<string, string> = {}) =>
  EXPORT(new Request(`${PATH}/export?${new URLSearchParams(query)}`, { headers }), none);

test("a file goes in by its three doors and comes out again", async () => {
  const { headers } = people.admin;
  const head = await (await send(HEAD, headers, {})).json();
  assert.deepEqual([head.columns, head.sample], [["email", "why"], [["+ada@files.example", "spam"]]]);
  const check = await (await send(CHECK, headers, { mapping: MAPPING })).json();
  assert.equal(check.counts.added, 1);
  const imported = await send(IMPORT, headers, { mapping: MAPPING, hash: check.hash });
  assert.equal(imported.status, 201);
  const file = await get(headers, { q: "files.example", format: "csv" });
  assert.match(
    file.headers.get("content-disposition") ?? "",
    /^attachment; filename="suppressions-\d{4}-\d\d-\d\d\.csv"$/,
  );
  assert.match(await file.text(), /\r\n'\+ada@files\.example,no,complaint,,/);
  const other = await get(headers, { q: "nobody", format: "json" });
  assert.deepEqual(await other.json(), []);
});

test("a marketer and a stranger do none of it", async () => {
  for (const [headers, status] of [
    [people.marketer.headers, 403],
    [{ origin: TEST_ORIGIN }, 401],
  ] as const) {
    const doors = [HEAD, CHECK, IMPORT].map((door) =>
      send(door, headers, { mapping: MAPPING, hash: "0".repeat(64) }),
    );
    const answers = await Promise.all([...doors, get(headers)]);
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [status, status, status, status],
    );
  }
  assert.equal(await on.db.import.count(), 0);
});

test("a key with suppressions:read exports under its name, another does not", async () => {
  const key = async (scopes: ("suppressions:read" | "reports:read")[]) =>
    (await createKey(on.db, { name: `nightly ${scopes}`, scopes, expiresAt: null }, "test", new Date()))
      .token;
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const answer = await get(bearer(await key(["suppressions:read"])));
  assert.equal(answer.status, 200);
  await answer.text();
  assert.equal((await get(bearer(await key(["reports:read"])))).status, 403);
  const row = await on.db.auditEntry.findFirst({
    where: { action: "suppressions.export" },
    orderBy: { id: "desc" },
  });
  assert.match(row?.actor ?? "", /nightly/);
});

for (const [what, query, body] of [
  ["no mapping", {}, FILE],
  ["a mapping that is not JSON", { mapping: "{" }, FILE],
  ["a mapping without a column of addresses", { mapping: '{"columns":{},"reason":"manual"}' }, FILE],
  ["a reason that is none", { mapping: '{"columns":{"address":"email"},"reason":"bounce"}' }, FILE],
  ["a quotation mark that is never closed", { mapping: MAPPING }, 'email,why\n"a@m.example,spam\n'],
  ["a workbook", { mapping: MAPPING }, "PK\u0003\u0004workbook"],
  ["JSON that breaks off", { mapping: MAPPING }, '[{"email":"a@m.example"},{"em'],
] as const)
  test(`${what} is refused in a sentence`, async () => {
    const answer = await send(CHECK, people.admin.headers, query, body);
    const { title } = await answer.json();
    assert.equal(answer.status, 400);
    assert.match(title, /\.$/);
  });
