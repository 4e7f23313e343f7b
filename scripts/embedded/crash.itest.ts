import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { random } from "@/lib/core/demo/random";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import { expectedState } from "@/lib/server/testing-oracle";
import { differences, stateOf } from "@/lib/server/testing-state";
import { verify } from "@/lib/server/verify";
import { batches, crowdedEvent, shuffled } from "@/lib/testing-events";
import { freePort } from "../launch/free-port.mjs";
import { serverAccount } from "./account.mjs";
import { openCluster, ROLE } from "./cluster.mjs";
import { postgresPrograms } from "./programs.mjs";

const WRITERS = 3;
const KILLS = 2;

/** A PostgreSQL server on a cluster of its own that can be killed, with all its processes, and started again. */
class MortalServer {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "repute-crash-"));
  #process?: ChildProcess;
  #ended: Promise<unknown> = Promise.resolve();
  url = "";
  #programs = "";
  #data = "";
  #port = 0;

  async create(): Promise<void> {
    chmodSync(this.folder, 0o755);
    this.#programs = postgresPrograms(this.folder);
    const { data, password } = openCluster(this.#programs, this.folder);
    this.#data = data;
    this.#port = await freePort();
    this.url = `postgresql://${ROLE}:${password}@127.0.0.1:${this.#port}/postgres`;
    this.start();
  }

  start(): void {
    const args = [
      "-D",
      this.#data,
      "-p",
      `${this.#port}`,
      "-c",
      "unix_socket_directories=",
      "-c",
      "timezone=UTC",
    ];
    const server = spawn(path.join(this.#programs, "postgres"), args, {
      ...serverAccount(),
      cwd: this.#data,
      stdio: "ignore",
    });
    this.#process = server;
    this.#ended = once(server, "exit");
  }

  async kill(): Promise<void> {
    const parent = this.#process!.pid!;
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    const pairs = stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    const children = pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid!);
    for (const pid of [parent, ...children]) process.kill(pid, "SIGKILL");
    await this.#ended;
    while (children.some((pid) => existsSync(`/proc/${pid}`))) await setTimeout(20);
  }

  async remove(): Promise<void> {
    this.#process?.kill("SIGINT");
    await this.#ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt > 200) throw error;
      await setTimeout(50);
    }
  }
}

test("killed in mid-ingest, with unacknowledged batches delivered again: exact", async () => {
  const server = new MortalServer();
  try {
    await server.create();
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
  } finally {
    await server.remove();
  }
});
