import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { assertNone, lineOf, listFiles, parseFolder, roomOf, root, type SourceFile, walk } from "./source.ts";

const kernels = ["evidence", "trade", "market", "revenue"];
/** Compiled without the types of Node and of the browser. */
const pure = ["model", "numerics", ...kernels];
/** Chance and time are arguments: the same book gives the same bytes. */
const repeatable = [...pure, "findings", "report"];

const files = parseFolder("src");

test("chance and the clock are arguments", () => {
  assertNone(faultsIn(repeatable, chanceOrClock));
});

test("the kernels wait for nothing", () => {
  assertNone(faultsIn(pure, waiting));
});

test("only cli reads the environment", () => {
  const rooms = [...new Set(files.map(({ path }) => roomOf(path)))].filter((room) => room !== "cli");
  assertNone(
    faultsIn(rooms, (node) =>
      isMember(node, "process", /^(env|argv|cwd|exit|stdout|stderr)$/) ? node.getText() : undefined,
    ),
  );
});

test("tsconfig.pure.json names every pure room there is", () => {
  const { config } = ts.parseConfigFileTextToJson(
    "tsconfig.pure.json",
    readFileSync(join(root, "tsconfig.pure.json"), "utf8"),
  );
  const expected = pure.filter((room) => listFiles(`src/${room}`).length > 0).map((room) => `src/${room}`);
  assertNone(expected.filter((folder) => !config.include.includes(folder)));
  assert.deepEqual(config.compilerOptions, { types: [], lib: ["es2024"] });
});

test("the scan sees what it looks for", () => {
  const text = "Math.random(); Date.now(); new Date(); Date(); performance.now(); crypto.randomUUID(); new Date(0);";
  const tree = ts.createSourceFile("sample.ts", text, ts.ScriptTarget.ES2024, true);
  const found = scan({ path: "sample.ts", tree }, chanceOrClock);
  assert.deepEqual(found, [
    "sample.ts:1: Math.random",
    "sample.ts:1: Date.now",
    "sample.ts:1: new Date()",
    "sample.ts:1: Date()",
    "sample.ts:1: performance.now",
    "sample.ts:1: crypto.randomUUID",
  ]);
});

function faultsIn(rooms: readonly string[], judge: (node: ts.Node) => string | undefined): string[] {
  return files.filter(({ path }) => rooms.includes(roomOf(path))).flatMap((file) => scan(file, judge));
}

function scan({ path, tree }: SourceFile, judge: (node: ts.Node) => string | undefined): string[] {
  const faults: string[] = [];
  walk(tree, (node) => {
    const found = judge(node);
    if (found !== undefined) faults.push(`${path}:${lineOf(tree, node.getStart())}: ${found}`);
  });
  return faults;
}

function chanceOrClock(node: ts.Node): string | undefined {
  if (isMember(node, "Math", /^random$/)) return node.getText();
  if (isMember(node, "Date", /^now$/)) return node.getText();
  if (isMember(node, "performance", /./)) return node.getText();
  if (isMember(node, "crypto", /^(randomUUID|getRandomValues|randomBytes|randomInt)$/)) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
    return node.getText();
  if (ts.isCallExpression(node) && node.expression.getText() === "Date") return node.getText();
  return undefined;
}

function waiting(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return "async";
  if (ts.isAwaitExpression(node)) return "await";
  return ts.isIdentifier(node) && node.text === "Promise" ? "Promise" : undefined;
}

function isMember(node: ts.Node, object: string, member: RegExp): boolean {
  if (!ts.isPropertyAccessExpression(node)) return false;
  return node.expression.getText().replace(/^globalThis\./, "") === object && member.test(node.name.text);
}
