import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { PrismaClient } from "@/prisma/generated/client";
import { openDatabase } from "./database";
import { clusterOf } from "./testing-citus";

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

/**
 * A fresh, migrated database of its own, by default on the server of `TEST_DATABASE_URL`; where that is the coordinator
 * of a Citus cluster its tables are distributed. `drop` closes and removes it.
 * @throws when `TEST_DATABASE_URL` is not set: tests never touch a database that somebody may be using.
 */
export async function testDatabase(
  server = process.env.TEST_DATABASE_URL,
): Promise<{ db: PrismaClient; url: string; drop(): Promise<void> }> {
  if (!server) throw new Error("TEST_DATABASE_URL is not set: run the tests with `npm test`");
  const name = `repute_test_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const cluster = await clusterOf(server);
  await as(server, (client) => client.query(`create database ${name}`));
  await cluster?.prepare(name);
  await as(url.href, (client) => client.query(migrations()));
  await cluster?.distribute(name);
  const db = openDatabase(url.href);
  return {
    db,
    url: url.href,
    async drop() {
      await db.$disconnect();
      if (cluster) await cluster.drop(name);
      else await as(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
