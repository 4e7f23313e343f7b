// @ts-check
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runChild } from "./child.mjs";
import { root, tool, toolEnvironment } from "./project.mjs";
import { CRASHED, countCheck, countPlaywright, countTap } from "./results.mjs";

/** @typedef {import("./results.mjs").Counts} Counts */

/** Where tests lie beside the code. */
const FOLDERS = ["app", "components", "lib", "scripts"];
/** Of one file, in milliseconds. */
const FILE_TIMEOUT = 300_000;
/** Of one process, which a test that was given up may keep from ending. */
const PROCESS_TIMEOUT = 900_000;
/** Processes at once: on two cores the third works while others wait for a server that starts or is killed. */
const PROCESSES = 3;
/** Files that one process runs, one after the other: to start one and to load our modules takes longer than most files. */
const FILES_PER_PROCESS = 24;

/**
 * Runs a script of Node with the terminal's output.
 * @param {string[]} args
 * @param {NodeJS.Dict<string>} [environment]
 * @returns {Promise<number>} the exit code
 */
function runNode(args, environment = {}) {
  const env = { ...toolEnvironment, ...environment };
  return runChild(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] });
}

/** @param {string} suffix @returns {string[]} paths relative to the project's root */
function testFiles(suffix) {
  const present = FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
  const all = present.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.join(folder, name),
    ),
  );
  return all.filter((name) => name.endsWith(suffix)).sort();
}

/**
 * Deals the files out, so that neighbours, which take alike long, go to different processes.
 * @param {string[]} files
 * @param {string} folder where each group gets a module that runs its files
 * @returns {string[]} those modules
 */
function writeGroups(files, folder) {
  const groups = Math.ceil(files.length / FILES_PER_PROCESS);
  return Array.from({ length: groups }, (_, group) => {
    const suites = files
      .filter((_, i) => i % groups === group)
      .map((file) => [file, pathToFileURL(path.resolve(root, file)).href].map((text) => JSON.stringify(text)))
      .map(([name, url]) => `suite(${name}, { timeout: ${FILE_TIMEOUT} }, () => import(${url}));`);
    const module = path.join(folder, `group-${group}.mjs`);
    writeFileSync(module, ['import { suite } from "node:test";', ...suites].join("\n"));
    return module;
  });
}

/** @returns {Promise<Counts>} */
export async function checkTypes() {
  const generated = await runNode([tool("next"), "typegen"]);
  return countCheck(generated || (await runNode([tool("tsc"), "--noEmit", "--project", root])));
}

/** @returns {Promise<Counts>} */
export async function checkLint() {
  const colours = process.stdout.isTTY ? "force" : "off"; // left alone, Biome colours a log file letter by letter
  return countCheck(await runNode([tool("biome"), "ci", `--colors=${colours}`, "."]));
}

/**
 * @param {string} suffix of the test files, when none are named
 * @param {string[]} named
 * @param {NodeJS.Dict<string>} [environment]
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(suffix, named, environment) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-report-"));
  const report = path.join(folder, "report.tap");
  const code = await runNode(
    [
      ...["--import", "tsx", "--test"],
      ...[`--test-concurrency=${PROCESSES}`, `--test-timeout=${PROCESS_TIMEOUT}`],
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...["--test-reporter=tap", `--test-reporter-destination=${report}`],
      ...writeGroups(named.length > 0 ? named : testFiles(suffix), folder),
    ],
    environment,
  );
  const tap = existsSync(report) ? readFileSync(report, "utf8") : "";
  rmSync(folder, { recursive: true });
  return tap ? countTap(tap, code) : CRASHED;
}

/**
 * @param {string[]} named
 * @param {NodeJS.Dict<string>} environment
 * @returns {Promise<Counts>}
 */
export async function runPlaywright(named, environment) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-report-"));
  const report = path.join(folder, "report.json");
  const code = await runNode([tool("playwright"), "test", ...named], {
    ...environment,
    PLAYWRIGHT_REPORT: report,
  });
  const json = existsSync(report) ? readFileSync(report, "utf8") : undefined;
  rmSync(folder, { recursive: true });
  return countPlaywright(json, code);
}
