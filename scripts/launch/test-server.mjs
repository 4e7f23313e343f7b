// @ts-check
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { holdDatabase } from "../embedded/hold.mjs";
import { readDatabaseUrl } from "./options.mjs";
import { onShutdown } from "./shutdown.mjs";

/**
 * A database server for tests or measurements: the one of TEST_DATABASE_URL, else an embedded one in a temporary folder
 * that is stopped and removed when this process ends.
 * @returns {Promise<{ url: string, dataFolder: string }>} `dataFolder`: for an application that is to use it too
 */
export async function openTestServer() {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), "repute-test-"));
  chmodSync(dataFolder, 0o755);
  onShutdown(() => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  if (process.env.TEST_DATABASE_URL)
    return { url: readDatabaseUrl(process.env.TEST_DATABASE_URL), dataFolder };
  const hold = await holdDatabase(dataFolder, console.error);
  onShutdown(hold.release);
  return { url: hold.url, dataFolder };
}

/**
 * Where the application under test keeps its data: beside the tests on the embedded server; on a server that was given,
 * in a database of its own.
 * @param {{ url: string, dataFolder: string }} server
 * @returns {Promise<NodeJS.Dict<string>>}
 */
export async function applicationEnvironment({ url, dataFolder }) {
  if (!process.env.TEST_DATABASE_URL) return { DATA_DIR: dataFolder, DATABASE_URL: "" };
  const { default: pg } = await import("pg");
  const name = `repute_browser_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  onShutdown(async () => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  });
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { DATA_DIR: dataFolder, DATABASE_URL: own.href };
}
