import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { random } from "@/lib/core/demo/random";
import { SOURCES } from "@/lib/core/sources";
import { SOURCE_NAMES } from "@/lib/core/sources/names";
import { type Happened, payloadOf } from "@/lib/server/sources/testing-payloads";
import { awsKey, connectSenders, isBatched, requestOf } from "@/lib/server/sources/testing-senders";
import { testDatabase } from "@/lib/server/testing";
import { expectedState } from "@/lib/server/testing-oracle";
import { testEnvironment } from "@/lib/server/testing-session";
import { differences, stateOf } from "@/lib/server/testing-state";
import { verify } from "@/lib/server/verify";
import { batches, shuffled } from "@/lib/testing-events";
import { MortalServer, patiently } from "@/scripts/embedded/testing-mortal-server";

const KILLS = 3;
const START = Date.UTC(2026, 4, 31, 20);

const happened: fc.Arbitrary<Happened> = fc.record({
  source: fc.constantFrom(...SOURCE_NAMES),
  messageId: fc.integer({ min: 1, max: 120 }).map((n) => `m-${n}`),
  recipient: fc.constantFrom("ida@posteo.example", "Ida@posteo.example", "jo@gmail.com", "kim@web.example"),
  kind: fc.constantFrom(...(["delivered", "hard", "suppressed", "delayed", "opened", "complained"] as const)),
  at: fc.integer({ min: 0, max: 200 }).map((n) => START + n * 900_000),
});

/** The server as a process; `url` is where it listens. */
async function openDoor(databaseUrl: string): Promise<{ process: ChildProcess; url: string }> {
  const door = spawn(
    process.execPath,
    ["--import", "tsx", path.join(import.meta.dirname, "testing-door.ts")],
    {
      env: { ...process.env, DATABASE_URL: databaseUrl, AWS_KEY: awsKey() },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const [port] = await once(door.stdout!, "data");
  return { process: door, url: `http://127.0.0.1:${String(port).trim()}` };
}

test("server and database killed in mid-ingest, redelivered as providers do: stored = expected = rollups", async () => {
  const server = new MortalServer();
  let door: Awaited<ReturnType<typeof openDoor>> | undefined;
  try {
    await server.create();
    const { db, url, drop } = await patiently(() => testDatabase(server.url));
    testEnvironment(url);
    await connectSenders(
      db,
      SOURCE_NAMES.filter((source) => source !== "acs"),
    );
    const facts = fc.sample(happened, { numRuns: 500, seed: 5 }).filter((fact) => payloadOf(fact));
    const { next } = random(9);
    const jobs = SOURCE_NAMES.flatMap((source) => {
      const own = facts.filter((fact) => fact.source === source).map((fact) => payloadOf(fact)!);
      return batches(own, isBatched(source) ? 20 : 1, next).map((batch) => ({ source, batch }));
    });
    const requests = await Promise.all(
      jobs.map(async ({ source, batch }) => {
        // SNS signs by one version or the other, as the topic is set.
        const made = await requestOf(db, source, batch, next() < 0.5 ? "v1" : "v2");
        return { to: new URL(made.url), headers: Object.fromEntries(made.headers), body: await made.text() };
      }),
    );
    door = await openDoor(url);
    const queue = shuffled(requests, next);
    const total = queue.length;
    let done = 0;
    let again = 0;
    /** As every provider: comes again until it is answered 2xx, with the same bytes; now and then though it was. */
    const deliver = async () => {
      for (let job = queue.pop(); job; job = queue.pop()) {
        const { to, headers, body } = job;
        const times = next() < 0.1 ? 2 : 1;
        for (let time = 0; time < times; time++)
          await patiently(async () => {
            const answer = await fetch(door!.url + to.pathname + to.search, {
              method: "POST",
              headers,
              body,
            }).catch(() => null);
            if (answer?.ok) return;
            again++;
            assert.ok(!answer || answer.status >= 500, `a provider would drop it: ${answer?.status}`);
            throw new Error("not stored");
          });
        done++;
      }
    };
    const killing = async () => {
      for (let kill = 1; kill <= KILLS; kill++) {
        while (done < (kill * total) / (KILLS + 1)) await setTimeout(2);
        const dead = once(door!.process, "exit");
        door!.process.kill("SIGKILL");
        if (kill !== 2) await server.kill();
        await dead;
        if (kill !== 2) server.start();
        door = await openDoor(url);
      }
    };
    await Promise.all([killing(), deliver(), deliver(), deliver(), deliver()]);
    assert.ok(again >= KILLS, "nothing was under way when they were killed");
    const events = facts.flatMap((fact) => SOURCES[fact.source].readRecord(payloadOf(fact)).events);
    const want = expectedState(events.map((event) => ({ event, importId: 0 })));
    assert.deepEqual(differences(await patiently(() => stateOf(db)), want), []);
    assert.deepEqual(
      (await verify(db)).filter((check) => check.wrong > 0),
      [],
    );
    assert.equal(await db.quarantine.count(), 0);
    const held = await db.suppressionEntry.groupBy({ by: ["address", "reason"], _count: true });
    assert.ok(held.length > 0 && held.every(({ _count }) => _count === 1), "one entry a person and reason");
    await drop();
  } finally {
    door?.process.kill("SIGKILL");
    await server.remove();
  }
});
