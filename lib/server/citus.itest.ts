import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import type { PrismaClient } from "@/prisma/generated/client";
import { migrate } from "@/scripts/migrate.mjs";
import { isCluster } from "./cluster";
import { type Database, openDatabase } from "./database";
import { testDatabase } from "./testing";
import { addressOf, clusterOf } from "./testing-citus";

const prisma = path.resolve(import.meta.dirname, "../../prisma");
const text = readFileSync(path.join(prisma, "citus.sql"), "utf8");
const distributed = [...text.matchAll(/create_distributed_table\('(\w+)', '(\w+)'/g)].map(
  ([, table, column]) => ({ table: table!, column: column! }),
);
const functions = [...text.matchAll(/create_distributed_function\('(\w+)\(/g)].map(([, name]) => name!);

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());

/** What a migrated database has on its distributed tables that Citus refuses. Each row is one refusal. */
async function refusals(on: Database): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column } of distributed) {
    const rows = await on.$queryRaw<{ what: string }[]>`
      with it as (select ${table}::regclass as oid,
        (select attnum from pg_attribute where attrelid = ${table}::regclass and attname = ${column}) as attnum)
      select 'unique key without the distribution column: ' || i.indexrelid::regclass as what
        from it join pg_index i on i.indrelid = it.oid
        where (i.indisunique or i.indisexclusion) and not (it.attnum = any(i.indkey::int2[]))
      union all select 'trigger: ' || t.tgname from it join pg_trigger t on t.tgrelid = it.oid
        where not t.tgisinternal and t.tgname not like 'truncate_trigger_%'
      union all select 'foreign key: ' || c.conname from it join pg_constraint c on it.oid in (c.conrelid, c.confrelid)
        where c.contype = 'f'
      union all select 'sequence: ' || a.attname from it join pg_attribute a on a.attrelid = it.oid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval'
      union all select 'generated column: ' || a.attname from it join pg_attribute a on a.attrelid = it.oid
        where a.attgenerated <> ''
      union all select 'nullable distribution column' from it join pg_attribute a using (attnum)
        where a.attrelid = it.oid and not a.attnotnull
      union all select 'row level security' from it join pg_class c on c.oid = it.oid where c.relrowsecurity`;
    found.push(...rows.map(({ what }) => `${table}: ${what}`));
  }
  return found.sort();
}

test("the distributed tables have nothing that Citus refuses", async () => {
  assert.deepEqual(distributed.map(({ table }) => table).sort(), [
    "delivery",
    "event",
    "lease",
    "suppression_fact",
  ]);
  assert.deepEqual(await refusals(db), []);
});

test("what Citus refuses would be found", async (t) => {
  if (await isCluster(db)) return t.skip("Citus refuses these itself");
  const damages: [string, RegExp][] = [
    ["create unique index bad_key on delivery (message)", /^delivery: unique key .*bad_key$/],
    ["alter table event add constraint bad_key unique (at, message)", /^event: unique key .*bad_key$/],
    [
      "create trigger bad before update on lease for each row execute function refuse_change()",
      /^lease: trigger: bad$/,
    ],
    ["alter table lease add foreign key (step) references retention (id)", /^lease: foreign key: /],
    ["alter table suppression_fact add id bigserial", /^suppression_fact: sequence: id$/],
    ["alter table lease add id bigint generated always as identity", /^lease: sequence: id$/],
    [
      "alter table delivery add twice int generated always as (sender * 2) stored",
      /generated column: twice$/,
    ],
    ["alter table lease drop constraint lease_pkey, alter address drop not null", /nullable distribution/],
    ["alter table lease enable row level security", /row level security$/],
  ];
  const undo = new Error("taken back");
  for (const [damage, finding] of damages)
    await db
      .$transaction(async (tx) => {
        await tx.$executeRawUnsafe(damage);
        const found = await refusals(tx);
        assert.ok(
          found.some((one) => finding.test(one)),
          `${damage}: ${found}`,
        );
        throw undo;
      })
      .catch((error) => {
        if (error !== undo) throw error;
      });
  assert.deepEqual(await refusals(db), []);
});

test("functions that workers run are immutable and known to them", async () => {
  const rows = await db.$queryRaw<{ name: string; volatility: string; language: string }[]>`
    select proname::text as name, provolatile::text as volatility, lanname::text as language
    from pg_proc join pg_language l on l.oid = prolang
    where pronamespace = 'public'::regnamespace and lanname = 'sql'
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e') order by 1`;
  assert.deepEqual(
    rows.map(({ name }) => name),
    [...functions].sort(),
  );
  assert.ok(rows.every(({ volatility }) => volatility === "i"));
});

const server = process.env.TEST_DATABASE_URL ?? "";
const cluster = await clusterOf(server);
/** The last one that Citus refuses on distributed tables; no cluster is older. */
const FIRST_ON_CLUSTER = "20261124032000_bounce_rules";

/** The columns and indexes of the distributed tables. */
const shapeOf = (on: Database) => on.$queryRaw`
  select attrelid::regclass::text as table, attname::text as name, format_type(atttypid, atttypmod) as is, attnotnull as given
  from pg_attribute where attrelid = any(${distributed.map(({ table }) => table)}::text[]::regclass[]) and attnum > 0
  union all select tablename, indexname, indexdef, false from pg_indexes
  where schemaname = 'public' and tablename = any(${distributed.map(({ table }) => table)}) order by 1, 2`;

if (cluster)
  test("later migrations run on tables that are distributed", async () => {
    const name = `repute_test_${randomBytes(6).toString("hex")}`;
    const client = new pg.Client(server);
    await client.connect();
    await client.query(`create database ${name}`).finally(() => client.end());
    const folder = mkdtempSync(path.join(tmpdir(), "repute-migrations-"));
    const url = addressOf(server, name);
    const later = openDatabase(url);
    try {
      await cluster.prepare(name);
      const migrations = path.join(prisma, "migrations");
      for (const one of readdirSync(migrations).filter((one) => one <= FIRST_ON_CLUSTER))
        cpSync(path.join(migrations, one), path.join(folder, one), { recursive: true });
      await migrate(url, folder);
      for (const [call] of text.matchAll(/^SELECT create_distributed_table.*$/gm))
        await later.$queryRawUnsafe(call.replace("SELECT", "SELECT 1 FROM"));
      assert.ok((await migrate(url)).length > 10);
      assert.deepEqual(await shapeOf(later), await shapeOf(db));
      assert.deepEqual(await refusals(later), []);
    } finally {
      rmSync(folder, { recursive: true });
      await later.$disconnect();
      await cluster.drop(name);
    }
  });
