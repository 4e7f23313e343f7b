// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, sentenceFor } from "../launch/failure.mjs";
import { processOf } from "../launch/process-table.mjs";
import { root } from "../launch/project.mjs";
import { readNote } from "./note.mjs";

/** What a new keeper says of itself. @typedef {{ state: "ready" | "busy" } | { state: "failed", sentence: string }} Answer */

/**
 * The right to use the embedded database: it runs until everybody has released it.
 * @typedef {object} Hold
 * @property {string} url
 * @property {() => Promise<void>} release resolves when the database is stopped, unless others hold it too
 */

const PATIENCE = 120_000;
const LARGEST_LOG = 10e6;

/** @param {string} dataFolder @returns {string} the server's log; the one before is kept when it has grown large */
function logFile(dataFolder) {
  const file = path.join(dataFolder, "postgres.log");
  if (existsSync(file) && statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.1`);
  return file;
}

/** @param {string} dataFolder @returns {Promise<Answer>} */
async function startKeeper(dataFolder) {
  const log = logFile(dataFolder);
  const file = openSync(log, "a");
  const child = spawn(process.execPath, [path.join(root, "scripts/keeper.mjs"), dataFolder, log], {
    cwd: dataFolder,
    detached: true,
    stdio: ["ignore", "pipe", file],
  });
  closeSync(file);
  const lines = createInterface({ input: /** @type {import("node:stream").Readable} */ (child.stdout) });
  const [line] = await Promise.race([once(lines, "line"), once(lines, "close")]);
  child.stdout?.destroy();
  child.unref();
  return line
    ? JSON.parse(line)
    : { state: "failed", sentence: `The database did not start; its log is ${log}.` };
}

/**
 * Joins the keeper that the data folder tells of.
 * @param {string} dataFolder
 * @param {(sentence: string | undefined) => void} onLost the keeper has gone, and perhaps said why
 * @returns {Promise<Hold | undefined>} undefined: there is none
 */
async function join(dataFolder, onLost) {
  const note = readNote(dataFolder);
  if (!note || processOf(note.keeper)?.started !== note.started) return undefined;
  const socket = connect(note.keeperPort, "127.0.0.1").on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  // Readline repeats the socket's errors as its own; after each of them the connection closes.
  const lines = createInterface({ input: socket.setEncoding("utf8") }).on("error", () => {});
  socket.write(`${note.key}\n`);
  const line = once(lines, "line").then(
    ([text]) => text,
    () => closed,
  );
  const first = await Promise.race([line, closed]);
  if (typeof first !== "string") return undefined;

  let isWanted = true;
  /** @type {string | undefined} */
  let reason;
  lines.on("line", (line) => {
    reason = JSON.parse(line).failed;
  });
  closed.then(() => isWanted && onLost(reason));
  const release = async () => {
    isWanted = false;
    socket.end();
    await closed;
  };
  return { url: JSON.parse(first).url, release };
}

/**
 * @param {string} dataFolder
 * @param {(sentence: string | undefined) => void} onLost
 * @returns {Promise<Hold>}
 */
async function joinOrStart(dataFolder, onLost) {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(50)) {
    const joined = await join(dataFolder, onLost);
    if (joined) return joined;
    // Not ours when "busy": another process starts or stops the database just now.
    const answer = await startKeeper(dataFolder);
    if (answer.state === "failed") throw new Failure(answer.sentence);
  }
  throw new Failure(
    `The database in ${dataFolder} is neither ready nor gone after ${PATIENCE / 1000} seconds.`,
  );
}

/**
 * Makes the embedded PostgreSQL of a data folder available: joins it where it runs, else starts it. Should its keeper
 * be killed, another one is started, which brings the database back on the same port.
 * @param {string} dataFolder
 * @param {(sentence: string) => void} onLost it is gone for good
 * @returns {Promise<Hold>}
 * @throws {Failure} when it cannot be started
 */
export async function holdDatabase(dataFolder, onLost) {
  let current = joinOrStart(dataFolder, lost);
  const { url } = await current;

  /** @param {string | undefined} reason */
  function lost(reason) {
    current = renew(reason);
    current.catch((error) => onLost(sentenceFor(error)));
  }

  /** @param {string | undefined} reason */
  async function renew(reason) {
    if (reason) throw new Failure(reason);
    const next = await joinOrStart(dataFolder, lost);
    if (next.url === url) return next;
    throw new Failure("The database came back at another address; start Repute again.");
  }

  const release = () =>
    current.then(
      (hold) => hold.release(),
      () => {},
    );
  return { url, release };
}
