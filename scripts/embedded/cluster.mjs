// @ts-check
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../launch/failure.mjs";
import { serverAccount } from "./account.mjs";

export const ROLE = "repute";

/** @typedef {{ data: string, password: string }} Cluster `data`: PostgreSQL's own folder */

/**
 * Runs initdb into `folder`: PostgreSQL's files in `data`, the password of its one role in `password`.
 * @param {string} programs
 * @param {string} folder
 */
function createCluster(programs, folder) {
  const account = serverAccount();
  const passwordFile = path.join(folder, "password");
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  for (const file of [folder, passwordFile]) {
    if (account.uid !== undefined) chownSync(file, account.uid, account.gid ?? account.uid);
  }
  const { status, stderr, error } = spawnSync(
    path.join(programs, "initdb"),
    [
      ...["--pgdata", path.join(folder, "data"), "--username", ROLE, "--pwfile", passwordFile],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-instructions"],
    ],
    { ...account, cwd: folder, encoding: "utf8", env: { ...process.env, LC_ALL: "C", TZ: "UTC" } },
  );
  if (status === 0) return;
  if (/No space left/.test(stderr)) throw new Failure(`No space is left on the disk of ${folder}.`);
  throw new Failure(`PostgreSQL could not make its files in ${folder}: ${error?.message ?? stderr.trim()}`);
}

/**
 * The embedded cluster of a data folder, made if missing. It is made under another name and renamed when whole, so that
 * it never is half there, and of two processes that make one the second takes the first's.
 * @param {string} programs
 * @param {string} dataFolder
 * @returns {Cluster}
 */
export function openCluster(programs, dataFolder) {
  const folder = path.join(dataFolder, "postgres");
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    try {
      createCluster(programs, draft);
      if (!existsSync(folder)) renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const password = readFileSync(path.join(folder, "password"), "utf8");
  return { data: path.join(folder, "data"), password };
}
