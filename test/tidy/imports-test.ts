import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertNone, importsOf, listFiles, parseFolder, roomOf, root } from "./source.ts";

type Room = {
  /** Rooms of `src` that its files may import, besides its own. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Whether its files may import `node:` modules, or which of them may. */
  readonly node: boolean | readonly string[];
  /** Files outside `src`. */
  readonly outside?: readonly string[];
};

const kernels = ["evidence", "trade", "market", "revenue"];
const kernel: Room = { rooms: ["model", "numerics"], packages: [], node: false };

/** Who may import whom. To change the architecture is to change this table, in the same commit. */
const table: Readonly<Record<string, Room>> = {
  model: { rooms: [], packages: [], node: false },
  numerics: { rooms: [], packages: [], node: false },
  ...Object.fromEntries(kernels.map((name) => [name, kernel])),
  book: { rooms: ["model"], packages: ["csv-parse", "yaml"], node: ["src/book/folder.ts"] },
  ingest: { rooms: ["model"], packages: ["csv-parse", "hucre"], node: false },
  tables: { rooms: ["model"], packages: ["@duckdb/node-api"], node: false },
  findings: { rooms: ["model", "numerics", ...kernels], packages: [], node: false },
  report: {
    rooms: ["findings", "model"],
    packages: [
      "@myriaddreamin/typst-ts-node-compiler",
      "@observablehq/plot",
      "linkedom",
      "topojson-client",
      "world-atlas",
      "yaml",
    ],
    node: true,
  },
  cli: {
    rooms: ["model", "numerics", ...kernels, "book", "ingest", "tables", "findings", "report"],
    packages: ["commander", "hucre"],
    node: true,
    outside: ["package.json"],
  },
};

const files = parseFolder("src");

test("every file of src lies in a room of the table", () => {
  const strays = files.map(({ path }) => path).filter((path) => !(roomOf(path) in table) || path.split("/").length < 3);
  assertNone(strays, "a file outside the rooms of the table in test/tidy/imports-test.ts");
});

test("files import only what the table allows their room", () => {
  const faults = files.flatMap((file) => {
    const room = table[roomOf(file.path)];
    if (!room) return [];
    return importsOf(file).flatMap(({ line, specifier, file: target }) => {
      const why = whyNot(file.path, room, specifier, target);
      return why ? [`${file.path}:${line}: ${why}`] : [];
    });
  });
  assertNone(faults);
});

test("no barrels: no index.ts, nothing exported from another file", () => {
  const faults = files.flatMap((file) => [
    ...(/\/index\.[cm]?[jt]s$/.test(file.path) ? [`${file.path}:1: is a barrel; import the file you need`] : []),
    ...importsOf(file)
      .filter(({ reexport }) => reexport)
      .map(({ line, specifier }) => `${file.path}:${line}: passes on '${specifier}'; import the file you need`),
  ]);
  assertNone(faults);
});

test("no file imports itself through others", () => {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).flatMap(({ file: to }) => to ?? [])]));
  assertNone(findCycles(targets));
});

test("a cycle is found and told once", () => {
  const targets = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["b"]],
  ]);
  assert.deepEqual(findCycles(targets), ["b -> c -> b"]);
});

test("files of code are named in kebab-case", () => {
  const named = ["src", "test", "bench", "bin"].flatMap(listFiles).filter((path) => /\.[cm]?[jt]s$/.test(path));
  const odd = named.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.[cm]?[jt]s$/.test(path.split("/").at(-1) ?? ""));
  assertNone(odd);
});

test("every runtime dependency is used by src and argued for", () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const argued = readFileSync(join(root, "docs/decisions/dependencies.md"), "utf8");
  const source = files.map(({ tree }) => tree.text).join("\n");
  // A scoped name may be put together, `@scope/${name}`: so its parts are looked for.
  const unused = Object.keys(dependencies).filter((name) => !name.split("/").every((part) => source.includes(part)));
  assertNone(unused, "named in package.json, but by no file of src");
  const names = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
  assertNone(
    names.filter((name) => !argued.includes(`\`${name}\``)),
    "not in docs/decisions/dependencies.md",
  );
});

function whyNot(path: string, room: Room, specifier: string, target: string | undefined): string | undefined {
  if (target !== undefined) {
    if (!existsSync(join(root, target))) return `imports '${specifier}', which is not there`;
    const other = roomOf(target);
    if (room.outside?.includes(target)) return undefined;
    if (!target.startsWith("src/")) return `imports '${specifier}', which is outside src`;
    if (other === roomOf(path) || room.rooms.includes(other)) return undefined;
    return `${roomOf(path)} imports '${specifier}' of ${other}; it may import ${room.rooms.join(", ") || "no other room"}`;
  }
  if (specifier.startsWith("node:")) {
    const allowed = typeof room.node === "boolean" ? room.node : room.node.includes(path);
    return allowed ? undefined : `imports '${specifier}'; this file may not import from node:`;
  }
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (room.packages.includes(name)) return undefined;
  return `imports the package '${name}'; ${roomOf(path)} may import ${room.packages.join(", ") || "no package"}`;
}

/** Depth first; a cycle is written from the file at which it was entered. */
function findCycles(targets: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push([...trail.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
