// @ts-check
// Usage: node scripts/run.mjs start | dev | test | bench | migrate
// Needs nothing but Node: the commands install the packages themselves. No newer syntax in this file: an old Node has to
// be able to read it, to be told so.
import { requireNode } from "./launch/node-version.mjs";

const commands = {
  start: async () => (await import("./launch/start.mjs")).start,
  dev: async () => (await import("./launch/start.mjs")).dev,
  test: async () => (await import("./launch/test.mjs")).test,
  bench: async () => (await import("./launch/bench.mjs")).bench,
  migrate: async () => (await import("./launch/migrate-dev.mjs")).migrateDev,
};

/**
 * @param {string} name
 * @param {string[]} args
 */
async function main(name, args) {
  const { sentenceFor } = await import("./launch/failure.mjs");
  const { shutDown } = await import("./launch/shutdown.mjs");
  try {
    if (!(name in commands))
      throw new Error(`usage: node scripts/run.mjs ${Object.keys(commands).join(" | ")}`);
    const run = await commands[/** @type {keyof typeof commands} */ (name)]();
    await run(args);
  } catch (error) {
    console.error(sentenceFor(error));
    await shutDown(1);
  }
}

requireNode();
main(String(process.argv[2]), process.argv.slice(3));
