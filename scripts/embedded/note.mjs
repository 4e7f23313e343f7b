// @ts-check
import { readFileSync } from "node:fs";
import path from "node:path";
import { processOf } from "../launch/process-table.mjs";
import { replaceFile } from "../launch/whole-file.mjs";

/**
 * Where the keeper of a data folder answers, and to whom. It stays there when the keeper is gone, for the next one to
 * offer the database on the same port.
 * @typedef {object} Note
 * @property {number} keeper process number
 * @property {string | undefined} started when that process began
 * @property {number} keeperPort
 * @property {string} key
 * @property {number} databasePort
 */

/** @param {string} dataFolder */
const noteFile = (dataFolder) => path.join(dataFolder, "keeper.json");

/** @param {string} dataFolder @returns {Note | undefined} */
export function readNote(dataFolder) {
  try {
    return JSON.parse(readFileSync(noteFile(dataFolder), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Announces this process as the keeper.
 * @param {string} dataFolder
 * @param {Pick<Note, "keeperPort" | "key" | "databasePort">} door
 */
export function writeNote(dataFolder, door) {
  const note = { keeper: process.pid, started: processOf(process.pid)?.started, ...door };
  replaceFile(noteFile(dataFolder), JSON.stringify(note));
}
