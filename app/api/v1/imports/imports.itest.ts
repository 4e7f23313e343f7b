import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { database } from "@/lib/server/database";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { emptied } from "@/lib/server/testing-state";
import type { Role } from "@/prisma/generated/enums";
import { GET as GET_REJECTED } from "./[id]/rejected/route";
import { DELETE, GET as GET_ONE, PUT } from "./[id]/route";
import { GET, POST } from "./route";

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
beforeEach(() => emptied(on.db));

const PATH = `${TEST_ORIGIN}/api/v1/imports`;
const none = { params: Promise.resolve({}) };
const of = (id: number) => ({ params: Promise.resolve({ id: String(id) }) });
const headersOf = (who: Role | "nobody"): Record<string, string> =>
  who === "nobody" ? {} : people[who].headers;

const begin = (who: Role | "nobody", body: object) =>
  POST(
    new Request(PATH, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { ...headersOf(who), "content-type": "application/json" },
    }),
    none,
  );
const put = (who: Role | "nobody", id: number, body: BodyInit) =>
  PUT(
    new Request(`${PATH}/${id}`, {
      method: "PUT",
      body,
      headers: headersOf(who),
      duplex: "half",
    } as RequestInit),
    of(id),
  );
const read = async (who: Role | "nobody", id: number) =>
  GET_ONE(new Request(`${PATH}/${id}`, { headers: headersOf(who) }), of(id));

const EXPORT = [1, 2, 3]
  .map((n) =>
    JSON.stringify({
      time: "2026-06-01T08:00:00Z",
      category: "EmailStatusUpdateOperational",
      correlationId: `m${n}`,
      properties: { RecipientId: `user${n}@gmail.example`, DeliveryStatus: "Delivered" },
    }),
  )
  .concat("=not json")
  .join("\n");

async function opened(size: number | null = EXPORT.length): Promise<number> {
  const response = await begin("admin", { name: "export.jsonl", size });
  assert.equal(response.status, 201);
  return (await response.json()).id;
}

test("a file is announced, put, followed and taken back", async () => {
  const id = await opened();
  assert.equal((await (await read("marketer", id)).json()).state, "running");
  const done = await put("admin", id, EXPORT);
  assert.equal(done.status, 200);
  const row = await done.json();
  assert.deepEqual(
    [row.id, row.state, row.records, row.accepted, row.rejected, row.bytesRead, row.startedBy],
    [id, "done", 4, 3, 1, EXPORT.length, people.admin.user.email],
  );
  const [listed] = await (await GET(new Request(PATH, { headers: headersOf("marketer") }), none)).json();
  assert.deepEqual([listed.id, listed.state], [id, "done"]);

  const csv = await GET_REJECTED(
    new Request(`${PATH}/${id}/rejected`, { headers: headersOf("marketer") }),
    of(id),
  );
  assert.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.match(csv.headers.get("content-disposition") ?? "", new RegExp(`import-${id}-rejected\\.csv`));
  assert.equal(await csv.text(), "line,reason,raw\r\n4,Not JSON,'=not json\r\n");

  const undone = await DELETE(
    new Request(`${PATH}/${id}`, { method: "DELETE", headers: headersOf("admin") }),
    of(id),
  );
  assert.equal(undone.status, 204);
  assert.equal((await (await read("admin", id)).json()).state, "undone");
  assert.equal(await on.db.delivery.count(), 0);
});

test("only an admin imports; who is not signed in learns nothing", async () => {
  const id = await opened();
  for (const [who, status] of [
    ["marketer", 403],
    ["nobody", 401],
  ] as const) {
    const headers = { ...headersOf(who), origin: TEST_ORIGIN };
    assert.equal((await begin(who, { name: "a", size: 1 })).status, who === "nobody" ? 403 : status);
    const sent = new Request(`${PATH}/${id}`, { method: "PUT", body: EXPORT, headers });
    assert.equal((await PUT(sent, of(id))).status, status);
    const removal = new Request(`${PATH}/${id}`, { method: "DELETE", headers });
    assert.equal((await DELETE(removal, of(id))).status, status);
  }
  assert.equal((await read("nobody", id)).status, 401);
  const csv = await GET_REJECTED(new Request(`${PATH}/${id}/rejected`), of(id));
  assert.equal(csv.status, 401);
  assert.equal(await on.db.event.count(), 0);
});

test("a page of another site cannot import", async () => {
  const id = await opened();
  const foreign = { ...headersOf("admin"), origin: "https://evil.example" };
  const response = await PUT(
    new Request(`${PATH}/${id}`, { method: "PUT", body: EXPORT, headers: foreign }),
    of(id),
  );
  assert.equal(response.status, 403);
});

test("each announced import takes one file", async () => {
  const id = await opened();
  await put("admin", id, EXPORT);
  assert.equal((await put("admin", id, EXPORT)).status, 409);
  assert.equal((await put("admin", 99_999, EXPORT)).status, 404);
  assert.equal((await read("admin", 99_999)).status, 404);
});

test("fewer bytes than announced are an upload that broke off", async () => {
  const id = await opened(EXPORT.length + 1);
  const response = await put("admin", id, EXPORT);
  assert.equal(response.status, 400);
  const said = "The upload broke off after 3 records. Import the file again: nothing is counted twice.";
  assert.equal((await response.json()).title, said);
  const row = await (await read("admin", id)).json();
  assert.deepEqual([row.state, row.error, row.accepted], ["failed", said, 3]);
});

test("a file that is no export is refused with one sentence", async () => {
  const id = await opened(4);
  const response = await put("admin", id, "PK\x03\x04");
  assert.equal(response.status, 400);
  assert.match((await response.json()).title, /^export\.jsonl is a ZIP archive/);
});

test("an announcement names its file and a size that can be", async () => {
  for (const body of [
    {},
    { name: "", size: 1 },
    { name: "a", size: -1 },
    { name: "a", size: 1.5 },
    { name: "a\0", size: 1 },
  ]) {
    assert.equal((await begin("admin", body)).status, 400, JSON.stringify(body));
  }
});
