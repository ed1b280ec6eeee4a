import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./source.ts";

const tsc = join(root, "node_modules/typescript/bin/tsc");
const biome = join(root, "node_modules/@biomejs/biome/bin/biome");

test("types hold: tsc -p tsconfig.json", () => {
  passes([tsc, "-p", "tsconfig.json"]);
});

test("the pure rooms compile without Node and browser: tsc -p tsconfig.pure.json", () => {
  passes([tsc, "-p", "tsconfig.pure.json"]);
});

test("format and lint: biome check", () => {
  passes([biome, "check", "--colors=off"]);
});

function passes(command: readonly string[]): void {
  const done = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  assert.equal(done.status, 0, `${done.stdout}${done.stderr}`.slice(0, 20_000));
}
