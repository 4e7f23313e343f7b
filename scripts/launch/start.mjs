// @ts-check
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openDataFolder } from "./data-folder.mjs";
import { Failure } from "./failure.mjs";
import { requirePort } from "./free-port.mjs";
import { takeLock } from "./lock.mjs";
import { masterSecret } from "./master-secret.mjs";
import { readOptions } from "./options.mjs";
import { watchNpm } from "./parent.mjs";
import { prepare } from "./prepare.mjs";
import { root } from "./project.mjs";
import { endOnSignals, isEnding, onShutdown, shutDown } from "./shutdown.mjs";
import { startWeb } from "./web.mjs";

/** @param {string} sentence */
function fail(sentence) {
  if (isEnding()) return;
  console.error(sentence);
  shutDown(1);
}

/** @param {import("./options.mjs").Options} options */
async function claim(options) {
  openDataFolder(options.dataFolder);
  const { owner } = takeLock(path.join(options.dataFolder, "app.lock"), options.publicUrl);
  if (owner) {
    throw new Failure(
      `Repute is already running on ${options.dataFolder} (process ${owner.pid}): ${owner.note}`,
    );
  }
  await requirePort(options.port, options.host);
}

/** @param {string[]} migrations */
function tellMigrations(migrations) {
  if (migrations.length === 0) return "schema up to date";
  return migrations.length === 1 ? "1 migration applied" : `${migrations.length} migrations applied`;
}

/**
 * `npm start`, and with `development` `npm run dev`: everything from nothing to a served application, which then runs
 * until a signal comes.
 * @param {string[]} args `--server FILE` runs that script in place of the pages, for tests of this launcher
 * @param {{ development: boolean }} mode
 */
async function launch(args, { development }) {
  const began = Date.now();
  const { server } = parseArgs({ args, options: { server: { type: "string" } } }).values;
  const say = console.log;
  endOnSignals(0);
  watchNpm(() => shutDown(0));
  if (process.channel) process.once("disconnect", () => shutDown(0)); // started by `npm test`, which was killed

  const options = readOptions();
  await claim(options);
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  say(`Repute ${version}`);
  await prepare(say, { pages: !development && !server });

  const { openDatabase } = await import("./database.mjs");
  const database = await openDatabase(options, fail);
  onShutdown(database.release);
  say(`Database: ${database.title}, ${tellMigrations(database.migrations)}`);

  const { createSetupLink } = await import("./setup-link.mjs");
  const secret = masterSecret(options.dataFolder, { create: true });
  const setupLink = await createSetupLink(database.url, options.publicUrl);
  const environment = { DATABASE_URL: database.url, REPUTE_SECRET: secret };
  const web = await startWeb(options, { development, server }, environment);
  onShutdown(web.stop);
  web.ended.then((code) => fail(`The web server ended unexpectedly (exit code ${code}).`));

  say(`Ready after ${((Date.now() - began) / 1000).toFixed(1)} s; Ctrl-C stops everything.`);
  say(
    setupLink
      ? `Create the first account with this one-time link: ${setupLink}`
      : `Open ${options.publicUrl}`,
  );
}

/** @param {string[]} args */
export const start = (args) => launch(args, { development: false });

/** @param {string[]} args */
export const dev = (args) => launch(args, { development: true });
