import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";

/** The repository's root folder. */
export const root = resolve(import.meta.dirname, "../..");

/** One TypeScript file, parsed; `path` is relative to the root and always written with `/`. */
export type SourceFile = { readonly path: string; readonly tree: ts.SourceFile };

/** One `import`, `export … from` or `import(…)` of a file. */
export type Import = {
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** Path from the root when it names a file; undefined for packages and `node:`. */
  readonly file: string | undefined;
  /** Names that are taken, or `*` for all. */
  readonly names: readonly string[];
  readonly reexport: boolean;
};

/** One exported name of a file with the statement that declares it. */
export type Export = {
  readonly name: string;
  readonly line: number;
  readonly kind: "function" | "class" | "constant" | "type";
  readonly statement: ts.Statement;
};

/** Fails with one line a fault. */
export function assertNone(faults: readonly string[], why = "expected none of these"): void {
  assert.ok(faults.length === 0, `${why}:\n${faults.join("\n")}`);
}

/** Every file under a folder of the root, in order, as paths from the root; nothing when the folder is not there. */
export function listFiles(folder: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  const found: string[] = [];
  for (const entry of readdirSync(start, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) found.push(relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
  }
  return found.sort();
}

/** Every TypeScript file under a folder of the root, parsed. */
export function parseFolder(folder: string): SourceFile[] {
  return listFiles(folder)
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({
      path,
      tree: ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2024, true),
    }));
}

/** The room of a file of `src`: its first folder there. */
export function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** Counted from 1. */
export function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

/** Call `visit` for every node below `node`. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child);
    walk(child, visit);
  });
}

/** Every import of a file, those of types too: a type is as much knowledge of another room as a function. */
export function importsOf({ path, tree }: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: string, names: readonly string[], reexport: boolean) => {
    const file = specifier.startsWith(".") ? join(dirname(path), specifier).split(sep).join("/") : undefined;
    found.push({ line: lineOf(tree, node.getStart()), specifier, file, names, reexport });
  };
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, importedNames(node), false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, ["*"], true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(node, argument.text, ["*"], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) add(node, literal.text, [node.qualifier?.getText() ?? "*"], false);
    }
  });
  return found;
}

/** Every name that a file exports, in order. */
export function exportsOf({ tree }: SourceFile): Export[] {
  return tree.statements.filter(isExported).flatMap((statement) => {
    const line = lineOf(tree, statement.getStart());
    return declaredNames(statement).map(({ name, kind }) => ({ name, line, kind, statement }));
  });
}

function importedNames(node: ts.ImportDeclaration): string[] {
  const clause = node.importClause;
  if (!clause) return [];
  const bindings = clause.namedBindings;
  const names = clause.name ? ["default"] : [];
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, "*"];
  return [...names, ...bindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

function isExported(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false;
  return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function declaredNames(statement: ts.Statement): { name: string; kind: Export["kind"] }[] {
  if (ts.isFunctionDeclaration(statement)) return [{ name: statement.name?.text ?? "default", kind: "function" }];
  if (ts.isClassDeclaration(statement)) return [{ name: statement.name?.text ?? "default", kind: "class" }];
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
    return [{ name: statement.name.text, kind: "type" }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map(({ name, initializer }) => {
    const callable = initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
    return { name: name.getText(), kind: callable ? "function" : "constant" };
  });
}
