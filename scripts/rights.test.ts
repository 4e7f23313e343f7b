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
  "POST app/api/v1/ingest/[source]/route.ts": "the signature or the secret of the source",
  "OPTIONS app/api/v1/ingest/[source]/route.ts": "the secret of the source",
  "POST app/setup/[token]/create/route.ts": "the token, once, while there is no user",
  "GET app/api/v1/openapi.json/route.ts": "describes the handlers, and nothing that is stored",
};
/** Handlers that an API key opens too, with the scope that it needs. */
const KEYED: Record<string, string> = {
  "POST app/api/v1/ingest/authentication/route.ts": "ingest:write",
  "GET app/api/v1/suppressions/export/route.ts": "suppressions:read",
  "GET app/api/v1/lists/[id]/links/route.ts": "recipients:write",
  "POST app/api/v1/lists/[id]/links/route.ts": "recipients:write",
  "POST app/api/v1/ingest/mail/route.ts": "ingest:write",
  "GET app/api/v1/lists/[id]/consents/route.ts": "recipients:write",
  "POST app/api/v1/lists/[id]/subscribers/route.ts": "recipients:write",
  "POST app/api/v1/lists/[id]/opt-ins/route.ts": "recipients:write",
  "GET app/api/v1/reports/[report]/route.ts": "reports:read",
  "GET app/api/v1/suppressions/[address]/route.ts": "suppressions:read",
  "POST app/api/v1/suppressions/check/route.ts": "suppressions:read",
  "POST app/api/v1/suppressions/entries/route.ts": "suppressions:write",
  "POST app/api/v1/suppressions/send-check/route.ts": "suppressions:read",
};
/** Recipients' doors: the signed token says who. */
const DOORS: Record<string, string> = {
  "app/preferences/[token]/route.ts": "preferences",
  "app/preferences/kept/[token]/route.ts": "export",
  "app/u/[token]/route.ts": "unsubscribe",
  "app/confirm/[token]/route.ts": "confirm",
};
const LOST = "says that the link leads nowhere";
/** Recipients' doors without a token. */
const OPEN_DOORS: Record<string, string> = {
  "GET app/preferences/route.ts": "asks for an address, to send it its link",
  "POST app/preferences/route.ts": "answers the same whether anybody has the address or not",
  "GET app/subscribe/[list]/route.ts": "the form that asks for a list",
  "POST app/subscribe/[list]/route.ts": "nobody is on a list by it: a mail asks back",
  "GET app/u/[[...rest]]/route.ts": LOST,
  "POST app/u/[[...rest]]/route.ts": LOST,
  "GET app/preferences/[...rest]/route.ts": LOST,
  "POST app/preferences/[...rest]/route.ts": LOST,
  "GET app/subscribe/[[...rest]]/route.ts": LOST,
  "POST app/subscribe/[[...rest]]/route.ts": LOST,
  "GET app/confirm/[[...rest]]/route.ts": LOST,
  "POST app/confirm/[[...rest]]/route.ts": LOST,
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

type Found = [method: string, wrapper: string, right: string, key: string];

/** The value of a property where it is a plain string; "?" where it is anything else, "" where there is none. */
function textOf(object: ts.ObjectLiteralExpression, property: string): string {
  const found = object.properties.find((one) => one.name?.getText() === property);
  if (!found) return object.properties.some(ts.isSpreadAssignment) ? "?" : "";
  return ts.isPropertyAssignment(found) && ts.isStringLiteral(found.initializer)
    ? found.initializer.text
    : "?";
}

/** The wrapper, the right and the key's scope of each handler: `["POST", "route", "admin", ""]`. */
function handlersOf(source: ts.SourceFile): Found[] {
  return source.statements.flatMap((node): Found[] => {
    if (ts.isExportDeclaration(node)) return [["re-export", "", "", ""]];
    if (ts.isFunctionDeclaration(node) && isExported(node)) return [[node.name?.text ?? "", "", "", ""]];
    if (!ts.isVariableStatement(node) || !isExported(node)) return [];
    return node.declarationList.declarations.map(({ name, initializer }): Found => {
      const call = initializer && ts.isCallExpression(initializer) ? initializer : undefined;
      const [first] = call?.arguments ?? [];
      const wrapper = call?.expression.getText() ?? "";
      if (first && ts.isObjectLiteralExpression(first))
        return [name.getText(), wrapper, textOf(first, "role"), textOf(first, "key")];
      return [name.getText(), wrapper, first && ts.isStringLiteral(first) ? first.text : "", ""];
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
  const strangers = found.filter(([, , wrapper]) => wrapper === "openDoor");
  assert.deepEqual(named(strangers), Object.keys(OPEN_DOORS).sort());
  const unknown = found.filter(
    ([file, , wrapper, right]) =>
      wrapper !== "openDoor" &&
      !(wrapper === "route" && (isRight(right) || right === "anyone")) &&
      !(wrapper === "door" && right === DOORS[file]),
  );
  assert.deepEqual(named(unknown), FOREIGN);
  assert.ok(found.every(([, method]) => METHODS.test(method)));
  const keyed = found.filter(([, , , , key]) => key !== "");
  assert.deepEqual(
    Object.fromEntries(keyed.map(([file, method, , , key]) => [`${method} ${file}`, key])),
    KEYED,
  );
  assert.ok(
    keyed.every(([, , , right]) => isRight(right)),
    "a key opens what is open to people only",
  );
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
      `export function GET() {} export const PUT = route({ run }); export const POST = route({ role: "admin" });
      export const PATCH = route({ role: "admin", key: "reports:read" }); export const DELETE = route({ ...all });`,
    ),
  );
  assert.deepEqual(handlers, [
    ["GET", "", "", ""],
    ["PUT", "route", "", ""],
    ["POST", "route", "admin", ""],
    ["PATCH", "route", "admin", "reports:read"],
    ["DELETE", "route", "?", "?"],
  ]);
});
