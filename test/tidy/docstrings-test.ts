import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type ts from "typescript";
import { same } from "./same.ts";
import { assertNone, type Export, exportsOf, lineOf, parseFolder, root, type SourceFile } from "./source.ts";

/** One line of an `@example` block. */
type Example = {
  readonly line: number;
  readonly expression: string;
  readonly expects: string;
  readonly throws: boolean;
};

const files = ["model", "numerics", "evidence", "trade", "market", "revenue"].flatMap((room) =>
  parseFolder(`src/${room}`),
);

for (const file of files) {
  test(`${file.path}: every export has a docstring, every example holds`, async () => {
    const exported = exportsOf(file);
    const scope = await import(pathToFileURL(join(root, file.path)).href);
    const faults = exported.flatMap((item) => [...docstringFaults(file, item), ...exampleFaults(file, item, scope)]);
    assertNone(faults);
  });
}

test("an example that does not hold is told with its line", () => {
  const scope = { half: (x: number) => x / 2 };
  const run = (line: string) => faultOf(parseExample(line, 1), scope);
  assert.equal(run("half(3) // => 1.5"), undefined);
  assert.match(run("half(3) // => 1.4") ?? "", /got 1.5/);
  assert.match(run("half(3) // throws RANGE") ?? "", /did not throw/);
  assert.equal(run("quarter(3) // throws not defined"), undefined);
  assert.match(run("half(3)") ?? "", /neither/);
});

function docstringFaults(file: SourceFile, { name, line, kind, statement }: Export): string[] {
  const place = `${file.path}:${line}: ${name}`;
  const comment = docstringOf(file, statement);
  if (comment === undefined) return [`${place} has no docstring`];
  const words = comment.text.replace(/@example[\s\S]*$/, "").replace(/[\s*/]/g, "");
  if (words === "") return [`${place} has a docstring without words`];
  if (kind === "function" && examplesOf(file, statement).length === 0) return [`${place} has no @example`];
  return [];
}

function exampleFaults(file: SourceFile, { statement }: Export, scope: Record<string, unknown>): string[] {
  return examplesOf(file, statement).flatMap((example) => {
    const fault = faultOf(example, scope);
    return fault === undefined ? [] : [`${file.path}:${example.line}: ${example.expression} ${fault}`];
  });
}

function faultOf(example: Example, scope: Record<string, unknown>): string | undefined {
  const { expression, expects, throws } = example;
  if (expects === "") return "is neither `expression // => expected` nor `expression // throws CODE`";
  let found: unknown;
  try {
    found = evaluate(expression, scope);
  } catch (error) {
    if (throws && isFault(error, expects)) return undefined;
    return `threw ${error}`;
  }
  if (throws) return `did not throw ${expects}, got ${JSON.stringify(found)}`;
  const expected = evaluate(expects, scope);
  return same(found, expected) ? undefined : `got ${JSON.stringify(found)}, expected ${expects}`;
}

function evaluate(expression: string, scope: Record<string, unknown>): unknown {
  return new Function(...Object.keys(scope), `"use strict"; return (${expression});`)(...Object.values(scope));
}

/** A fault of the catalogue by its code, or any other error by words of its message. */
function isFault(error: unknown, expects: string): boolean {
  if (!(error instanceof Error)) return false;
  if ("faults" in error && Array.isArray(error.faults)) return error.faults.some(({ code }) => code === expects);
  return error.message.includes(expects);
}

/** The comment that stands right before a statement. */
function docstringOf({ tree }: SourceFile, statement: ts.Statement): { text: string; start: number } | undefined {
  const before = tree.text.slice(statement.getFullStart(), statement.getStart());
  const start = before.lastIndexOf("/**");
  if (start < 0) return undefined;
  return { text: before.slice(start, before.indexOf("*/", start)), start: statement.getFullStart() + start };
}

function examplesOf(file: SourceFile, statement: ts.Statement): Example[] {
  const comment = docstringOf(file, statement);
  if (comment === undefined) return [];
  const first = lineOf(file.tree, comment.start);
  const lines = comment.text.split("\n").map((line) => line.replace(/^\s*\/?\*+ ?/, "").trim());
  const examples: Example[] = [];
  let inside = false;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("@")) inside = line === "@example";
    else if (inside && line !== "") examples.push(parseExample(line, first + index));
  }
  return examples;
}

function parseExample(text: string, line: number): Example {
  const match = /^(.*?)\s*\/\/ (=>|throws) (.*)$/.exec(text);
  const [, expression = text, kind, expects = ""] = match ?? [];
  return { line, expression, expects, throws: kind === "throws" };
}
