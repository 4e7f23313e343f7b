import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { database } from "@/lib/server/database";
import { imports, importsQuery } from "@/lib/server/reports/imports";
import { type Happened, payloadOf } from "@/lib/server/sources/testing-payloads";
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
    assert.equal((await begin(who, { name: "a", size: 1 })).status, status);
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

test("every import can be listed, a hundred at a time", async () => {
  const about = { source: "acs", startedBy: "ada@marlow.example", startedAt: new Date() };
  await on.db.import.createMany({
    data: Array.from({ length: 103 }, (_, i) => ({ ...about, name: `${i}` })),
  });
  const first = await imports(on.db);
  assert.deepEqual([first.length, first[0]?.name, first.at(-1)?.name], [100, "102", "3"]);
  const rest = await imports(on.db, importsQuery.parse({ before: String(first.at(-1)?.id) }));
  assert.deepEqual(
    rest.map(({ name }) => name),
    ["2", "1", "0"],
  );
  for (const before of ["0", "x", "1.5", "99999999999"])
    assert.equal(importsQuery.safeParse({ before }).success, false, before);
});

test("an announcement names its file and a size that can be", async () => {
  for (const body of [
    {},
    { name: "", size: 1 },
    { name: "a", size: -1 },
    { name: "a", size: 1.5 },
    { name: "a\0", size: 1 },
    { name: "a", size: 1, source: "nobody" },
    { name: "a", size: 1, source: "constructor" },
  ]) {
    assert.equal((await begin("admin", body)).status, 400, JSON.stringify(body));
  }
});

const happened = (source: SourceName, n: number, kind: Happened["kind"] = "delivered"): object =>
  payloadOf({
    ...{ source, kind, messageId: `${source}-${n}`, recipient: `user${n}@gmail.example` },
    at: Date.UTC(2026, 5, 1, 8, n),
  })!;

test("a file of every provider is read as that provider's, in whichever form it lies", async () => {
  for (const source of SOURCE_NAMES) {
    const records = [happened(source, 1), happened(source, 2, "hard")];
    const forms = {
      "lines.jsonl": records.map((record) => JSON.stringify(record)).join("\n"),
      "list.json": JSON.stringify(records, null, 2),
    };
    for (const [name, text] of Object.entries(forms)) {
      const begun = await begin("admin", { name, size: text.length, source });
      const { id } = await begun.json();
      const row = await (await put("admin", id, text)).json();
      const brought = [row.source, row.records, row.accepted + row.duplicates, row.rejected];
      assert.deepEqual(brought, [source, 2, 2, 0], `${source} ${name}`);
    }
    const outcomes = await on.db.delivery.count({ where: { messageId: { startsWith: `${source}-` } } });
    assert.equal(outcomes, 2, source);
  }
});

test("a file of another provider than was said is set aside line by line, with its reason, and counts nothing", async () => {
  const text = `${JSON.stringify(happened("postmark", 1))}\n`;
  const { id } = await (
    await begin("admin", { name: "a.jsonl", size: text.length, source: "resend" })
  ).json();
  const row = await (await put("admin", id, text)).json();
  assert.deepEqual([row.accepted, row.rejected], [0, 1]);
  const [kept] = await on.db.quarantine.findMany({ where: { importId: id } });
  assert.deepEqual([kept?.source, kept?.reason], ["resend", "No event"]);
});

test("hostile names of files stay text on one line, and name no file of ours", async () => {
  const names = [
    "../../etc/passwd",
    "<img src=x onerror=alert(1)>",
    "a\r\nset-cookie: b=c",
    "log\u202eslx.exe",
  ];
  for (const name of names) {
    const { id } = await (await begin("admin", { name, size: EXPORT.length })).json();
    assert.equal((await put("admin", id, EXPORT)).status, 200, name);
    const row = await (await read("marketer", id)).json();
    assert.equal(row.name, name.replace(/[\p{Cc}\p{Cf}]/gu, "·"));
    const file = await GET_REJECTED(
      new Request(`${PATH}/${id}/rejected`, { headers: headersOf("admin") }),
      of(id),
    );
    const disposition = file.headers.get("content-disposition") ?? "";
    assert.match(disposition, new RegExp(`filename="?import-${id}-rejected\\.csv"?$`));
  }
  assert.equal((await begin("admin", { name: "x".repeat(501), size: 1 })).status, 400);
});

test("more bytes than announced are taken in; a file of suppressions is not read as events", async () => {
  const id = await opened(3);
  assert.equal((await (await put("admin", id, EXPORT)).json()).accepted, 3);
  const { id: other } = await on.db.import.create({
    data: {
      name: "list.csv",
      source: "suppressions",
      startedBy: "ada@marlow.example",
      startedAt: new Date(),
    },
  });
  assert.equal((await put("admin", other, EXPORT)).status, 409);
});
