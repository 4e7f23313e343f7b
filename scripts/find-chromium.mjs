// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "./launch/failure.mjs";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge",
];
const MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

const PACKAGE_PATIENCE = 300_000;

/** Whether it is there and finds its libraries. @param {string} file */
function runs(file) {
  return existsSync(file) && spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;
}

/** One that `playwright install` brought first, then what the system has. */
function findChromium() {
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...MAC].find(runs);
}

/** Debian's package, without asking: as root, or where sudo needs no password. */
function installPackage() {
  const [program = "sh", ...prefix] = process.getuid?.() === 0 ? ["sh"] : ["sudo", "-n", "sh"];
  const script =
    "apt-get update -qq && DEBIAN_FRONTEND=noninteractive " +
    "apt-get install -y -qq --no-install-recommends chromium fonts-liberation";
  /** @type {import("node:child_process").StdioOptions} */
  const stdio = ["ignore", "ignore", "inherit"];
  spawnSync(program, [...prefix, "-c", script], { stdio, timeout: PACKAGE_PATIENCE, killSignal: "SIGKILL" });
}

/**
 * Finds a Chromium: CHROMIUM_PATH, Playwright's own, an installed one; else installs Debian's. Playwright's is not
 * downloaded: nothing is fetched but from npm and Debian.
 * @param {(line: string) => void} say
 * @returns {string} its path
 * @throws {Failure} when there is none to be had
 */
export function provideChromium(say) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Failure(`CHROMIUM_PATH is ${given}, which does not run.`);
  }
  const present = findChromium();
  if (present) return present;
  if (existsSync("/usr/bin/apt-get")) {
    say("No Chromium here; installing Debian's package ...");
    installPackage();
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Failure("There is no Chromium, and none could be installed; CHROMIUM_PATH names one.");
}
