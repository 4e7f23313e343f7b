import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";

/*
 * Every page asks for its own right, every handler goes through a wrapper that knows who may. What is open to strangers
 * is listed here with its reason, so that nothing is opened by being forgotten.
 */

/** Pages without `requirePage`. */
const OPEN_PAGES: Record<string, string> = {
  "app/page.tsx": "leads on to a page that asks",
  "app/sign-in/page.tsx": "the way in",
  "app/setup/[token]/page.tsx": "the token, once, while there is no user",
};
/** Handlers with `role: "anyone"`. */
const OPEN_ROUTES: Record<string, string> = {
  "POST app/api/v1/ingest/acs/route.ts": "the secret of the webhook",
  "OPTIONS app/api/v1/ingest/acs/route.ts": "the secret of the webhook",
  "POST app/setup/[token]/create/route.ts": "the token, once, while there is no user",
};
/** Recipients' doors: the signed token says who. */
const DOORS: Record<string, string> = {
  "app/preferences/[token]/route.ts": "preferences",
  "app/u/[token]/route.ts": "unsubscribe",
};
/** The library that signs in. */
const FOREIGN = ["GET app/api/auth/[...nextauth]/route.ts", "POST app/api/auth/[...nextauth]/route.ts"];
const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

const root = path.resolve(import.meta.dirname, "..");
const files = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" }).map(
  (name) => `app/${name}`,
);
const parse = (file: string, text = readFileSync(path.join(root, file), "utf8")) =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

const isExported = (node: ts.HasModifiers): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** Whether a page's component waits for `requirePage` in a statement of its own, not in a branch. */
function asksForRight(source: ts.SourceFile): boolean {
  const page = source.statements.find(
    (node): node is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(node) &&
      Boolean(node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  );
  return (page?.body?.statements ?? []).some((statement) =>
    /^(const \w+ = )?await requirePage\("(marketer|admin)", /.test(statement.getText()),
  );
}

/** The wrapper and the right of each handler: `["POST", "route", "admin"]`; empty where they cannot be read off. */
function handlersOf(source: ts.SourceFile): [method: string, wrapper: string, right: string][] {
  return source.statements.flatMap((node): [string, string, string][] => {
    if (ts.isExportDeclaration(node)) return [["re-export", "", ""]];
    if (ts.isFunctionDeclaration(node) && isExported(node)) return [[node.name?.text ?? "", "", ""]];
    if (!ts.isVariableStatement(node) || !isExported(node)) return [];
    return node.declarationList.declarations.map(({ name, initializer }): [string, string, string] => {
      const call = initializer && ts.isCallExpression(initializer) ? initializer : undefined;
      const [first] = call?.arguments ?? [];
      const role =
        first && ts.isObjectLiteralExpression(first)
          ? first.properties.find((one) => one.name?.getText() === "role")
          : undefined;
      const right = role && ts.isPropertyAssignment(role) ? role.initializer : first;
      const text = right && ts.isStringLiteral(right) ? right.text : "";
      return [name.getText(), call?.expression.getText() ?? "", text];
    });
  });
}

const isRight = (name: string): boolean => name === "marketer" || name === "admin";

test("every page asks for its right, but for those that strangers need", () => {
  const pages = files.filter((file) => /\/page\.tsx$/.test(file));
  assert.ok(pages.length > 10, "the pages were not found");
  const open = pages.filter((file) => !asksForRight(parse(file)));
  assert.deepEqual(open.sort(), Object.keys(OPEN_PAGES).sort());
});

test("every handler goes through its wrapper, with a right", () => {
  const found = files
    .filter((file) => /\/route\.tsx?$/.test(file))
    .flatMap((file) => handlersOf(parse(file)).map((handler) => [file, ...handler] as const));
  assert.ok(found.length > 30, "the handlers were not found");
  const named = (some: typeof found) => some.map(([file, method]) => `${method} ${file}`).sort();
  const open = found.filter(([, , wrapper, right]) => wrapper === "route" && right === "anyone");
  assert.deepEqual(named(open), Object.keys(OPEN_ROUTES).sort());
  const unknown = found.filter(
    ([file, , wrapper, right]) =>
      !(wrapper === "route" && (isRight(right) || right === "anyone")) &&
      !(wrapper === "door" && right === DOORS[file]),
  );
  assert.deepEqual(named(unknown), FOREIGN);
  assert.ok(found.every(([, method]) => METHODS.test(method)));
});

test("no action of a server component goes past them", () => {
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/test\.ts$/.test(file));
  assert.deepEqual(
    sources.filter((file) => /["']use server["']/.test(readFileSync(path.join(root, file), "utf8"))),
    [],
  );
});

test("a page or a handler that asks nobody is found", () => {
  const page = (body: string) => parse("page.tsx", `export default async function Page() { ${body} }`);
  assert.equal(asksForRight(page("return 1;")), false);
  assert.equal(asksForRight(page(`if (x) await requirePage("admin", "/x");`)), false);
  assert.equal(asksForRight(page(`const user = await requirePage("admin", "/x");`)), true);
  const handlers = handlersOf(
    parse(
      "route.ts",
      `export function GET() {} export const PUT = route({ run }); export const POST = route({ role: "admin" });`,
    ),
  );
  assert.deepEqual(handlers, [
    ["GET", "", ""],
    ["PUT", "route", ""],
    ["POST", "route", "admin"],
  ]);
});
