// @ts-check
import { runChild } from "./child.mjs";
import { openDataFolder } from "./data-folder.mjs";
import { readOptions } from "./options.mjs";
import { prepare } from "./prepare.mjs";
import { tool, toolEnvironment } from "./project.mjs";
import { endOnSignals, onShutdown, shutDown } from "./shutdown.mjs";

const INTERRUPTED = 130;

/**
 * `npm run migrate -- --name what-changed`: `prisma migrate dev` on the development database, for those who change the
 * schema. Prisma's engine is played by scripts/schema-engine.mjs, which needs no download.
 * @param {string[]} args handed on
 */
export async function migrateDev(args) {
  endOnSignals(INTERRUPTED);
  await prepare(console.log, { pages: false });
  const options = readOptions();
  openDataFolder(options.dataFolder);
  const { openDatabase } = await import("./database.mjs");
  const database = await openDatabase(options, console.error);
  onShutdown(database.release);
  const env = { ...toolEnvironment, DATABASE_URL: database.url };
  await shutDown(
    await runChild(process.execPath, [tool("prisma"), "migrate", "dev", ...args], { env, stdio: "inherit" }),
  );
}
