import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { testDatabase } from "@/lib/server/testing";
import { differences, emptied, stateOf } from "@/lib/server/testing-state";
import { verify } from "@/lib/server/verify";
import { sharedFile } from "@/lib/testing-shared";
import { azureBlobs, LOG_CONTAINERS } from "./azure-blobs";
import { pollFiles } from "./poll-files";
import { takeRecords } from "./take-records";
import { type Azurite, azurite } from "./testing-azurite";

let on: Awaited<ReturnType<typeof testDatabase>>;
let azure: Azurite;
before(async () => {
  process.env.REPUTE_SECRET = "a secret of at least 32 characters, for tests";
  on = await testDatabase();
  azure = await azurite();
});
after(async () => {
  await azure?.close();
  await on.drop();
});
const STATUS = "insights-logs-emailstatusupdateoperational";
const DEAD = "undelivered";
beforeEach(async () => {
  await emptied(on.db);
  await on.db.feedPosition.deleteMany();
  for (const name of [STATUS, DEAD]) {
    const container = azure.service.getContainerClient(name);
    await container.createIfNotExists();
    for await (const blob of container.listBlobsFlat()) await container.deleteBlob(blob.name);
  }
});

const HOUR = "resourceId=/SUBSCRIPTIONS/0/PROVIDERS/ACS/y=2026/m=11/d=28/h=10/m=00/PT1H.json";
/** A record of the e-mail logs, as diagnostic settings write it, of our own making. */
const record = (id: string, status = "Delivered", recipient = `${id}@posteo.example`) =>
  `${JSON.stringify({
    time: "2026-11-28T10:02:03.0000000Z",
    category: "EmailStatusUpdateOperational",
    operationName: "DeliveryStatusUpdate",
    correlationId: id,
    properties: {
      RecipientId: recipient,
      DeliveryStatus: status,
      SenderDomain: "mail.example",
      SenderUsername: "news",
    },
  })}\n`;

async function append(text: string, name = HOUR): Promise<void> {
  const blob = azure.service.getContainerClient(STATUS).getAppendBlobClient(name);
  await blob.createIfNotExists();
  await blob.appendBlock(text, Buffer.byteLength(text));
}
async function upload(name: string, body: unknown): Promise<void> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const blob = azure.service.getContainerClient(DEAD).getBlockBlobClient(name);
  await blob.upload(text, Buffer.byteLength(text));
}
const look = async (now = () => new Date()) => {
  const store = await azureBlobs(azure.connection, LOG_CONTAINERS);
  await pollFiles(on.db, "blobs", store, { until: new Date(now().getTime() + 60_000), now });
};
const lookIntoDead = async () => {
  const store = await azureBlobs(azure.connection, [DEAD]);
  await pollFiles(on.db, "dead-letters", store, { until: new Date(Date.now() + 60_000) });
};
const messages = async () =>
  (await on.db.delivery.findMany({ orderBy: { messageId: "asc" } })).map(({ messageId }) => messageId);
const intake = async () => {
  const rows = await on.db.intake.findMany();
  const sum = (name: "accepted" | "duplicates" | "rejected") => rows.reduce((all, row) => all + row[name], 0);
  return [sum("accepted"), sum("duplicates"), sum("rejected")];
};

test("a file that grows is read on from where it was left; a last line that is not whole waits", async () => {
  const [one, two, three] = ["m1", "m2", "m3"].map((id) => record(id));
  await append(`${one}${two?.slice(0, 40)}`);
  await look();
  assert.deepEqual(await messages(), ["m1"]);
  await look();
  await append(`${two?.slice(40)}${three}`);
  await look();
  assert.deepEqual(await messages(), ["m1", "m2", "m3"]);
  await look();
  assert.deepEqual(await intake(), [3, 0, 0]);
  const [position] = await on.db.feedPosition.findMany();
  assert.equal(Number(position?.position), record("m1").length * 3);
});

test("the last line of a file that nothing is added to any more is taken without its end", async () => {
  await append(record("m1").trimEnd());
  await look();
  assert.deepEqual(await messages(), []);
  await look(() => new Date(Date.now() + 3 * 3_600_000));
  assert.deepEqual(await messages(), ["m1"]);
});

test("a line that cannot be read is kept with its file and reason, once, and stops nothing", async () => {
  await append(`${record("m1")}not json\n${record("m2", "Vanished")}${record("m3")}`);
  await look();
  await look();
  assert.deepEqual(await messages(), ["m1", "m3"]);
  const rows = await on.db.quarantine.findMany({ orderBy: { line: "asc" } });
  assert.deepEqual(
    rows.map(({ line, reason }) => [line, reason.replace(/^.*PT1H\.json: /, "")]),
    [
      [2, "Not JSON"],
      [3, 'Unknown status "Vanished"'],
    ],
  );
  assert.deepEqual(await intake(), [2, 0, 2]);
});

test("a file that was made anew is read from its start, and what was known stays single", async () => {
  await append(`${record("m1")}${record("m2")}`);
  await look();
  await azure.service.getContainerClient(STATUS).deleteBlob(HOUR);
  await append(record("m1"));
  await look();
  assert.deepEqual(await messages(), ["m1", "m2"]);
  assert.deepEqual(await intake(), [2, 1, 0]);
  await azure.service.getContainerClient(STATUS).deleteBlob(HOUR);
  await look();
  assert.equal(await on.db.feedPosition.count(), 0);
});

