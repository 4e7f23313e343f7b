// @ts-check
import { readFileSync, rmSync } from "node:fs";
import { processOf } from "./process-table.mjs";
import { createOnce } from "./whole-file.mjs";

/** @typedef {{ pid: number, started: string | undefined, note: string }} Owner */

/** @param {string} file @returns {Owner | undefined} the living process that holds the lock */
function ownerOf(file) {
  try {
    const owner = /** @type {Owner} */ (JSON.parse(readFileSync(file, "utf8")));
    return processOf(owner.pid)?.started === owner.started ? owner : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes `file` as a lock until `release`, or for as long as this process lives: a killed owner's lock counts as free.
 * @param {string} file
 * @param {string} note what others are told about the owner
 * @returns {{ owner: Owner } | { owner: undefined, release: () => void }} `owner`: who has it, when it is not free
 */
export function takeLock(file, note) {
  const mine = JSON.stringify({ pid: process.pid, started: processOf(process.pid)?.started, note });
  while (!createOnce(file, mine)) {
    const owner = ownerOf(file);
    if (owner) return { owner };
    rmSync(file, { force: true });
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  return { owner: undefined, release };
}
