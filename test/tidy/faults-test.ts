import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { faultCatalogue } from "../../src/model/fault.ts";
import { assertNone, listFiles, parseFolder, root, walk } from "./source.ts";

const codes = Object.keys(faultCatalogue);
const read = (path: string) => readFileSync(join(root, path), "utf8");

test("every code of the catalogue is explained in docs/concepts/fault.md", () => {
  const page = read("docs/concepts/fault.md");
  assertNone(codes.filter((code) => !page.includes(`\`${code}\``)));
});

test("docs/concepts/fault.md explains no code that does not exist", () => {
  const words = [...read("docs/concepts/fault.md").matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, word = ""]) => word);
  assertNone(words.filter((word) => !codes.includes(word)));
});

test("every code is used by src", () => {
  const used = new Set<string>();
  for (const { path, tree } of parseFolder("src")) {
    if (path === "src/model/fault.ts") continue;
    walk(tree, (node) => {
      if (ts.isStringLiteralLike(node)) used.add(node.text);
    });
  }
  assertNone(codes.filter((code) => !used.has(code)));
});

test("every code is met by a test or by an example that is run", () => {
  const tests = listFiles("test").filter((path) => !path.startsWith("test/tidy/") && !path.startsWith("test/input/"));
  const met = tests.map(read).join("\n");
  const examples = parseFolder("src").map(({ tree }) => tree.text);
  const isMet = (code: string) => {
    const word = new RegExp(`\\b${code}\\b`);
    return word.test(met) || examples.some((text) => text.includes(`// throws ${code}\n`));
  };
  assertNone(codes.filter((code) => !isMet(code)));
});
