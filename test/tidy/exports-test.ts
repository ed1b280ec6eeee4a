import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { assertNone, type Export, exportsOf, importsOf, parseFolder, type SourceFile, walk } from "./source.ts";

/** Files that are started and not imported; the list of commands is also read by the tests of the documentation. */
const entries = ["src/cli/main.ts", "src/cli/commands.ts"];

test("every export of src is used by another file of src or by bench", () => {
  const files = parseFolder("src");
  assertNone(findDead(files, parseFolder("bench")));
});

test("what only a test uses is dead, and so is what only its own file uses", () => {
  const parse = (path: string, text: string): SourceFile => ({
    path,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true),
  });
  const files = [
    parse(
      "src/a/a.ts",
      "export type In = 1;\nexport function used(x: In) { return own(x); }\nexport function own(x: 1) {}",
    ),
    parse("src/a/b.ts", 'import { used } from "./a.ts";\nused(1);'),
  ];
  assert.deepEqual(findDead(files, []), ["src/a/a.ts:3: own is exported, and no other file of src imports it"]);
});

function findDead(files: readonly SourceFile[], others: readonly SourceFile[]): string[] {
  const used = new Set<string>();
  for (const file of [...files, ...others]) {
    for (const { file: target, names } of importsOf(file)) {
      for (const name of names) used.add(`${target} ${name}`);
    }
  }
  return files
    .filter(({ path }) => !entries.includes(path))
    .flatMap((file) => {
      const exported = exportsOf(file);
      return exported
        .filter((item) => !used.has(`${file.path} ${item.name}`) && !used.has(`${file.path} *`))
        .filter((item) => !isPartOfAnother(item, exported))
        .map(({ name, line }) => `${file.path}:${line}: ${name} is exported, and no other file of src imports it`);
    });
}

/** A type that another export is made of is seen by whoever uses that one, so it has a name outside. */
function isPartOfAnother({ name, kind, statement }: Export, exported: readonly Export[]): boolean {
  if (kind !== "type") return false;
  return exported.some((other) => other.statement !== statement && mentions(other.statement, name));
}

function mentions(statement: ts.Statement, name: string): boolean {
  let found = false;
  walk(statement, (node) => {
    if (ts.isTypeReferenceNode(node) && node.typeName.getText() === name) found = true;
  });
  return found;
}
