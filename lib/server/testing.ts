import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { PrismaClient } from "@/prisma/generated/client";
import { onCluster } from "./cluster";
import { openDatabase } from "./database";
import { addressOf, type Cluster, clusterOf } from "./testing-citus";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");

async function as<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The text of every migration, in order. */
function migrations(): string {
  const names = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map((entry) => entry.name)
    .sort()
    .map((name) => readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8"))
    .join("\n");
}

/** What `npm test` has migrated once for all its databases. Nothing where each has to be spread over a cluster. */
const templateOn = (server: string, cluster: Cluster | null): string | undefined =>
  server === process.env.TEST_DATABASE_URL && !cluster ? process.env.TEST_TEMPLATE : undefined;

async function copy(server: string, template: string, name: string): Promise<void> {
  // Copying files asks for a checkpoint: quick only where nothing waits for the disk.
  const strategy = process.env.REPUTE_EMBEDDED ? "file_copy" : "wal_log";
  await as(server, (client) =>
    client.query(`create database ${name} template ${template} strategy ${strategy}`),
  );
}

async function migrate(server: string, name: string, cluster: Cluster | null): Promise<void> {
  await as(server, (client) => client.query(`create database ${name}`));
  await cluster?.prepare(name);
  await as(addressOf(server, name), (client) => client.query(migrations()));
  await cluster?.distribute(name);
}

interface TestDatabase {
  db: PrismaClient;
  url: string;
  /** Closes and removes it. */
  drop(): Promise<void>;
}

/**
 * A fresh, migrated database of its own, by default on the server of `TEST_DATABASE_URL`; where that is the coordinator
 * of a Citus cluster its tables are distributed.
 * @param from the database to copy instead
 * @throws when `TEST_DATABASE_URL` is not set: tests never touch a database that somebody may be using.
 */
export async function testDatabase(
  server = process.env.TEST_DATABASE_URL,
  from?: string,
): Promise<TestDatabase> {
  if (!server) throw new Error("TEST_DATABASE_URL is not set: run the tests with `npm test`");
  const name = `repute_test_${randomBytes(6).toString("hex")}`;
  const cluster = await clusterOf(server);
  const template = from ?? templateOn(server, cluster);
  if (template) await copy(server, template, name);
  else await migrate(server, name, cluster);
  const url = addressOf(server, name);
  const db = openDatabase(url);
  return {
    db,
    url,
    async drop() {
      await db.$disconnect();
      if (cluster) await cluster.drop(name);
      else await as(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/**
 * A database of its own, filled by `fill`: once in a run of the tests, and copied for who asks later, of whatever process.
 * @param kind names what is in it
 */
export async function filledDatabase(
  kind: string,
  fill: (db: PrismaClient) => Promise<unknown>,
): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL ?? "";
  const template = server && templateOn(server, await clusterOf(server));
  if (!template) {
    const fresh = await testDatabase();
    await fill(fresh.db);
    return fresh;
  }
  const filled = `${template}_${kind}`;
  await as(server, async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [filled]); // given back when the connection ends
    const known = await client.query("select from pg_database where datname = $1", [filled]);
    if (known.rowCount) return;
    const { db, url } = await testDatabase();
    await fill(db);
    await db.$disconnect();
    await client.query(`alter database ${new URL(url).pathname.slice(1)} rename to ${filled}`);
  });
  return testDatabase(server, filled);
}

/** Resolves once so many connections of this database, of whatever node of a cluster, wait for a lock, or `gaveUp`. */
export async function waitingForLocks(db: PrismaClient, count = 1, gaveUp = () => false): Promise<void> {
  const activity = (await onCluster(db)) ? "citus_stat_activity" : "pg_stat_activity";
  for (let waiting = 0; waiting < count && !gaveUp(); await setTimeout(10)) {
    const [row] = await db.$queryRawUnsafe<{ n: number }[]>(
      `select count(*)::int as n from ${activity} where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = row?.n ?? 0;
  }
}
