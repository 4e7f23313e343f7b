// @ts-check
import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { codeOf } from "./failure.mjs";

/**
 * Writes a file of mode 0600 that others see whole or not at all.
 * @param {string} file
 * @param {string} content
 */
export function replaceFile(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * The same for a file that must not be there yet. Of several processes that try at once exactly one succeeds.
 * @param {string} file
 * @param {string} content
 * @returns {boolean} false when the file was there already
 */
export function createOnce(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
