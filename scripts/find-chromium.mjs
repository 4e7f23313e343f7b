// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "./launch/failure.mjs";
import { tool } from "./launch/project.mjs";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge",
];
const MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

const DOWNLOAD_PATIENCE = 60_000;
const PACKAGE_PATIENCE = 300_000;

/** Whether it is there and finds its libraries, which a downloaded one on a bare machine does not. @param {string} file */
function runs(file) {
  return existsSync(file) && spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;
}

/** Playwright's own download first, then what the system has. */
function findChromium() {
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...MAC].find(runs);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {number} timeout milliseconds
 */
function tryOut(command, args, timeout) {
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout, killSignal: "SIGKILL" });
}

/** Debian's package, without asking: as root, or where sudo needs no password. */
function installPackage() {
  const [program = "sh", ...prefix] = process.getuid?.() === 0 ? ["sh"] : ["sudo", "-n", "sh"];
  const script =
    "apt-get update -qq && DEBIAN_FRONTEND=noninteractive " +
    "apt-get install -y -qq --no-install-recommends chromium fonts-liberation";
  tryOut(program, [...prefix, "-c", script], PACKAGE_PATIENCE);
}

/**
 * Finds a Chromium: CHROMIUM_PATH, Playwright's own, an installed one; else gets Playwright's, else Debian's.
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
  say("No Chromium here; downloading Playwright's ...");
  tryOut(process.execPath, [tool("playwright"), "install", "chromium"], DOWNLOAD_PATIENCE);
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  if (existsSync("/usr/bin/apt-get")) {
    say("... which failed; installing Debian's package ...");
    installPackage();
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Failure("There is no Chromium, and none could be installed; CHROMIUM_PATH names one.");
}
