import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { testDatabase } from "@/lib/server/testing";
import { emptied } from "@/lib/server/testing-state";
import { sharedFile } from "@/lib/testing-shared";
import type { EventStream } from "./event-stream";
import { pollStream } from "./poll-stream";

/*
 * A stand-in of the interface, in this process: there is no Event Hub that could run here. What is proven is the reading on,
 * not the library of Azure behind `eventHub`.
 */

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on.drop());
beforeEach(async () => {
  await emptied(on.db);
  await on.db.feedPosition.deleteMany();
});

class Stream implements EventStream {
  readonly messages: Record<string, unknown[]> = { "0": [], "1": [] };
  made = "2026-11-01";
  reads = 0;
  version = async () => this.made;
  partitions = async () => Object.keys(this.messages);
  close = async () => {};
  async read(partition: string, after: number | null) {
    this.reads += 1;
    const all = (this.messages[partition] ?? []).map((body, i) => ({ sequence: 10 * i, body }));
    return all.filter(({ sequence }) => after === null || sequence > after).slice(0, 2);
  }
}

const records = (...ids: string[]) => ({
  records: ids.map((id) => ({
    ...{ time: "2026-11-28T10:02:03Z", category: "EmailStatusUpdateOperational", correlationId: id },
    properties: {
      RecipientId: `${id}@posteo.example`,
      DeliveryStatus: "Delivered",
      SenderDomain: "mail.example",
    },
  })),
});
const look = (stream: EventStream) =>
  pollStream(on.db, "event-hub", stream, { until: new Date(Date.now() + 60_000) });
const messages = async () =>
  (await on.db.delivery.findMany({ orderBy: { messageId: "asc" } })).map(({ messageId }) => messageId);

test("each partition is read on from its own position, to its end", async () => {
  const stream = new Stream();
  stream.messages["0"] = [records("a1", "a2"), records("a3"), records("a4")];
  stream.messages["1"] = [JSON.stringify(records("b1"))];
  await look(stream);
  assert.deepEqual(await messages(), ["a1", "a2", "a3", "a4", "b1"]);
  stream.messages["1"]!.push(Buffer.from(JSON.stringify(records("b2"))));
  await look(stream);
  assert.deepEqual(await messages(), ["a1", "a2", "a3", "a4", "b1", "b2"]);
  const positions = await on.db.feedPosition.findMany({ orderBy: { path: "asc" } });
  assert.deepEqual(
    positions.map(({ path, position }) => [path, position]),
    [
      ["0", 20n],
      ["1", 10n],
    ],
  );
  const [row] = await on.db.intake.findMany();
  assert.deepEqual([row?.door, row?.accepted, row?.duplicates], ["event-hub", 6, 0]);
});

test("a message that cannot be read is kept with its number; a stream that was made anew is read from its start", async () => {
  const stream = new Stream();
  stream.messages["0"] = ["not json", records("a1"), records()];
  await look(stream);
  const [kept] = await on.db.quarantine.findMany();
  assert.deepEqual([kept?.line, kept?.reason], [0, "0: Not JSON"]);
  stream.made = "2026-11-28";
  stream.messages["0"] = [records("a2")];
  await look(stream);
  assert.deepEqual(await messages(), ["a1", "a2"]);
});

test("the published sample of a message is read as its page says", async (t) => {
  const file = sharedFile(t, "fixtures/acs-diagnostics/derived-eventhub-records.json");
  if (!file) return;
  const stream = new Stream();
  stream.messages["0"] = [JSON.parse(readFileSync(file, "utf8"))];
  await look(stream);
  assert.ok((await messages()).length > 0);
  assert.equal(await on.db.quarantine.count(), 0);
});
