import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { commandLinesOf } from "./command-lines.ts";
import { assertNone, listFiles, root } from "./source.ts";

const main = join(root, "src/cli/main.ts");
const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", ...listFiles("docs")].filter(
  (path) => path.endsWith(".md") && existsSync(join(root, path)),
);

test("the pages that a newcomer looks for are there", () => {
  const expected = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/commands.md"];
  assertNone(expected.filter((path) => !existsSync(join(root, path))));
});

test("links between pages lead to files", () => {
  const broken = pages.flatMap((page) => {
    const links = [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)];
    return links
      .map(([, link = ""]) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  assertNone(broken);
});

for (const page of pages) {
  const lines = commandLinesOf(readFileSync(join(root, page), "utf8"));
  if (lines.length === 0) continue;
  test(`the commands of ${page} run`, () => {
    const folder = makeScratch();
    try {
      for (const { line, command, exit } of lines) {
        const done = spawnSync("sh", ["-c", command], {
          cwd: folder,
          encoding: "utf8",
          timeout: 120_000,
          maxBuffer: 2 ** 28,
          env: { ...process.env, LODEBOOK_NODE: process.execPath, LODEBOOK_MAIN: main },
        });
        const said = `${done.error ?? ""}\n${done.stderr.slice(0, 3000)}\n${done.stdout.slice(0, 1000)}`;
        assert.equal(done.status, exit, `${page}:${line}: ${command}\n${said}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test("docs/commands.md has a section for every command, in their order, and for nothing else", () => {
  assert.deepEqual(
    commandSections().map(({ name }) => name),
    commands.map(({ name }) => name),
  );
});

test("a command's section names every option of its help, and no other", () => {
  const differences = commandSections().flatMap(({ name, words }) => {
    const options = optionsIn(helpOf(name).replace(/^ +-h, --help.*$/m, ""));
    const told = optionsIn(words);
    return [
      ...options.filter((option) => !told.includes(option)).map((option) => `${name}: ${option} is not documented`),
      ...told.filter((option) => !options.includes(option)).map((option) => `${name}: ${option} does not exist`),
    ];
  });
  assertNone(differences);
});

/** Sections of docs/commands.md below their `## ` titles. */
function commandSections(): { name: string; words: string }[] {
  const [, ...sections] = readFileSync(join(root, "docs/commands.md"), "utf8").split(/^## /m);
  return sections.map((section) => {
    const end = section.indexOf("\n");
    return { name: section.slice(0, end).replaceAll("`", "").trim(), words: section.slice(end) };
  });
}

function helpOf(name: string): string {
  const done = spawnSync(process.execPath, [main, ...name.split(" "), "--help"], { encoding: "utf8", timeout: 60_000 });
  assert.equal(done.status, 0, `lodebook ${name} --help\n${done.stderr}`);
  return done.stdout;
}

function optionsIn(words: string): string[] {
  return [...new Set([...words.matchAll(/(?<=[\s`[(])--[a-z][a-z-]*/g)].map(([option]) => option))];
}

/** A folder that looks like the repository: books may be changed in it, and what is written stays in it. */
function makeScratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-docs-"));
  for (const name of readdirSync(root)) {
    if (name === "reports" || name === ".git") continue;
    if (name === "books") cpSync(join(root, name), join(folder, name), { recursive: true });
    else symlinkSync(join(root, name), join(folder, name));
  }
  return folder;
}
