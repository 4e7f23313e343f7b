import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import { root, tool, toolEnvironment } from "./launch/project.mjs";
import { migrate, statementsOf } from "./migrate.mjs";

const folder = path.join(root, "prisma/migrations");
const names = readdirSync(folder).filter((name) => !name.endsWith(".toml"));
const name = `repute_migrations_${randomBytes(6).toString("hex")}`;
const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
const url = new URL(process.env.TEST_DATABASE_URL ?? "");
url.pathname = `/${name}`;

/** Runs one statement on the database under test. */
async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs Prisma's own command line on it, with the stand-in for its engine. */
function prisma(...args: string[]) {
  const env = { ...toolEnvironment, DATABASE_URL: url.href };
  const options = { cwd: root, env, encoding: "utf8", timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool("prisma"), ...args], options);
  return { status, output: stdout + stderr };
}

const DIFF = [
  "migrate",
  "diff",
  "--from-config-datasource",
  "--to-schema",
  "prisma/schema.prisma",
  "--exit-code",
];

before(async () => {
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
});

after(async () => {
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

test("two processes at once apply every migration exactly once, a third run nothing", async () => {
  const applied = await Promise.all([migrate(url.href), migrate(url.href)]);
  assert.deepEqual(applied.flat(), names);
  assert.deepEqual(await migrate(url.href), []);
});

test("each is recorded as `prisma migrate deploy` records it", async () => {
  const rows = await query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
  assert.deepEqual(
    rows.map((row) => [
      row.migration_name,
      row.checksum,
      row.applied_steps_count,
      row.rolled_back_at,
      row.logs,
    ]),
    names.map((migration) => {
      const sql = readFileSync(path.join(folder, migration, "migration.sql"));
      return [migration, createHash("sha256").update(sql).digest("hex"), 1, null, null];
    }),
  );
  assert.ok(rows.every((row) => row.finished_at instanceof Date && row.started_at instanceof Date));
});

test("Prisma itself finds nothing pending and no difference to the schema", () => {
  const deploy = prisma("migrate", "deploy");
  assert.equal(deploy.status, 0, deploy.output);
  assert.match(deploy.output, /No pending migrations to apply/);
  const diff = prisma(...DIFF);
  assert.equal(diff.status, 0, diff.output);
  assert.match(diff.output, /No difference detected/);
});

test("a difference would be found", async () => {
  await query("ALTER TABLE list ADD COLUMN surplus text");
  assert.equal(prisma(...DIFF).status, 2);
  await query("ALTER TABLE list DROP COLUMN surplus");
});

test("a migration that was changed after it was applied is refused", async () => {
  await query("UPDATE _prisma_migrations SET checksum = 'x'");
  await assert.rejects(migrate(url.href), /was changed after it was applied/);
});

test("a migration that fails leaves nothing behind, names itself, and can be applied when it is put right", async (t) => {
  const own = mkdtempSync(path.join(os.tmpdir(), "repute-migrations-"));
  t.after(() => rmSync(own, { recursive: true }));
  const write = (migration: string, sql: string) => {
    mkdirSync(path.join(own, migration), { recursive: true });
    writeFileSync(path.join(own, migration, "migration.sql"), sql);
  };
  await query("DROP TABLE _prisma_migrations");
  write("1_first", "CREATE TABLE trial_one (n int)");
  write("2_second", "CREATE TABLE trial_two (n int); SELECT 1 / 0");
  await assert.rejects(migrate(url.href, own), /2_second could not be applied: division by zero/);
  assert.deepEqual(
    await query("SELECT to_regclass('trial_one') IS NULL AS one, to_regclass('trial_two') IS NULL AS two"),
    [{ one: false, two: true }],
  );
  write("2_second", "CREATE TABLE trial_two (n int)");
  assert.deepEqual(await migrate(url.href, own), ["2_second"]);
});

test("a migration is split where its statements end, and nowhere else", () => {
  const parts = [
    "-- it's; one\nselect 'a;''b' as \"q;\"",
    " do $$ begin; end $$",
    " /* ; */ select $x$ $$;$x$",
    " select $1",
  ];
  assert.deepEqual(statementsOf(parts.join(";")), parts);
});
