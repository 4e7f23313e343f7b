// @ts-check
// Usage: node scripts/keeper.mjs DATA-FOLDER LOG-FILE      (started by scripts/embedded/hold.mjs only)
//
// Keeps the embedded PostgreSQL of a data folder running for as long as anybody holds a connection to this process.
// A holder that ends, in whatever way, loses its connection by that; with the last one PostgreSQL is stopped. It is a
// process of its own, so that neither a killed launcher nor a Ctrl-C meant for somebody else takes the database away.
import { openCluster } from "./embedded/cluster.mjs";
import { openDatabase } from "./embedded/database.mjs";
import { openDoor } from "./embedded/door.mjs";
import { Guard } from "./embedded/guard.mjs";
import { readNote, writeNote } from "./embedded/note.mjs";
import { clearTheWay } from "./embedded/postmaster.mjs";
import { postgresPrograms } from "./embedded/programs.mjs";
import { ClusterInUse } from "./embedded/server.mjs";
import { sentenceFor } from "./launch/failure.mjs";
import { freePort } from "./launch/free-port.mjs";

/** How long the first holder may take to come, in milliseconds. */
const FIRST_HOLDER = 5_000;

/** One line to the process that started this one. @param {import("./embedded/hold.mjs").Answer} answer */
const tell = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/**
 * @param {string} dataFolder
 * @param {string} log
 */
async function keep(dataFolder, log) {
  const programs = postgresPrograms(dataFolder);
  const { data, password } = openCluster(programs, dataFolder);
  if (!(await clearTheWay(data))) throw new ClusterInUse();
  const port = await freePort(readNote(dataFolder)?.databasePort);
  const guard = new Guard({ programs, data, port, log });
  await guard.serving;

  const url = await openDatabase(port, password);
  const door = await openDoor({
    admit: () => guard.serving.then(() => JSON.stringify({ url })),
    onEmpty: stop,
  });
  writeNote(dataFolder, { keeperPort: door.port, key: door.key, databasePort: port });
  setTimeout(() => door.isEmpty() && stop(), FIRST_HOLDER);
  process.on("SIGTERM", stop);
  tell({ state: "ready" });

  const reason = await guard.watch().catch(sentenceFor);
  door.close(JSON.stringify({ failed: reason }));
  throw new Error(reason);

  async function stop() {
    door.close();
    await guard.stop();
    process.exit(0);
  }
}

// A terminal's signals are for those in front of it; the SIGTERM of a machine that shuts down is for us too.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
process.stdout.on("error", () => {}); // nobody is left to be told

const [dataFolder = "", log = ""] = process.argv.slice(2);
try {
  await keep(dataFolder, log);
} catch (error) {
  tell(error instanceof ClusterInUse ? { state: "busy" } : { state: "failed", sentence: sentenceFor(error) });
  console.error("keeper:", error);
  process.exitCode = 1;
}
