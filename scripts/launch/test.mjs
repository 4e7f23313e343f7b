// @ts-check
import path from "node:path";
import { startApplication } from "./application.mjs";
import { sentenceFor } from "./failure.mjs";
import { watchNpm } from "./parent.mjs";
import { prepare } from "./prepare.mjs";
import { root } from "./project.mjs";
import { addCounts, CRASHED, summaryLine } from "./results.mjs";
import { endOnSignals, shutDown } from "./shutdown.mjs";
import { checkLint, checkTypes, runNodeTests, runPlaywright } from "./stages.mjs";
import { applicationEnvironment, openServerForTests } from "./test-server.mjs";

const INTERRUPTED = 130;
const say = console.log;

/** @typedef {import("./results.mjs").Counts} Counts */

/** @type {ReturnType<typeof openServerForTests> | undefined} */
let opening;

/** One server for all stages that need one, started by the first of them. */
function testServer() {
  opening ??= openServerForTests();
  return opening;
}

/** @param {string[]} files @returns {Promise<Counts>} */
async function runIntegration(files) {
  const { url, embedded, template } = await testServer();
  const environment = {
    TEST_DATABASE_URL: url,
    TEST_TEMPLATE: template,
    DATABASE_URL: "",
    REPUTE_EMBEDDED: embedded,
  };
  return runNodeTests(".itest.ts", files, environment);
}

/** @param {string[]} files @returns {Promise<Counts>} */
async function runBrowser(files) {
  const { provideChromium } = await import("../find-chromium.mjs");
  const chromium = provideChromium(say);
  await prepare(say, { pages: true });
  // Alerts and webhooks are posted to receivers on this machine.
  const environment = { ...(await applicationEnvironment(await testServer())), REPUTE_LOCAL_RECEIVERS: "1" };
  const { baseUrl, setupUrl, log } = await startApplication(environment);
  const counts = await runPlaywright(files, {
    ...environment,
    BASE_URL: baseUrl,
    SETUP_URL: setupUrl,
    CHROMIUM_PATH: chromium,
    REPUTE_COMMAND: `"${process.execPath}" "${path.join(root, "scripts/repute.mjs")}"`,
  });
  if (counts.failed > 0) say(`What the application said meanwhile:\n${log()}`);
  return counts;
}

/** In the order they run; a later one costs more. @type {Record<string, (files: string[]) => Promise<Counts>>} */
const stages = {
  types: checkTypes,
  lint: checkLint,
  unit: (files) => runNodeTests(".test.ts", files),
  integration: runIntegration,
  browser: runBrowser,
};

/**
 * One stage; that it could not be run is its own failure and does not keep the others from running.
 * @param {string} name
 * @param {string[]} files
 * @returns {Promise<Counts>}
 */
async function runStage(name, files) {
  say(`\n== ${name}`);
  try {
    return (await stages[name]?.(files)) ?? CRASHED;
  } catch (error) {
    console.error(sentenceFor(error));
    return CRASHED;
  }
}

/**
 * `npm test`: does its own set-up and runs every stage to the end, whatever fails. The last line is the sum.
 * @param {string[]} args none, or one stage and perhaps its files
 */
export async function test([wanted, ...files]) {
  const names = wanted === undefined ? Object.keys(stages) : [wanted];
  if (wanted !== undefined && !Object.hasOwn(stages, wanted)) {
    console.error(`usage: npm test -- [${Object.keys(stages).join(" | ")}] [FILE...]`);
    process.exit(2);
  }
  endOnSignals(INTERRUPTED);
  watchNpm(() => shutDown(INTERRUPTED));

  /** @type {Counts[]} */
  const results = [];
  try {
    await prepare(say, { pages: false });
    for (const name of names) results.push(await runStage(name, files));
  } catch (error) {
    console.error(sentenceFor(error));
    results.push(CRASHED);
  }
  const total = addCounts(results);
  await shutDown(total.failed > 0 || total.passed === 0 ? 1 : 0, summaryLine(total));
}
