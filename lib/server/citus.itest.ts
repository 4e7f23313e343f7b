import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import type { PrismaClient } from "@/prisma/generated/client";
import { isCluster } from "./cluster";
import type { Database } from "./database";
import { testDatabase } from "./testing";

const text = readFileSync(path.resolve(import.meta.dirname, "../../prisma/citus.sql"), "utf8");
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
