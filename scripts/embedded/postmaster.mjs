// @ts-check
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processOf } from "../launch/process-table.mjs";

/** For a shutdown in good order; then for one at once, which the next start recovers from. */
const STOP_PATIENCE = 10_000;

/**
 * PostgreSQL's own note about the server that runs on a cluster: https://www.postgresql.org/docs/18/storage-file-layout.html
 * @param {string} data
 * @returns {{ pid: number, isReady: boolean } | undefined}
 */
export function readPostmaster(data) {
  try {
    const lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), isReady: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/**
 * Makes sure that no server runs on the cluster: one whose keeper was killed is stopped, a note that a killed server
 * left behind is removed when its process number belongs to another program by now.
 * @param {string} data
 * @returns {Promise<boolean>} false: a keeper is looking after the server, or it cannot be stopped
 */
export async function clearTheWay(data) {
  const pid = readPostmaster(data)?.pid;
  const server = pid ? processOf(pid) : undefined;
  if (!pid || !server) return true;
  if (!server.command.includes(data)) {
    rmSync(path.join(data, "postmaster.pid"), { force: true });
    return true;
  }
  if (processOf(server.parent)?.command.includes("keeper.mjs")) return false;

  const isGone = () => processOf(pid)?.started !== server.started;
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"]) {
    console.error(`keeper: sending ${signal} to PostgreSQL ${pid}, whose keeper is gone`);
    process.kill(pid, signal);
    for (const impatient = Date.now() + STOP_PATIENCE; !isGone() && Date.now() < impatient; ) await sleep(50);
    if (isGone()) return true;
  }
  return false;
}
