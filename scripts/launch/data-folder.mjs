// @ts-check
import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, Failure } from "./failure.mjs";

const LEAST_FREE = 500e6;

/**
 * Makes sure that the data folder is there, writable, and on a disk with room.
 * @param {string} folder
 * @throws {Failure} which of these it is not
 */
export function openDataFolder(folder) {
  const probe = path.join(folder, `.probe-${process.pid}`);
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755); // a narrow umask would shut out the account that PostgreSQL runs under
    }
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    if (codeOf(error) === "ENOSPC") throw error;
    throw new Failure(
      `The data folder ${folder} cannot be written to (${codeOf(error)}); DATA_DIR chooses another.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= LEAST_FREE) return;
  throw new Failure(
    `Only ${Math.floor(free / 1e6)} MB are free on the disk of ${folder}; Repute needs ${LEAST_FREE / 1e6} MB.`,
  );
}
