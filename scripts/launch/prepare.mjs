// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runQuietly } from "./child.mjs";
import { isInstalled } from "./installed.mjs";
import { takeLock } from "./lock.mjs";
import { root, tool, toolEnvironment } from "./project.mjs";
import { fingerprint } from "./stamp.mjs";

/**
 * A piece of work whose result lies in the project's folder, and holds until its inputs change.
 * @typedef {object} Job
 * @property {string} title
 * @property {string[]} inputs
 * @property {string} stamp holds the fingerprint of the inputs that the result was made from
 * @property {() => Promise<void>} work
 * @property {() => boolean} [isDone] whether the result is right although there is no stamp
 */

/** @type {Job} */
const install = {
  title: "Installing the packages",
  inputs: ["package-lock.json"],
  stamp: "node_modules/.stamp",
  isDone: isInstalled,
  // The build needs the development packages too, whatever NODE_ENV says.
  work: () => runQuietly("npm ci", "npm", ["ci", "--include=dev", "--loglevel=error"], toolEnvironment),
};

/** @type {Job} */
const generate = {
  title: "Generating the database client",
  inputs: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"],
  stamp: "prisma/generated/.stamp",
  work: () => runQuietly("prisma generate", process.execPath, [tool("prisma"), "generate"], toolEnvironment),
};

/** @type {Job} */
const build = {
  title: "Building the pages",
  inputs: [
    ...["app", "components", "lib", "public", "prisma", "instrumentation.ts", "proxy.ts"],
    ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
  ],
  stamp: ".next/.stamp",
  work: () =>
    runQuietly("next build", process.execPath, [tool("next"), "build"], {
      ...toolEnvironment,
      NODE_ENV: "production",
    }),
};

/** @param {Job} job @param {string} key */
function isFresh(job, key) {
  const file = path.join(root, job.stamp);
  return (existsSync(file) && readFileSync(file, "utf8") === key) || (job.isDone?.() ?? false);
}

/**
 * @param {Job} job
 * @param {(line: string) => void} say
 */
async function bringUpToDate(job, say) {
  const key = fingerprint(job.inputs);
  if (isFresh(job, key)) return;
  say(`${job.title} ...`);
  rmSync(path.join(root, job.stamp), { force: true }); // so that broken-off work is never taken for done
  await job.work();
  writeFileSync(path.join(root, job.stamp), key);
}

/**
 * Installs, generates and builds what is missing or stale. Two processes that come at once do not get in each
 * other's way: the second waits, and then finds the work done.
 * @param {(line: string) => void} say
 * @param {{ pages: boolean }} wanted
 */
export async function prepare(say, wanted) {
  const jobs = wanted.pages ? [install, generate, build] : [install, generate];
  if (jobs.every((job) => isFresh(job, fingerprint(job.inputs)))) return;

  mkdirSync(path.join(root, ".data"), { recursive: true });
  let taken = takeLock(path.join(root, ".data/setup.lock"), "set-up");
  if (taken.owner) say(`Waiting for the set-up by process ${taken.owner.pid} ...`);
  while (taken.owner) {
    await sleep(500);
    taken = takeLock(path.join(root, ".data/setup.lock"), "set-up");
  }
  for (const job of jobs) await bringUpToDate(job, say);
  taken.release();
}
