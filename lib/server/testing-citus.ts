import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

const DISTRIBUTION = path.resolve(import.meta.dirname, "../../prisma/citus.sql");
const EXISTS_ALREADY = "42P04";

/** The address of another node or database; user and password stay. */
export function addressOf(
  server: string,
  database: string,
  node?: { nodename: string; nodeport: number },
): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (node) Object.assign(url, { hostname: node.nodename, port: String(node.nodeport) });
  return url.href;
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A cluster as tests need it: each of their databases on every node. */
export interface Cluster {
  /** Joins the new database `name` of the coordinator with one of that name on each worker. Call it before migrating. */
  prepare(name: string): Promise<void>;
  /** Spreads the tables of the migrated database. */
  distribute(name: string): Promise<void>;
  drop(name: string): Promise<void>;
}

/**
 * The Citus cluster that `server` is the coordinator of; null where the database it names has no such extension. The
 * workers are those that this database knows; they are reached under the names it has for them, with its user and password.
 */
export async function clusterOf(server: string): Promise<Cluster | null> {
  const client = new pg.Client(server);
  await client.connect();
  const ask = async <T extends pg.QueryResultRow>(sql: string) => (await client.query<T>(sql)).rows;
  try {
    const [created] = await ask("select 1 from pg_extension where extname = 'citus'");
    if (!created) return null;
    const workers = await ask<{ nodename: string; nodeport: number }>(
      "select nodename, nodeport from pg_dist_node where isactive and groupid <> 0 and noderole = 'primary'",
    );
    const { hostname, port } = new URL(server);
    const members = workers.map(
      ({ nodename, nodeport }) => `select citus_add_node('${nodename}', ${nodeport})`,
    );
    return {
      async prepare(name) {
        for (const worker of workers) {
          await run(addressOf(server, "postgres", worker), `create database ${name}`).catch((error) => {
            if (error.code !== EXISTS_ALREADY) throw error; // the coordinator has passed it on
          });
          await run(addressOf(server, name, worker), "create extension if not exists citus");
        }
        const coordinator = `select citus_set_coordinator_host('${hostname}', ${port || 5432})`;
        await run(addressOf(server, name), "create extension citus", coordinator, ...members);
      },
      distribute: (name) => run(addressOf(server, name), readFileSync(DISTRIBUTION, "utf8")),
      async drop(name) {
        await run(server, `drop database if exists ${name} with (force)`);
        for (const worker of workers)
          await run(addressOf(server, "postgres", worker), `drop database if exists ${name} with (force)`);
      },
    };
  } finally {
    await client.end();
  }
}
