// @ts-check
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockEntry */

/** What npm notes, at the very end of its work, about what it installed. */
const PRESENT = "node_modules/.package-lock.json";

/** @param {string} file @returns {Record<string, LockEntry>} */
function entriesOf(file) {
  return JSON.parse(readFileSync(path.join(root, file), "utf8")).packages;
}

/** Whether node_modules holds exactly what package-lock.json names; other systems' optional packages may be absent. */
export function isInstalled() {
  if (!existsSync(path.join(root, PRESENT))) return false;
  const { "": _project, ...wanted } = entriesOf("package-lock.json");
  const present = entriesOf(PRESENT);
  const fits = Object.entries(wanted).every(([place, entry]) => {
    const found = present[place];
    if (!found) return entry.optional || entry.devOptional;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  return fits && Object.keys(present).every((place) => place in wanted);
}
