import assert from "node:assert/strict";
import { test } from "node:test";
import { same } from "./same.ts";

test("what is the same, and what is not", () => {
  const alike: [unknown, unknown][] = [
    [1 + 1e-10, 1],
    [Number.NaN, Number.NaN],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [new Float64Array([1, 2]), [1, 2]],
    [
      { a: [1], b: undefined },
      { b: undefined, a: [1] },
    ],
    [new Map([["a", 1]]), new Map([["a", 1]])],
    [10n, 10n],
  ];
  const unlike: [unknown, unknown][] = [
    [1 + 1e-8, 1],
    [1e-300, 0],
    [1, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 1],
    ["1", 1],
    [1n, 1],
    [{ a: 1 }, { a: 1, b: undefined }],
    [[1], [1, 2]],
    [[1], { 0: 1 }],
    [new Set([1]), new Set([2])],
    [null, {}],
    [undefined, null],
  ];
  for (const [found, expected] of alike) assert.ok(same(found, expected), `${String(found)} and ${String(expected)}`);
  for (const [found, expected] of unlike) assert.ok(!same(found, expected), `${String(found)} and ${String(expected)}`);
});
