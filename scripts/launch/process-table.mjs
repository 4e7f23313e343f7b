// @ts-check
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Process
 * @property {number} parent
 * @property {string} started when it began: with the number this tells a process from a later one of the same number
 * @property {string} command
 */

/** @param {number} pid @returns {Process | undefined} */
function readProc(pid) {
  try {
    // The program's name stands in brackets and may hold spaces and brackets itself.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [state = "", parent] = fields;
    const gone = "ZX".includes(state);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return gone ? undefined : { parent: Number(parent), started: String(fields[19]), command };
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {Process | undefined} */
function askPs(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,stat=,lstart=,command=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const match = /^\s*(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*)$/m.exec(stdout ?? "");
  if (!match || match[2]?.startsWith("Z")) return undefined;
  return { parent: Number(match[1]), started: match[3] ?? "", command: match[4] ?? "" };
}

/**
 * A living process of this machine; undefined when there is none of that number.
 * @param {number} pid
 */
export function processOf(pid) {
  return process.platform === "linux" ? readProc(pid) : askPs(pid);
}
