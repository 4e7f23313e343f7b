import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { testDatabase } from "@/lib/server/testing";
import { emptied } from "@/lib/server/testing-state";
import { eventHub } from "./event-hub";
import { lookIntoEventHub } from "./look";
import { type TestHub, testEventHub } from "./testing-event-hub";

/* The library of Azure and our adapter, over the wire, against an AMQP server of the test: no Event Hub can run here. */

let on: Awaited<ReturnType<typeof testDatabase>>;
let hub: TestHub;
before(async () => {
  on = await testDatabase();
});
after(() => on.drop());
beforeEach(async () => {
  await emptied(on.db);
  await on.db.feedPosition.deleteMany();
  await on.db.feed.deleteMany();
  hub = await testEventHub();
  process.env.EVENT_HUB = hub.connection;
});
afterEach(() => hub.close());

const message = (...ids: string[]): string =>
  JSON.stringify({
    records: ids.map((id) => ({
      ...{ time: "2026-11-28T10:02:03Z", category: "EmailStatusUpdateOperational", correlationId: id },
      properties: { RecipientId: `${id}@posteo.example`, DeliveryStatus: "Delivered" },
    })),
  });
const known = async () =>
  (await on.db.delivery.findMany({ orderBy: { messageId: "asc" } })).map(({ messageId }) => messageId);
const positions = async () =>
  (await on.db.feedPosition.findMany({ orderBy: { path: "asc" } })).map(
    ({ path, position }) => `${path}: ${position}`,
  );
/** In seconds: what waits here comes at once. */
const PATIENCE = 2;
/** What the page says of the last look; empty where nothing went wrong. */
const look = async (): Promise<string> => {
  await lookIntoEventHub(on.db, new Date(), PATIENCE);
  return (await on.db.feed.findUniqueOrThrow({ where: { name: "event-hub" } })).error;
};

test("each partition is read from its oldest message, then on from where it was left", async () => {
  hub.messages["0"] = [message("a1", "a2"), message("a3")];
  hub.messages["1"] = ["not json", message("b1")];
  assert.equal(await look(), "");
  assert.deepEqual(await known(), ["a1", "a2", "a3", "b1"]);
  assert.deepEqual(await positions(), ["0: 10", "1: 10"]);
  const [kept] = await on.db.quarantine.findMany();
  assert.deepEqual([kept?.reason, kept?.raw], ["1: Not JSON", "not json"]);

  hub.asked.length = 0;
  hub.messages["0"]!.push(message("a4"));
  assert.equal(await look(), "");
  assert.deepEqual(await known(), ["a1", "a2", "a3", "a4", "b1"]);
  assert.equal(hub.asked[0], "0: amqp.annotation.x-opt-sequence-number > '10'");
  assert.equal(await on.db.quarantine.count(), 1);
});

test("the position moves with what was taken in: after a failed look all of it comes again, and counts once", async () => {
  hub.messages["0"] = [message("a1")];
  await on.db.$executeRaw`alter table intake rename to hidden`;
  assert.notEqual(await look(), "");
  await on.db.$executeRaw`alter table hidden rename to intake`;
  assert.deepEqual(await positions(), []);
  assert.equal(await look(), "");
  assert.deepEqual([await known(), await positions()], [["a1"], ["0: 0"]]);
});

test("a hub that was made anew under its name is read from its start", async () => {
  hub.messages["0"] = [message("a1"), message("a2")];
  await look();
  hub.createdAt = new Date("2026-11-28T00:00:00Z");
  hub.messages["0"] = [message("a3")];
  await look();
  assert.deepEqual(await known(), ["a1", "a2", "a3"]);
  assert.deepEqual(await positions(), ["0: 0"]);
});

test("what goes wrong is said, soon, and without the key", async () => {
  process.env.EVENT_HUB = hub.connection.replace(/SharedAccessKey=[^;]*/, "SharedAccessKey=wrong-key");
  const began = Date.now();
  const wrong = await look();
  assert.match(wrong, /The token is not right/);
  process.env.EVENT_HUB = hub.connection;
  process.env.EVENT_HUB_GROUP = "reports";
  assert.match(await look(), /There is no consumer group reports\./);
  delete process.env.EVENT_HUB_GROUP;
  process.env.EVENT_HUB = hub.connection.replace(/EntityPath=[^;]*;/, "");
  const incomplete = await look();
  assert.match(incomplete, /must contain "EntityPath/);
  const away = hub.connection.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:9");
  process.env.EVENT_HUB = away;
  assert.match(await look(), /ECONNREFUSED/);
  assert.ok(Date.now() - began < 45_000, `${Date.now() - began} ms`);
  assert.doesNotMatch(wrong + incomplete, /wrong-key|a key of this test/);
});

test("by its namespace it is opened with the identity of this machine, and asks nobody before it is read", async () => {
  const stream = await eventHub({ hub: "mail.servicebus.windows.net/logs", group: "$Default" });
  await stream.close();
});
