import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";

const TABLES = "delivery|event|suppression_fact|lease";
/** Also a table whose name is put in. */
const USES = new RegExp(`\\b(from|join|into|update|using|table)\\s+((${TABLES})\\b|"\\$0")`, "i");

/** What Citus refuses in a text about a distributed table, or what locks every shard in an order of its own. */
const REFUSED: [string, (sql: string) => boolean][] = [
  ["locks rows of many shards", (sql) => /\bfor\s+(no\s+key\s+)?(update|key\s+share|share)\b/i.test(sql)],
  // Needs each outer row at every worker; a join that groups by the distribution column does not.
  [
    "lateral with an aggregate or a limit",
    (sql) => groups(sql).some(({ before, inside }) => /\blateral\s*$/i.test(before) && AT_ONCE.test(inside)),
  ],
  [
    "sub-select with a limit, row by row",
    (sql) =>
      groups(sql).some(({ inside }) => /^\s*select\s+(true|1)\s+from\b[\s\S]*\blimit\s+1\s*$/i.test(inside)),
  ],
  // Tied to no row around it, it is run before the rest, and its result has no columns to be read by.
  [
    "sub-select of its own without a column",
    (sql) => groups(sql).some(({ inside }) => /^\s*select\s+from\b/i.test(inside) && !TIED.test(inside)),
  ],
  ["another table looked up row by row", looksUpLocal],
  ["a changed row found by its place", (sql) => /\b(ctid|current\s+of)\b/i.test(sql)],
  ["recursion", (sql) => /\bwith\s+recursive\b/i.test(sql)],
  ["sums of several groupings", (sql) => /\b(grouping\s+sets|rollup\s*\(|cube\s*\()/i.test(sql)],
  ["merge", (sql) => /\bmerge\s+into\b/i.test(sql)],
  ["an update that locks every shard of the leases", (sql) => /\bupdate\s+lease\b/i.test(sql)],
  ["a change of the distribution column", (sql) => /\bset\s+address\s*=/i.test(sql)],
];

const TIED = /\b(\w+)\.\w+\s*=\s*(?!\1\.)\w+\.\w/;
const AT_ONCE = /\b(limit|(min|max|count|sum|bit_or)\s*\()/i;

/** What stands in each pair of brackets, brackets inside it left empty, and what comes before it. */
function groups(sql: string): { before: string; inside: string }[] {
  const found: { before: string; inside: string }[] = [];
  const open: { at: number; inside: string }[] = [];
  for (const [at, letter] of [...sql].entries()) {
    const around = open.at(-1);
    if (letter === "(") open.push({ at, inside: "" });
    else if (letter !== ")" || !around) {
      if (around) around.inside += letter;
    } else {
      open.pop();
      found.push({ before: sql.slice(0, around.at), inside: around.inside });
      const next = open.at(-1);
      if (next) next.inside += "()";
    }
  }
  return found;
}

/** Whether a sub-select of other tables names a column of a distributed one around it. */
function looksUpLocal(sql: string): boolean {
  const named = [...sql.matchAll(new RegExp(`\\b(?:${TABLES})(?:\\s+as)?\\s+(\\w+)`, "gi"))].map(
    ([, alias]) => alias!,
  );
  const around = new RegExp(`\\b(${[...TABLES.split("|"), ...named].join("|")})\\.`, "i");
  return groups(sql).some(
    ({ inside }) =>
      /^\s*select\b[\s\S]*\bfrom\s+[a-z]/i.test(inside) && !USES.test(inside) && around.test(inside),
  );
}

/** In ON CONFLICT DO UPDATE Citus takes immutable functions only. */
const IMMUTABLE = new Set([
  "least",
  "greatest",
  "coalesce",
  "case",
  "and",
  "or",
  "set",
  "update",
  "in",
  "where",
  // Ours, see the readers migration.
  "join_clicks",
  "readers_of",
]);

/** Harmless on a cluster; with the reason. */
const ALLOWED: Record<string, string> = {
  "lib/server/ingest.sql.ts: sub-select with a limit, row by row":
    "the form for one server; a cluster gets the other",
};

const root = path.resolve(import.meta.dirname, "../..");
const isTest = (name: string) => /\.i?test\.ts$/.test(name) || /^testing/.test(path.basename(name));

/** Every literal of a program as text; what is put into a template stands as `$0`, constants of the file in full. */
function textsOf(source: string): string[] {
  const file = ts.createSourceFile("x.ts", source, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, string>();
  const found: string[] = [];
  const read = (node: ts.Node): string | undefined => {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (!ts.isTemplateExpression(node)) return;
    const spans = node.templateSpans.map(({ expression, literal }) => {
      const constant = ts.isIdentifier(expression) ? constants.get(expression.text) : undefined;
      return `${constant ?? "$0"}${literal.text}`;
    });
    return node.head.text + spans.join("");
  };
  const visit = (node: ts.Node): void => {
    const text = read(node);
    if (text !== undefined) found.push(text);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const value = read(node.initializer);
      if (value !== undefined) constants.set(node.name.text, value);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What of a program's texts Citus refuses. */
function refusals(source: string): string[] {
  const statements = textsOf(source).filter((text) => USES.test(text));
  const named = statements.flatMap((sql) => REFUSED.filter(([, has]) => has(sql)).map(([name]) => name));
  const mutable = statements.flatMap((sql) =>
    [...sql.matchAll(/\bdo\s+update\b([\s\S]*?)(?:\breturning\b|$)/gi)].flatMap(([, clause = ""]) =>
      [...clause.matchAll(/\b([a-z_]+)\s*\(|\b(current_\w+|localtimestamp)\b/gi)]
        .map(([, called, value]) => (called ?? value ?? "").toLowerCase())
        .filter((name) => !IMMUTABLE.has(name))
        .map((name) => `a function in ON CONFLICT DO UPDATE: ${name}`),
    ),
  );
  return [...new Set([...named, ...mutable])];
}

test("no statement of the server has a form that Citus refuses, but for those named with their reason", () => {
  const files = readdirSync(path.join(root, "lib/server"), { recursive: true, encoding: "utf8" })
    .map((name) => `lib/server/${name}`)
    .filter((name) => name.endsWith(".ts") && !isTest(name));
  const read = files.map((name) => ({ name, source: readFileSync(path.join(root, name), "utf8") }));
  assert.ok(read.filter(({ source }) => textsOf(source).some((text) => USES.test(text))).length > 10);
  const found = read.flatMap(({ name, source }) => refusals(source).map((what) => `${name}: ${what}`));
  assert.deepEqual(found.filter((one) => !(one in ALLOWED)).sort(), []);
  assert.deepEqual(
    Object.keys(ALLOWED).filter((one) => !found.includes(one)),
    [],
    "an exception that is no longer needed",
  );
});

test("each refused form would be found", () => {
  const statements: [string, string][] = [
    ["select 1 from lease where address = any($1) for update", "locks rows of many shards"],
    [
      "select * from unnest($1) k cross join lateral (select max(at) from event e where e.address = k.address) m",
      "lateral with an aggregate or a limit",
    ],
    [
      "select * from (select 1) l left join lateral (select d.verdict from delivery d where d.address = l.a limit 1) b on true",
      "lateral with an aggregate or a limit",
    ],
    [
      "select 1 from delivery d where (select true from event e where e.address = d.address limit 1)",
      "sub-select with a limit, row by row",
    ],
    [
      "delete from event where ctid = any(array(select ctid from event limit 5))",
      "a changed row found by its place",
    ],
    [
      "update lease l set step = 1 from unnest($1) u(a) where l.address = u.a",
      "an update that locks every shard of the leases",
    ],
    [
      "insert into lease values (1) on conflict (address) do update set until = now()",
      "a function in ON CONFLICT DO UPDATE: now",
    ],
    [
      "insert into lease values (1) on conflict (address) do update set until = localtimestamp returning address",
      "a function in ON CONFLICT DO UPDATE: localtimestamp",
    ],
    [
      "select address from lease where (select exists (select from list where id = $1))",
      "sub-select of its own without a column",
    ],
    ["select exists (select from event where kind = 4)", "sub-select of its own without a column"],
    [
      "select (select name from campaign where id = d.campaign) from delivery d",
      "another table looked up row by row",
    ],
    ["merge into delivery using lease on true when matched then delete", "merge"],
  ];
  for (const [sql, name] of statements) {
    const found = refusals(`const SQL = ${JSON.stringify(sql)};`);
    assert.ok(
      found.some((one) => one.includes(name)),
      `${sql}: ${found}`,
    );
  }
  assert.deepEqual(
    refusals('const SQL = `select exists (select from "$' + '{table}")`;'),
    ["sub-select of its own without a column"],
    "of any table",
  );
  assert.deepEqual(
    refusals('const A = "for update"; const SQL = `select 1 from lease $' + "{A}`;"),
    ["locks rows of many shards"],
    "put together from constants",
  );
});

test("what is fine is left alone", () => {
  for (const sql of [
    "select id from user_account order by id for update",
    "insert into lease as l values (1) on conflict (address) do update set step = greatest(l.step, excluded.step)",
    "select address from delivery d where exists (select from event e where e.address = d.address)",
    "select d.at, name from delivery d left join sender s on s.id = d.sender",
    "select address, max(at) from unnest($1) k(address) join event using (address) group by 1",
  ])
    assert.deepEqual(refusals(`const SQL = ${JSON.stringify(sql)};`), [], sql);
});
