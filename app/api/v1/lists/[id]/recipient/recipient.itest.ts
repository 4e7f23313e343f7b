import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ListFields } from "@/lib/core/list";
import { database } from "@/lib/server/database";
import { changeList, createList } from "@/lib/server/lists";
import { importSubscribers } from "@/lib/server/subscribers";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { GET } from "./route";

let on: Awaited<ReturnType<typeof testDatabase>>;
let headers: Record<string, string>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  headers = (await signedIn(on.db, "marketer")).headers;
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});

const NOW = new Date("2026-11-23T09:42:00Z");
const see = (id: number, query = "") =>
  GET(new Request(`${TEST_ORIGIN}/api/v1/lists/${id}/recipient${query}`, { headers }), {
    params: Promise.resolve({ id: String(id) }),
  });
async function* file(text: string) {
  yield new TextEncoder().encode(text);
}

test("shows the page as recipients of the list see it, of nobody: whoever looks at it decides for nobody", async () => {
  const create = (fields: object) => createList(on.db, ListFields.parse(fields), "mara", NOW);
  const { id } = await create({
    name: "Club news",
    public: false,
    translations: { de: { name: "Clubpost" } },
  });
  await create({ name: "Weekly picks" });
  await create({ name: "Staff", public: false });
  await importSubscribers(on.db, id, file("ida.berg@posteo.example"), "mara", NOW);
  const answer = await see(id, "?lang=de");
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-security-policy") ?? "", /form-action 'none'/);
  const text = await answer.text();
  assert.match(
    text,
    /aria-checked="true" aria-label="Clubpost"[\s\S]*aria-checked="false" aria-label="Weekly picks"/,
  );
  assert.ok(!text.includes("Staff") && !text.includes("ida") && !/\bv1\./.test(text));
  await changeList(on.db, id, { archived: true }, "mara", NOW);
  assert.equal((await see(id)).status, 404);
});

test("of no list there is no recipient", async () => {
  assert.equal((await see(4711)).status, 404);
});
