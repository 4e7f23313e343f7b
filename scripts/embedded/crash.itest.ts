import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { random } from "@/lib/core/demo/random";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import { expectedState } from "@/lib/server/testing-oracle";
import { differences, stateOf } from "@/lib/server/testing-state";
import { assertTruth, generateExport } from "@/lib/server/testing-truth";
import { verify } from "@/lib/server/verify";
import { batches, crowdedEvent, shuffled } from "@/lib/testing-events";
import { startImport } from "../commands/testing-io";
import { MortalServer, patiently } from "./testing-mortal-server";

const WRITERS = 3;
const KILLS = 2;

const server = new MortalServer();
before(() => server.create());
after(() => server.remove());

test("killed in mid-ingest, with unacknowledged batches delivered again: exact", async () => {
  const { db, drop } = await patiently(() => testDatabase(server.url));
  const events = fc
    .sample(crowdedEvent, { numRuns: 4_000, seed: 21 })
    .map((event, i) => ({ ...event, messageId: `m-${i % 800}` }));
  const { next } = random(4);
  const jobs = batches(events, 200, next);
  // Some batches come twice, acknowledged or not.
  const queue = shuffled([...jobs, ...jobs.filter(() => next() < 0.3)], next);
  let done = 0;
  let failed = 0;
  const write = async () => {
    for (let batch = queue.pop(); batch; batch = queue.pop()) {
      const events = batch;
      await patiently(async () => {
        try {
          await ingest(db, events, { importId: 0 });
        } catch (error) {
          failed++;
          throw error;
        }
      });
      done++;
    }
  };
  const total = queue.length;
  const killing = async () => {
    for (let kill = 1; kill <= KILLS; kill++) {
      while (done < (kill * total) / (KILLS + 1)) await setTimeout(2);
      await server.kill();
      server.start();
    }
  };
  await Promise.all([killing(), ...Array.from({ length: WRITERS }, write)]);
  assert.ok(failed >= KILLS, "no batch was under way when the server was killed");
  const want = expectedState(events.map((event) => ({ event, importId: 0 })));
  assert.deepEqual(differences(await stateOf(db), want), []);
  assert.deepEqual(
    (await verify(db)).filter((check) => check.wrong > 0),
    [],
  );
  await drop();
});

test("importer and server killed together in mid-import, and imported again: exact", async (t) => {
  const made = generateExport(t, { days: 10, "per-day": 2_000, recipients: 2_000, invalid: 0.1, late: 0.4 });
  if (!made) return;
  const { db, url, drop } = await patiently(() => testDatabase(server.url));
  const file = path.join(server.folder, "export.jsonl");
  writeFileSync(file, made.text);
  const first = startImport(file, url);
  const ended = once(first, "exit");
  while ((await db.delivery.count()) === 0 && first.exitCode === null) await setTimeout(20);
  first.kill("SIGKILL");
  await server.kill();
  assert.deepEqual(await ended, [null, "SIGKILL"], "it was killed while it worked");
  server.start();
  const known = await patiently(() => db.delivery.count());
  assert.ok(known > 0 && known < made.truth.total.attempted, String(known));

  assert.deepEqual(await once(startImport(file, url), "exit"), [0, null]);
  await assertTruth(db, made.truth);
  await drop();
});
