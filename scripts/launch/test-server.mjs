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
 * @returns {Promise<{ url: string, dataFolder: string, embedded: "1" | "" }>} `dataFolder`: for an application that is
 *   to use it too; `embedded`: what REPUTE_EMBEDDED is for who uses it
 */
export async function openTestServer() {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), "repute-test-"));
  chmodSync(dataFolder, 0o755);
  onShutdown(() => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  if (process.env.TEST_DATABASE_URL)
    return { url: readDatabaseUrl(process.env.TEST_DATABASE_URL), dataFolder, embedded: "" };
  const hold = await holdDatabase(dataFolder, console.error);
  onShutdown(hold.release);
  return { url: hold.url, dataFolder, embedded: "1" };
}

/** @param {string} server @param {string} name @returns {string} the address of that database on the same server */
function databaseOn(server, name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** @param {string} url @param {string[]} statements @returns {Promise<any[]>} rows of the last one */
async function run(url, ...statements) {
  const { default: pg } = await import("pg"); // this file is read before packages are installed
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/**
 * A database of its own on that server. When this process ends it is removed, and all whose names begin with its name.
 * @param {string} server
 * @param {string} kind
 * @returns {Promise<string>} its name
 */
async function ownDatabase(server, kind) {
  const name = `repute_${kind}_${randomBytes(6).toString("hex")}`;
  await run(server, `CREATE DATABASE ${name}`);
  onShutdown(async () => {
    const found = await run(server, `SELECT datname FROM pg_database WHERE starts_with(datname, '${name}')`);
    await run(server, ...found.map(({ datname }) => `DROP DATABASE ${datname} WITH (FORCE)`));
  });
  return name;
}

/**
 * A server for many short-lived databases, which are copies of a migrated one. The embedded server does not wait for the
 * disk: its data outlives a kill of any process, which tests do, and need not outlive a power cut.
 * @returns {Promise<Awaited<ReturnType<typeof openTestServer>> & { template: string }>}
 */
export async function openServerForTests() {
  const server = await openTestServer();
  const lax = ["fsync", "full_page_writes"].map((setting) => `ALTER SYSTEM SET ${setting} = off`);
  if (server.embedded) await run(server.url, ...lax, "SELECT pg_reload_conf()");
  const { migrate } = await import("../migrate.mjs");
  const template = await ownDatabase(server.url, "template");
  await migrate(databaseOn(server.url, template));
  return { ...server, template };
}

/**
 * Where the application under test keeps its data: beside the tests on the embedded server; on a server that was given,
 * in a database of its own.
 * @param {{ url: string, dataFolder: string }} server
 * @returns {Promise<NodeJS.Dict<string>>}
 */
export async function applicationEnvironment({ url, dataFolder }) {
  if (!process.env.TEST_DATABASE_URL) return { DATA_DIR: dataFolder, DATABASE_URL: "" };
  return { DATA_DIR: dataFolder, DATABASE_URL: databaseOn(url, await ownDatabase(url, "browser")) };
}
