import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ListFields } from "@/lib/core/list";
import { database } from "@/lib/server/database";
import { createList } from "@/lib/server/lists";
import { importSubscribers } from "@/lib/server/subscribers";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { verifyToken } from "@/lib/server/token";
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
const see = (id: number) =>
  GET(new Request(`${TEST_ORIGIN}/api/v1/lists/${id}/recipient`, { headers }), {
    params: Promise.resolve({ id: String(id) }),
  });
async function* file(text: string) {
  yield new TextEncoder().encode(text);
}

test("leads to the preferences page of somebody who is on the list", async () => {
  const { id } = await createList(on.db, ListFields.parse({ name: "Club news" }), "mara", NOW);
  assert.equal((await see(id)).status, 404, "nobody is on it yet");
  await importSubscribers(on.db, id, file("ida.berg@posteo.example"), "mara", NOW);
  const answer = await see(id);
  assert.equal(answer.status, 303);
  const [, token = ""] = answer.headers.get("location")?.split("/preferences/") ?? [];
  const subscriber = await on.db.subscriber.findFirst();
  assert.deepEqual(verifyToken("preferences", token), {
    subscriberId: subscriber?.id,
    listId: 0,
    mailingId: 0,
  });
});

test("of no list there is no recipient", async () => {
  assert.equal((await see(4711)).status, 404);
});
