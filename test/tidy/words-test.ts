import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertNone, listFiles, root } from "./source.ts";

/** The project speaks of itself alone: not of the machines and tools it was written with. */
const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a path of somebody's machine", /(?<![\w.\-~/])\/(?:work|root|home|tmp|Users|mnt|opt)\/[\w.]/],
  ["a path of somebody's machine", /\b[A-Z]:\\Users\\/],
  ["a host of a package registry", /registry\.(?:npmjs|yarnpkg|npmmirror)|pkg\.github\.com|artifactory|verdaccio/i],
  ["a number address", /https?:\/\/(?!127\.0\.0\.1|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}/],
  [
    "a tool of the workplace",
    /(?<!--no-)\b(?:sandbox(?:ed)?|subagents?|chatgpt|openai|anthropic|claude|copilot|kachin-parts)\b/i,
  ],
  ["a note of work under way", /\b(?:TODO|FIXME)/],
  ["a conflict of a merge", /^(?:<{7}|>{7}) /],
];

/** Words of the first territory and of the invented one: they are data. */
const territories = /kachin|chipwi|pangwa|dysprosium|terbium|\bKIO\b|rare[- ]earth|မြေရှား|varda|ostelund|varite/i;

test("no file names machines, registries or tools of the workplace", () => {
  assertNone(textFiles().flatMap(faultsOf));
});

test("the lockfile names no address", () => {
  const lines = readFileSync(join(root, "package-lock.json"), "utf8").split("\n");
  const found = lines.flatMap((line, index) => (line.includes('"resolved"') ? [`package-lock.json:${index + 1}`] : []));
  assertNone(found, "npm writes these lines; take them out with omit-lockfile-registry-resolved");
});

test("what is forbidden is found, and what is alike is not", () => {
  const found = (line: string) => forbidden.filter(([, pattern]) => pattern.test(line)).length > 0;
  const bad = ["see /home/someone/a.csv", '"/tmp/x"', "http://10.0.0.7/a", "a sandbox", "// TODO later"];
  const good = ["https://example.org/work/a", "src/work/a.ts", "http://127.0.0.1:8080/", "sandy box", "./tmp/x"];
  assertNone(bad.filter((line) => !found(line)));
  assertNone(good.filter(found));
});

test("the code knows no territory: only cli names a book, as a folder", () => {
  const faults = listFiles("src").flatMap((path) => {
    const lines = readFileSync(join(root, path), "utf8").split("\n");
    return lines.flatMap((line, index) => {
      const words = path.startsWith("src/cli/") ? line.replaceAll(/\b(?:books|reports)\/kachin\b/g, "") : line;
      return territories.test(words) ? [`${path}:${index + 1}: ${line.trim().slice(0, 160)}`] : [];
    });
  });
  assertNone(faults);
});

/** Every text file of the repository but this one, which has to name what it looks for. */
function textFiles(): string[] {
  const skipped = ["node_modules", ".git", "reports"];
  const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !skipped.includes(name));
  const paths = entries.flatMap((entry) => (entry.isDirectory() ? listFiles(entry.name) : [entry.name]));
  const binary = /\.(?:woff2?|ttf|otf|png|pdf|zip|gz|parquet|wasm)$/;
  return paths.filter((path) => !binary.test(path) && path !== "test/tidy/words-test.ts");
}

function faultsOf(path: string): string[] {
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  return lines.flatMap((line, index) =>
    forbidden
      .filter(([, pattern]) => pattern.test(line))
      .map(([what]) => `${path}:${index + 1}: ${what}: ${line.trim().slice(0, 160)}`),
  );
}
