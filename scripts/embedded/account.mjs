// @ts-check
import { readFileSync } from "node:fs";
import { Failure } from "../launch/failure.mjs";

/**
 * The account that PostgreSQL runs under. It refuses to run as root, so root lends it `nobody`.
 * @returns {{ uid?: number, gid?: number }} to be spread into spawn options; empty: our own account
 */
export function serverAccount() {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync("/etc/passwd", "utf8").match(/^nobody:[^:]*:(\d+):(\d+):/m);
  if (!line)
    throw new Failure("PostgreSQL does not run as root, and there is no user `nobody`; use another account.");
  return { uid: Number(line[1]), gid: Number(line[2]) };
}
