#!/usr/bin/env node
// Everything that can be said about the code without running it, and what a person should look at now and then.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureInstalled, root, runNode } from "./runtime.mjs";

ensureInstalled();

// The tidy tests run the compiler and biome too, so that `npm test` is complete; here they have just been run in the open.
const tidy = readdirSync(join(root, "test/tidy")).filter(
  (name) => name.endsWith("-test.ts") && name !== "tools-test.ts",
);
const parts = {
  "types of everything": ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
  "types of the pure rooms": ["node_modules/typescript/bin/tsc", "-p", "tsconfig.pure.json"],
  "format and lint": ["node_modules/@biomejs/biome/bin/biome", "check"],
  "tidy tests": ["--test", "--test-reporter=dot", ...tidy.map((name) => `test/tidy/${name}`)],
};

const failed = Object.entries(parts).filter(([title, command]) => {
  console.log(`\n== ${title}`);
  return runNode(command, { cwd: root }) !== 0;
});

await printLongest();
console.log(failed.length === 0 ? "\nAll parts pass." : `\nFailed: ${failed.map(([title]) => title).join(", ")}.`);
process.exit(failed.length === 0 ? 0 : 1);

/** Length is a sign and not a rule: it is printed to be looked at. */
async function printLongest() {
  const { default: ts } = await import("typescript");
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ts.createSourceFile(relative(root, path), readFileSync(path, "utf8"), ts.ScriptTarget.ES2024, true));
  const functions = files.flatMap((tree) => functionsOf(ts, tree));
  const lengths = files.map((tree) => ({ lines: tree.getLineStarts().length - 1, where: tree.fileName }));
  printTop("longest functions", functions);
  printTop("longest files", lengths);
  console.log(`\n${lengths.reduce((sum, { lines }) => sum + lines, 0)} lines in ${files.length} files of src`);
}

function printTop(title, rows) {
  console.log(`\n== the ten ${title}`);
  const top = rows.sort((a, b) => b.lines - a.lines).slice(0, 10);
  for (const { lines, where } of top) console.log(`${String(lines).padStart(6)}  ${where}`);
}

function functionsOf(ts, tree) {
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const from = tree.getLineAndCharacterOfPosition(node.getStart()).line;
      const to = tree.getLineAndCharacterOfPosition(node.end).line;
      const name = node.name?.getText() ?? node.parent.name?.getText() ?? "(without a name)";
      found.push({ lines: to - from + 1, where: `${tree.fileName}:${from + 1} ${name}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
