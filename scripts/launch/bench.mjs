// @ts-check
import { runChild } from "./child.mjs";
import { watchNpm } from "./parent.mjs";
import { prepare } from "./prepare.mjs";
import { toolEnvironment } from "./project.mjs";
import { endOnSignals, shutDown } from "./shutdown.mjs";
import { openTestServer } from "./test-server.mjs";

const INTERRUPTED = 130;

/**
 * `npm run bench`: the measurements of scripts/bench.ts on a server of their own.
 * @param {string[]} args handed on
 */
export async function bench(args) {
  endOnSignals(INTERRUPTED);
  watchNpm(() => shutDown(INTERRUPTED));
  await prepare((line) => console.error(line), { pages: false });
  const { url, embedded } = await openTestServer();
  const env = { ...toolEnvironment, TEST_DATABASE_URL: url, DATABASE_URL: "", REPUTE_EMBEDDED: embedded };
  await shutDown(
    // With the young generation that `npm run repute` gives an import.
    await runChild(
      process.execPath,
      ["--max-semi-space-size=32", "--import", "tsx", "scripts/bench.ts", ...args],
      {
        env,
        stdio: "inherit",
      },
    ),
  );
}
