import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { assertNone, type Export, exportsOf, importsOf, parseFolder, type SourceFile, walk } from "./source.ts";

/** Files that are started and not imported; the list of commands is also read by the tests of the documentation. */
const entries = ["src/cli/main.ts", "src/cli/commands.ts"];

test("every export of src is used by another file of src, by bench, or by its own file and a test", () => {
  const files = parseFolder("src");
  assertNone(findDead(files, { others: parseFolder("bench"), tests: parseFolder("test") }));
});

test("what only a test uses is dead, and so is what only its own file uses; both together are a seam", () => {
  const parse = (path: string, text: string): SourceFile => ({
    path,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true),
  });
  const files = [
    parse(
      "src/a/a.ts",
      "export type In = 1;\nexport function used(x: In) { return own(x) + seam(x); }\nexport function own(x: 1) {}\nexport function seam(x: 1) {}\nexport function tested(x: 1) {}",
    ),
    parse("src/a/b.ts", 'import { used } from "./a.ts";\nused(1);'),
  ];
  const tests = [parse("test/a/a-test.ts", 'import { seam, tested } from "../../src/a/a.ts";\nseam(1); tested(1);')];
  assert.deepEqual(findDead(files, { others: [], tests }), [
    "src/a/a.ts:3: own is exported, and no other file of src imports it",
    "src/a/a.ts:5: tested is exported, and no other file of src imports it",
  ]);
});

type Readers = { readonly others: readonly SourceFile[]; readonly tests: readonly SourceFile[] };

function findDead(files: readonly SourceFile[], { others, tests }: Readers): string[] {
  const used = namesImportedBy([...files, ...others]);
  const tested = namesImportedBy(tests);
  return files
    .filter(({ path }) => !entries.includes(path))
    .flatMap((file) => {
      const exported = exportsOf(file);
      return exported
        .filter((item) => !used.has(`${file.path} ${item.name}`) && !used.has(`${file.path} *`))
        .filter((item) => !isPartOfAnother(item, exported))
        .filter((item) => !(tested.has(`${file.path} ${item.name}`) && isUsedInside(file, item)))
        .map(({ name, line }) => `${file.path}:${line}: ${name} is exported, and no other file of src imports it`);
    });
}

function namesImportedBy(files: readonly SourceFile[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const file of files) {
    for (const { file: target, names } of importsOf(file)) {
      for (const name of names) used.add(`${target} ${name}`);
    }
  }
  return used;
}

/** Whether the file itself uses what it exports, outside the statement that makes it. */
function isUsedInside(file: SourceFile, { name, statement }: Export): boolean {
  let found = false;
  walk(file.tree, (node) => {
    const isOutside = node.pos < statement.pos || node.end > statement.end;
    if (isOutside && ts.isIdentifier(node) && node.text === name) found = true;
  });
  return found;
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
