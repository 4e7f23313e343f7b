// @ts-check
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { Failure } from "./launch/failure.mjs";
import { root } from "./launch/project.mjs";

/** The advisory lock that `prisma migrate` takes, so that the two exclude each other. */
const MIGRATE_LOCK = 72707369;

/** As the schema engine makes it. */
const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** @typedef {{ name: string, sql: string, checksum: string }} Migration */

/** @param {string} folder @returns {Migration[]} in the order to apply them */
function readMigrations(folder) {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * The statements of a text, which end where a semicolon stands outside of comments, strings, names and bodies. Sent one by
 * one, since a Citus cluster passes the text that a DROP INDEX came in on to its workers, which take one statement each.
 * @param {string} sql @returns {string[]}
 */
export const statementsOf = (sql) =>
  sql.match(/(?:--.*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$|[^;])+/g) ?? [];

/**
 * Applies one migration and records it, both or neither. What cannot run inside a transaction (CREATE INDEX
 * CONCURRENTLY) cannot stand in a migration.
 * @param {pg.Client} client
 * @param {Migration} migration
 */
async function apply(client, { name, sql, checksum }) {
  await client.query("BEGIN");
  try {
    // A Citus cluster takes a function after a change of a distributed table only so; to other servers it is a name.
    await client.query("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'");
    for (const statement of statementsOf(sql)) await client.query(statement);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    const reason = error instanceof Error ? error.message : error;
    throw new Failure(`The migration ${name} could not be applied: ${reason}.`);
  }
}

/**
 * Applies what is pending of prisma/migrations, and records it as `prisma migrate deploy` would: ordinary Prisma can
 * take over at any time. Safe to run by several processes at once.
 * @param {string} url the database
 * @param {string} [folder]
 * @returns {Promise<string[]>} names of the migrations applied now
 * @throws {Failure} when one fails, or does not fit what was applied before
 */
export async function migrate(url, folder = path.join(root, "prisma/migrations")) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATE_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const { rows } = await client.query(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const known = new Map(rows.map((row) => [row.migration_name, row]));
    const applied = [];
    for (const migration of readMigrations(folder)) {
      const record = known.get(migration.name);
      if (record && !record.finished_at) {
        throw new Failure(
          `The migration ${migration.name} failed earlier; see \`npx prisma migrate resolve\`.`,
        );
      }
      if (record && record.checksum !== migration.checksum) {
        throw new Failure(
          `The migration ${migration.name} was changed after it was applied to this database.`,
        );
      }
      if (record) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end(); // which gives the lock back
  }
}
