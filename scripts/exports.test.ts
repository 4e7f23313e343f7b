/*
 * Every table can be taken away as CSV and JSON, every chart as PNG, SVG and its figures. Where the menu stands in
 * another file than the table, that file is named here; so is what needs none, with the reason.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";

const root = path.resolve(import.meta.dirname, "..");

/** File of a table: file of its menu, both in components. */
const EXPORTED_BY: Record<string, string> = {
  "authentication/report-table.tsx": "authentication/reports-screen.tsx",
  "bounces/class-table.tsx": "bounces/class-card.tsx",
  "charts/interval-rows.tsx": "alerts/incident-figure.tsx",
  "charts/trend-facts.tsx": "reputation/trend-card.tsx",
  "events/event-table.tsx": "events/event-list.tsx",
  "imports/rejected-lines.tsx": "imports/invalid-lines.tsx",
  "lists/list-table.tsx": "lists/lists-screen.tsx",
  "mail-in/mail-table.tsx": "mail-in/mails-screen.tsx",
  "overview/score.tsx": "overview/score-page.tsx",
  "releases/release-table.tsx": "releases/releases-screen.tsx",
  "rules/rule-table.tsx": "rules/rules-screen.tsx",
  "suppression-files/drift-table.tsx": "suppression-files/drift-screen.tsx",
};

const NO_TABLE: Record<string, string> = {
  "hygiene/hygiene-table.tsx": "CSV and JSON of what is filtered, by the menu beside the filters",
  "lists/ledger-view.tsx":
    "saved as JSON and CSV by the links below it, with all that is kept about the person",
  "suppression-files/mapping-step.tsx":
    "the first rows of the reader's own file, while its columns are chosen",
  "suppressions/suppression-table.tsx": "CSV and JSON of all pages, for admins, by the menu of the page",
};

const NO_CHART: Record<string, string> = {
  "alerts/rule-table.tsx": "a line in a cell of a table that is exported",
  "bounces/code-table.tsx": "a line in a cell of a table that is exported",
  "overview/empty-trend.tsx": "the empty axes before the first mail",
};

/** What offers the figures that it is given. */
const WITH_MENU = new Set(["ChartCard", "ChartExport", "FileRows"]);

interface Drawn {
  tables: number;
  /** Elements that come from components/charts. */
  charts: number;
  /** Menus with a table in them; and those with a picture. */
  menus: number;
  pictures: number;
}

/** Counts what a file draws, and what it offers for taking away. */
function drawnBy(name: string, text: string): Drawn {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const charts = new Set(
    [...text.matchAll(/import \{([^}]*)\} from "@\/components\/charts\//g)].flatMap(([, names = ""]) =>
      names.split(",").map((one) => one.trim()),
    ),
  );
  const found: Drawn = { tables: 0, charts: 0, menus: 0, pictures: 0 };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const tag = node.tagName.getText();
      const hasData = /\bdata\b/.test(node.attributes.getText());
      if (tag === "table") found.tables++;
      if (charts.has(tag)) found.charts++;
      if (tag === "ChartCard" || tag === "ChartExport") found.pictures++;
      if (tag === "TableExport" || (hasData && WITH_MENU.has(tag))) found.menus++;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const components = path.join(root, "components");
const files = new Map(
  readdirSync(components, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx") && !name.startsWith("ui/"))
    .map((name) => [name, drawnBy(name, readFileSync(path.join(components, name), "utf8"))]),
);

/** Files with more tables than menus, counting those of other files that lean on theirs. */
function withoutMenu(all: Map<string, Drawn>, exportedBy: Record<string, string>): string[] {
  const own = [...all].filter(
    ([name, { tables }]) => tables > 0 && !(name in exportedBy) && !(name in NO_TABLE),
  );
  const needed = new Map(own.map(([name, { tables }]) => [name, tables]));
  for (const [name, by] of Object.entries(exportedBy))
    needed.set(by, (needed.get(by) ?? 0) + (all.get(name)?.tables ?? 0));
  return [...needed].filter(([name, tables]) => (all.get(name)?.menus ?? 0) < tables).map(([name]) => name);
}

/** Files that draw a chart of which no picture can be taken. */
const withoutPicture = (all: Map<string, Drawn>): string[] =>
  [...all]
    .filter(([name, { charts, pictures }]) => charts > 0 && pictures === 0 && !(name in NO_CHART))
    .map(([name]) => name);

test("every table is exported as CSV and JSON", () => {
  assert.ok(files.size > 200, "the components were not found");
  assert.deepEqual(withoutMenu(files, EXPORTED_BY), []);
});

test("every chart is exported as PNG, SVG and its figures", () => {
  assert.deepEqual(withoutPicture(files), []);
  const pictureAlone = [...files].filter(
    ([name, { pictures, menus }]) => pictures > menus && !(name in NO_CHART),
  );
  assert.deepEqual(pictureAlone, []);
});

test("no exception is out of date", () => {
  const tables = [...Object.keys(EXPORTED_BY), ...Object.keys(NO_TABLE)];
  assert.deepEqual(
    tables.filter((name) => !files.get(name)?.tables),
    [],
  );
  assert.deepEqual(
    Object.keys(NO_CHART).filter((name) => !files.get(name)?.charts),
    [],
  );
});

test("a table and a chart without an export are found", () => {
  const table = drawnBy("a.tsx", "export const A = () => <><table /><table /><TableExport data={[]} /></>;");
  assert.deepEqual(withoutMenu(new Map([["a.tsx", table]]), {}), ["a.tsx"]);
  const alone = drawnBy("a.tsx", "export const A = () => <table />;");
  const menu = drawnBy("b.tsx", "export const B = () => <ChartCard data={[]} />;");
  const two = new Map([
    ["a.tsx", alone],
    ["b.tsx", menu],
  ]);
  assert.deepEqual(withoutMenu(two, { "a.tsx": "b.tsx" }), []);
  const chart = drawnBy(
    "c.tsx",
    `import { CountBars } from "@/components/charts/count-bars"; const C = () => <CountBars />;`,
  );
  assert.deepEqual(withoutPicture(new Map([["c.tsx", chart]])), ["c.tsx"]);
});
