import path from "node:path";
import ts from "typescript";

/** One use of another module. */
export interface Import {
  /** Path from the project's root without an ending (`lib/core/events`), or a package's name (`node:fs`, `react`). */
  target: string;
  typesOnly: boolean;
}

export interface SourceFile {
  /** From the project's root, with its ending. */
  path: string;
  imports: Import[];
  /** Whether it does nothing but pass on what other modules export. */
  isBarrel: boolean;
  /** Uses of the clock, of chance and of the process, as `Date.now` and `process`. */
  impurities: string[];
}

/** `import type`, `export type`, or every name marked `type`. */
function isTypesOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (!clause) return false;
  const names = clause.namedBindings;
  const isEachType = names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly);
  return clause.isTypeOnly || (!clause.name && Boolean(isEachType));
}

/** What may differ from one call to the next, for the same arguments. */
function impurityOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
    return "new Date()";
  if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText()))
    return node.getText();
  const isName =
    ts.isIdentifier(node) &&
    !ts.isPropertyAccessExpression(node.parent) &&
    !ts.isPropertyAssignment(node.parent);
  const isObject =
    ts.isIdentifier(node) && ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
  return (isName || isObject) && node.getText() === "process" ? "process" : undefined;
}

/** Reads what the rules need to know about one source file. `text` need not be in the project. */
export function readSource(file: string, text: string): SourceFile {
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const imports: Import[] = [];
  const impurities: string[] = [];

  function use(specifier: ts.Node, typesOnly: boolean): void {
    if (!ts.isStringLiteral(specifier)) return;
    const name = specifier.text;
    const inside = name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : undefined;
    const target = inside ?? (name.startsWith("@/") ? name.slice(2) : name);
    imports.push({ target: target.replace(/\.(tsx?|mjs|js)$/, ""), typesOnly });
  }

  function visit(node: ts.Node): void {
    const isModule = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    if (isModule && node.moduleSpecifier) use(node.moduleSpecifier, isTypesOnly(node));
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0]
    ) {
      use(node.arguments[0], false);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) use(node.argument.literal, true);
    const impurity = impurityOf(node);
    if (impurity) impurities.push(impurity);
    ts.forEachChild(node, visit);
  }
  visit(source);

  const statements = source.statements;
  const isBarrel =
    statements.length > 0 && statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier);
  return { path: file, imports, isBarrel, impurities };
}
