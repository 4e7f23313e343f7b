// @ts-check
import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopChild } from "../launch/child.mjs";
import { Failure } from "../launch/failure.mjs";
import { serverAccount } from "./account.mjs";
import { readPostmaster } from "./postmaster.mjs";

const MEGABYTE = 2 ** 20;
const ATTEMPTS = 40;
const STOP_PATIENCE = 60_000;

/** Thrown when another server got hold of the cluster first. */
export class ClusterInUse extends Error {}

/** A quarter of the memory that this process may use, from 128 MB to 1 GB. */
function sharedBuffers() {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
  return `${Math.floor(Math.min(Math.max(memory / 4, 128 * MEGABYTE), 1024 * MEGABYTE) / MEGABYTE)}MB`;
}

/** @param {string} data @param {number} port */
function serverArguments(data, port) {
  // No wal_compression: by pglz, the one that this build has, it took more than half of an import's time.
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: sharedBuffers(),
    max_connections: 60,
    max_wal_size: "4GB",
    checkpoint_timeout: "30min",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  return ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/**
 * @typedef {object} Server
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop ends every connection, writes everything to disk, and is gone
 */

/**
 * Starts PostgreSQL on a cluster and waits until it answers. What it logs goes to our standard error.
 * @param {{ programs: string, data: string, port: number, log: string }} where `log`: the file behind standard error
 * @returns {Promise<Server>}
 * @throws {ClusterInUse | Failure}
 */
export async function startServer({ programs, data, port, log }) {
  for (let attempt = 1; ; attempt++) {
    const logged = statSync(log).size;
    const child = spawn(path.join(programs, "postgres"), serverArguments(data, port), {
      ...serverAccount(),
      cwd: data,
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    /** @type {Promise<void>} */
    const ended = new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    const isRunning = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
    while (isRunning()) {
      const postmaster = readPostmaster(data);
      if (postmaster?.pid === child.pid && postmaster?.isReady) {
        return { ended, stop: () => stopChild(child, "SIGINT", STOP_PATIENCE, "SIGQUIT") };
      }
      await sleep(20);
    }
    const said = readFileSync(log).subarray(logged).toString();
    if (/lock file "postmaster.pid" already exists/.test(said)) throw new ClusterInUse();
    if (/No space left/.test(said)) throw new Failure(`No space is left on the disk of ${data}.`);
    // The processes of a killed server are not all gone yet.
    const mayPass = /Address already in use|is still in use/.test(said);
    if (!mayPass || attempt === ATTEMPTS) {
      const reason = /(?:FATAL|PANIC): {2}(.*)/.exec(said)?.[1] ?? "it said nothing";
      throw new Failure(`PostgreSQL does not start (${reason}); its log is ${log}.`);
    }
    await sleep(250);
  }
}
