import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { after, test } from "node:test";
import { holdDatabase } from "./embedded/hold.mjs";
import { writeNote } from "./embedded/note.mjs";
import { freePort } from "./launch/free-port.mjs";
import {
  eventually,
  newDataFolder,
  query,
  serverPids,
  startLauncher,
  startScript,
  stopLauncher,
  survivors,
} from "./testing-launcher";

const { folder, remove } = newDataFolder();
after(remove);

/** The promise: five seconds after the launcher is gone, so is everything that it started. */
const SOON = 5_000;
const ROWS = "SELECT array_agg(n ORDER BY n) AS all FROM kept";

test("it serves, prints one address, and Ctrl-C ends everything with exit code 0", async () => {
  const running = await startLauncher(folder);
  const addresses = running.output().match(/https?:\/\/\S+/g) ?? [];
  assert.equal(addresses.length, 1, running.output());
  assert.match(addresses[0] ?? "", new RegExp(`^http://localhost:${running.port}/setup/[\\w-]{43}$`));
  const [token] = await query(running.databaseUrl, "SELECT hash FROM setup_token");
  assert.match(String(token?.hash), /^[0-9a-f]{64}$/);
  await query(running.databaseUrl, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");
  assert.equal(await stopLauncher(running, "SIGINT"), 0);
  assert.deepEqual(await survivors(running.pids, 0), []);
});

test("nothing is left running after kill -9 of the launcher, and no data is lost", async () => {
  const running = await startLauncher(folder);
  await query(running.databaseUrl, "INSERT INTO kept VALUES (2)");
  await stopLauncher(running, "SIGKILL");
  assert.deepEqual(await survivors(running.pids, SOON), []);
  const again = await startLauncher(folder);
  assert.deepEqual(await query(again.databaseUrl, ROWS), [{ all: [1, 2] }]);
  assert.equal(await stopLauncher(again, "SIGTERM"), 0);
});

test("PostgreSQL comes back at the same address after kill -9, of it or of its keeper", async () => {
  const running = await startLauncher(folder);
  await query(running.databaseUrl, "INSERT INTO kept VALUES (3)");
  for (const victim of ["postgres", "keeper"] as const) {
    const before = serverPids(folder);
    process.kill(before[victim], "SIGKILL");
    await eventually(async () => {
      assert.notEqual(serverPids(folder).postgres, before.postgres);
      assert.deepEqual(await query(running.databaseUrl, ROWS), [{ all: [1, 2, 3] }]);
    }).catch((error) => {
      const log = readFileSync(path.join(folder, "postgres.log"), "utf8").slice(-3_000);
      throw new Error(`After the ${victim} was killed. Launcher: ${running.output()}\nLog: ${log}`, {
        cause: error,
      });
    });
  }
  const pids = { ...running.pids, ...serverPids(folder) };
  assert.equal(await stopLauncher(running, "SIGTERM"), 0);
  assert.deepEqual(await survivors(pids, 0), []);
});

test("after kill -9 of everything at once the next start finds all data", async () => {
  const running = await startLauncher(folder);
  await query(running.databaseUrl, "INSERT INTO kept VALUES (4)");
  for (const pid of Object.values(running.pids)) process.kill(pid, "SIGKILL");
  const again = await startLauncher(folder);
  assert.deepEqual(await query(again.databaseUrl, ROWS), [{ all: [1, 2, 3, 4] }]);
  await stopLauncher(again, "SIGTERM");
});

test("a second start on the same data folder says where the first one is", async () => {
  const running = await startLauncher(folder);
  const second = await startScript("run.mjs", ["start"], {
    DATA_DIR: folder,
    PORT: String(await freePort()),
  });
  assert.equal(second.status, 1);
  assert.match(
    second.stderr,
    new RegExp(`^Repute is already running on .*http://localhost:${running.port}\\n$`),
  );
  await stopLauncher(running, "SIGTERM");
});

test("who has joined keeps the database when the launcher stops, and the last one stops it", async () => {
  const running = await startLauncher(folder);
  const hold = await holdDatabase(folder, assert.fail);
  assert.equal(hold.url, running.databaseUrl);
  assert.equal(await stopLauncher(running, "SIGTERM"), 0);
  assert.equal((await query(hold.url, ROWS)).length, 1);
  await hold.release();
  assert.deepEqual(await survivors(running.pids, 0), []);
});

test("a keeper that dies while it is asked is as good as none", async () => {
  const fresh = newDataFolder();
  after(fresh.remove);
  writeNote(fresh.folder, { keeperPort: await freePort(), key: "nobody listens there", databasePort: 0 });
  const hold = await holdDatabase(fresh.folder, assert.fail);
  assert.deepEqual(await query(hold.url, "SELECT 1 AS one"), [{ one: 1 }]);
  await hold.release();
});

test("commands started at once on a folder without a database all work, and nothing is left after them", async () => {
  const fresh = newDataFolder();
  after(fresh.remove);
  const run = () => startScript("repute.mjs", ["verify", "--json"], { DATA_DIR: fresh.folder });
  const commands = [run(), run()];
  const pids = await eventually(() => serverPids(fresh.folder));
  for (const { status, stdout, stderr } of await Promise.all(commands)) {
    assert.equal(status, 0, stderr);
    assert.equal(JSON.parse(stdout).ok, true);
    assert.equal(stderr, "");
  }
  assert.deepEqual(await survivors(pids, 0), []);
});

test("what stands in the way of a start is said in one sentence, without a stack trace", async () => {
  const port = await freePort();
  const given = process.env.TEST_DATABASE_URL ?? "";
  const absent = new URL(given);
  absent.pathname = "/no_such_database";
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: "http" }, /^PORT is "http"/],
    [{ DATABASE_URL: "sqlite:repute.db" }, /^DATABASE_URL cannot be read/],
    [
      { DATABASE_URL: `postgresql://a:secret@127.0.0.1:${port}/b` },
      /^The database server .* does not answer \(ECONNREFUSED\)/,
    ],
    [
      { DATABASE_URL: "postgresql://a:secret@nowhere.invalid/b" },
      /^The name nowhere\.invalid in DATABASE_URL/,
    ],
    [{ DATABASE_URL: absent.href }, /^The server .* has no database "no_such_database"/],
    [{ DATA_DIR: "/dev/null/repute" }, /^The data folder \/dev\/null\/repute cannot be written to/],
    [{ REPUTE_SECRET: "short" }, /^REPUTE_SECRET is too short/],
  ];
  for (const [variables, sentence] of cases) {
    const own = { DATA_DIR: folder, PORT: String(port), DATABASE_URL: given, ...variables };
    const { status, stderr } = await startScript("run.mjs", ["start", "--server", "unused"], own);
    assert.equal(status, 1);
    assert.match(stderr, sentence);
    assert.match(stderr, /^[^\n]+\.\n$/, "one line");
    assert.doesNotMatch(stderr, /secret@/);
  }
});

test("a taken port is said at once, before anything else is done", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  const port = await new Promise<number>((resolve) => {
    server.once("listening", () => resolve(Number(Object(server.address()).port)));
  });
  const { status, stdout, stderr } = await startScript("run.mjs", ["start"], {
    DATA_DIR: folder,
    PORT: String(port),
  });
  server.close();
  assert.equal(status, 1);
  assert.match(stderr, new RegExp(`^Port ${port} is in use by another program;.*\\n$`));
  assert.equal(stdout, "");
});
