import assert from "node:assert/strict";
import { test } from "node:test";
import { chiSquareSurvival } from "../../src/numerics/chi-square.ts";
import { makeRandom, type Random, xoshiro128 } from "../../src/numerics/random.ts";

test("xoshiro128** equals the reference implementation", () => {
  // xoshiro128starstar.c 1.1 by Blackman and Vigna, from the state 1, 2, 3, 4; also the test of Rust's rand_xoshiro.
  const expected = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ];
  const next = xoshiro128(1, 2, 3, 4);
  assert.deepEqual(
    expected.map(() => next() >>> 0),
    expected,
  );
});

test("the same seed gives the same stream, another seed another one", () => {
  assert.deepEqual(take(makeRandom(20_250_404), 100), take(makeRandom(20_250_404), 100));
  const seeds = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 33, Number.MAX_SAFE_INTEGER];
  assert.equal(new Set(seeds.map((seed) => makeRandom(seed).uniform())).size, seeds.length);
});

test("a seed keeps its first numbers from version to version", () => {
  assert.deepEqual(take(makeRandom(1), 3), [0.3749137100175931, 0.6048073537663802, 0.11104827500893666]);
});

test("a fork depends on its label alone, not on what was drawn before", () => {
  const fresh = makeRandom(5);
  const used = makeRandom(5);
  take(used, 1000);
  assert.deepEqual(take(fresh.fork(3), 10), take(used.fork(3), 10));
  const firsts = Array.from({ length: 20_000 }, (_, label) => fresh.fork(label).uniform());
  assert.equal(new Set([...firsts, fresh.uniform(), fresh.fork(2 ** 40).uniform()]).size, 20_002);
  assertUniform(firsts);
  assert.notEqual(fresh.fork(1).fork(2).uniform(), fresh.fork(2).fork(1).uniform());
});

test("uniform numbers fill (0,1) evenly, also in pairs", () => {
  const numbers = take(makeRandom(9), 40_000);
  assert.ok(numbers.every((x) => x > 0 && x < 1));
  assertUniform(numbers);
  const pairs = new Float64Array(100);
  for (let i = 0; i < numbers.length; i += 2) {
    const cell = 10 * Math.floor(10 * (numbers[i] ?? 0)) + Math.floor(10 * (numbers[i + 1] ?? 0));
    pairs[cell] = (pairs[cell] ?? 0) + 1;
  }
  assertEven(pairs);
});

test("normal numbers have the moments of the normal distribution", () => {
  const random = makeRandom(11);
  const n = 100_000;
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const z = random.normal();
    for (const k of sums.keys()) sums[k] = (sums[k] ?? 0) + z ** (k + 1);
  }
  // Four standard errors of each mean: the variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
  for (const [k, [mean, variance]] of [
    [0, 1],
    [1, 2],
    [0, 15],
    [3, 96],
  ].entries()) {
    assert.ok(Math.abs((sums[k] ?? 0) / n - (mean ?? 0)) < 4 * Math.sqrt((variance ?? 0) / n), `moment ${k + 1}`);
  }
});

function take(random: Random, n: number): number[] {
  return Array.from({ length: n }, () => random.uniform());
}

function assertUniform(numbers: readonly number[]): void {
  const cells = new Float64Array(64);
  for (const x of numbers) cells[Math.floor(64 * x)] = (cells[Math.floor(64 * x)] ?? 0) + 1;
  assertEven(cells);
}

/** Counts of equally likely cells: neither too uneven nor too even for chance. */
function assertEven(counts: Float64Array): void {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const p = chiSquareSurvival(chiSquare, counts.length - 1);
  assert.ok(p > 1e-4 && p < 1 - 1e-4, `p ${p}`);
}