test("what died between the events and the position comes again and is counted once", async () => {
  await append(`${record("m1", "Bounced")}not json\n`);
  async function* rows() {
    yield [
      { line: 1, value: JSON.parse(record("m1", "Bounced")) },
      { line: 2, reason: "Not JSON", raw: "not json" },
    ];
  }
  const elsewhere = { position: 7n, version: "of another process" };
  const piece = {
    feed: "blobs",
    path: `${STATUS}/${HOUR}`,
    rows: rows(),
    from: elsewhere,
    to: elsewhere,
  } as const;
  await assert.rejects(takeRecords(on.db, piece, new Date()), /Another process reads this feed/);
  assert.deepEqual([await messages(), await on.db.quarantine.count()], [["m1"], 0]);
  await look();
  assert.deepEqual([await messages(), await on.db.quarantine.count()], [["m1"], 1]);
  assert.ok((await verify(on.db)).every((check) => check.wrong === 0));
});

test("a process killed again and again in the middle loses nothing and doubles nothing", async () => {
  for (let hour = 0; hour < 12; hour++) {
    const lines = Array.from({ length: 150 }, (_, i) =>
      record(`h${hour}-${i}`, i % 9 ? "Delivered" : "Bounced"),
    );
    const name = HOUR.replace("h=10", `h=${String(hour).padStart(2, "0")}`);
    await append(`${lines.join("")}broken ${hour}\n`, name);
  }
  let kills = 0;
  for (const wanted of [1, 4, 8]) kills += await killedAfter(wanted);
  assert.ok(kills >= 2, `only ${kills} of the processes were still at it`);
  await look();
  const [have, quarantined] = [await stateOf(on.db), await on.db.quarantine.count()];
  assert.equal(have.delivery.length, 12 * 150);
  assert.equal(quarantined, 12);
  assert.ok((await verify(on.db)).every((check) => check.wrong === 0));
  await emptied(on.db);
  await on.db.feedPosition.deleteMany();
  await look();
  assert.deepEqual(differences(have, await stateOf(on.db)), []);
});

/** Lets a process read until so many files are done, and kills it. @returns 1 where it was still at it */
async function killedAfter(files: number): Promise<number> {
  const script = path.join(import.meta.dirname, "testing-poller.ts");
  const env = { ...process.env, DATABASE_URL: on.url, AZURE_LOGS: azure.connection };
  const child = spawn(process.execPath, ["--import", "tsx", script], { env, stdio: "ignore" });
  while ((await on.db.feedPosition.count()) < files && child.exitCode === null) await setTimeout(3);
  const running = child.exitCode === null;
  child.kill("SIGKILL");
  if (running) await once(child, "exit");
  return Number(running);
}

test("what Event Grid could not deliver is read from its dead letters, with the outcome of the delivery left aside", async () => {
  const event = (id: string) => ({
    ...{
      id,
      eventType: "Microsoft.Communication.EmailDeliveryReportReceived",
      eventTime: "2026-11-28T10:00:09Z",
    },
    data: {
      ...{
        sender: "news@mail.example",
        recipient: `${id}@posteo.example`,
        messageId: id,
        status: "Delivered",
      },
      ...{ deliveryStatusDetails: { statusMessage: "" }, deliveryAttemptTimestamp: "2026-11-28T10:00:03Z" },
    },
    ...{
      deadLetterReason: "MaxDeliveryAttemptsExceeded",
      deliveryAttempts: 30,
      lastDeliveryOutcome: "NotFound",
    },
    ...{ publishTime: "2026-11-28T10:00:10Z", lastDeliveryAttemptTime: "2026-11-29T10:00:10Z" },
  });
  await upload("ACS-REPORTS/2026/11/28/10/a.json", [event("d1"), event("d2")]);
  await upload("ACS-REPORTS/2026/11/28/11/b.json", event("d3"));
  await upload("ACS-REPORTS/2026/11/28/11/c.json", '[{"id": "cut');
  await lookIntoDead();
  await lookIntoDead();
  assert.deepEqual(await messages(), ["d1", "d2", "d3"]);
  assert.deepEqual(await intake(), [3, 0, 1]);
});

test("the published samples of blobs and dead letters are read as their page says", async (t) => {
  const [lines, letter] = [
    sharedFile(t, "fixtures/acs-diagnostics/derived-blob-PT1H.jsonl"),
    sharedFile(t, "fixtures/acs-eventgrid/dead-letter.eventgrid.storage-example.json"),
  ];
  if (!lines || !letter) return;
  await append(readFileSync(lines, "utf8"));
  await upload("sample.json", readFileSync(letter, "utf8"));
  await look(() => new Date(Date.now() + 3 * 3_600_000));
  await lookIntoDead();
  const states = await on.db.delivery.count();
  const rejected = await on.db.quarantine.count();
  assert.ok(states > 0);
  // The dead letter of the page is an event of a storage account: of another type, so that it says nothing here.
  assert.equal(rejected, 0);
});

test("a container that is gone after it was read is an error, until it is there again", async () => {
  await upload("a.json", []);
  await lookIntoDead();
  await azure.service.deleteContainer(DEAD);
  await assert.rejects(lookIntoDead, { message: `What was read before is gone: container ${DEAD}.` });
  await azure.service.createContainer(DEAD);
  await lookIntoDead();
});

test("a container that is not there is empty; an account that is not there is an error", async () => {
  const store = await azureBlobs(azure.connection, ["insights-logs-never"]);
  await pollFiles(on.db, "blobs", store, { until: new Date(Date.now() + 60_000) });
  await assert.rejects(azureBlobs("nonsense", LOG_CONTAINERS));
});
