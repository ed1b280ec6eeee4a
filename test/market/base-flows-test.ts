import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type BaseFlowInput, baseFlows, type StageMix } from "../../src/market/base-flows.ts";
import { netCircles } from "../../src/market/net-circles.ts";
import { LodebookError } from "../../src/model/fault.ts";
import { nestedOrigin } from "../../src/trade/nested-origin.ts";

/** Region 0 makes at least a twentieth of its supply at every stage and sells to all others. */
const networks: fc.Arbitrary<BaseFlowInput> = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([regions, stages]) =>
    fc.record({
      regions: fc.constant(regions),
      finalDemand: numbers(regions, { min: 0.01, max: 50 }),
      mixes: fc.array(mixOf(regions), { minLength: stages, maxLength: stages }),
      yields: numbers(stages, { min: 0.3, max: 1 }),
    }),
  );

function numbers(length: number, { min, max }: { min: number; max: number }): fc.Arbitrary<Float64Array> {
  return fc
    .array(fc.double({ min, max, noNaN: true }), { minLength: length, maxLength: length })
    .map((list) => Float64Array.from(list));
}

function mixOf(regions: number): fc.Arbitrary<StageMix> {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: 0.05, max: 1, noNaN: true }));
  return fc.array(weight, { minLength: regions * regions, maxLength: regions * regions }).map((weights) => {
    const own = new Float64Array(regions);
    const imports = new Float64Array(regions * regions);
    for (let to = 0; to < regions; to += 1) {
      const column = Array.from({ length: regions }, (_, from) => {
        return (weights[from * regions + to] ?? 0) + (from === 0 ? 0.2 : 0);
      });
      const total = column.reduce((sum, x) => sum + x, 0);
      for (const [from, x] of column.entries()) {
        if (from === to) own[to] = x / total;
        else imports[from * regions + to] = x / total;
      }
    }
    return { own, imports };
  });
}

test("of a flow that two circles take whole, no hair is left", () => {
  // A to B is as large as B to A and a billionth more, which goes on to C and back.
  const flows = Float64Array.of(0, 1e5 + 1e-4, 0, 1e5, 0, 1e-4, 1e-4, 0, 0);
  netCircles(flows, 3);
  assert.deepEqual([...flows], new Array(9).fill(0));
});

test("worked by hand: three regions, two stages, trade both ways", () => {
  // Last stage: uses 10, 6, 4. 0 makes 3/4 and buys 1/4 of 1; 1 makes half and buys half of 0; 2 buys all of 0.
  // T0 = 10 + T1/2 + 4 and T1 = 6 + T0/4, so 7/8 T0 = 17 and T0 = 136/7, T1 = 76/7. Made: 102/7 and 38/7, together 20.
  // Sold 0 -> 1: 38/7, 1 -> 0: 34/7, net 4/7. A yield of 1/2: 204/7 and 76/7 are taken; 1 buys all of 2, which mines.
  const found = baseFlows({
    regions: 3,
    finalDemand: Float64Array.of(10, 6, 4),
    mixes: [
      { own: Float64Array.of(1, 0, 1), imports: Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0) },
      { own: Float64Array.of(0.75, 0.5, 0), imports: Float64Array.of(0, 0.5, 1, 0.25, 0, 0, 0, 0, 0) },
    ],
    yields: Float64Array.of(1, 0.5),
  });
  assertClose(found.made[1], [102 / 7, 38 / 7, 0]);
  assertClose(found.flows[1], [0, 4 / 7, 4, 0, 0, 0, 0, 0, 0]);
  assertClose(found.made[0], [204 / 7, 0, 76 / 7]);
  assertClose(found.flows[0], [0, 0, 0, 0, 0, 0, 0, 76 / 7, 0]);
  assertClose(found.netted, [0, 68 / 7]);
});

test("mass is conserved in every region at every stage, and what is made is all that is used, over the yields", () => {
  fc.assert(
    fc.property(networks, (input) => {
      const { made, flows, massError } = baseFlows(input);
      assert.ok(massError < 1e-12);
      let use = input.finalDemand;
      for (let stage = made.length - 1; stage >= 0; stage -= 1) {
        const makes = made[stage] ?? use;
        const n = input.regions;
        for (let r = 0; r < n; r += 1) {
          let balance = (makes[r] ?? 0) - (use[r] ?? 0);
          for (let k = 0; k < n; k += 1) balance += (flows[stage]?.[k * n + r] ?? 0) - (flows[stage]?.[r * n + k] ?? 0);
          assert.ok(Math.abs(balance) <= 1e-10 * (1 + (makes[r] ?? 0)));
        }
        assert.ok(Math.abs(sum(makes) - sum(use)) <= 1e-10 * (1 + sum(use)));
        use = makes.map((tonnes) => tonnes / (input.yields[stage] ?? 1));
      }
    }),
    { numRuns: 100 },
  );
});

test("following every tonne of final use upstream finds the same mines", () => {
  fc.assert(
    fc.property(networks, (input) => {
      const n = input.regions;
      const { made } = baseFlows(input);
      // The mixes before netting, as the other kernel takes them: gross supplies by the power series of the shares.
      let use = input.finalDemand;
      const stages = input.mixes.toReversed().map(({ own, imports }, back) => {
        const supply = bySeries(imports, use);
        const production = own.map((share, r) => share * (supply[r] ?? 0));
        use = production.map((tonnes) => tonnes / (input.yields[input.mixes.length - 1 - back] ?? 1));
        return { production, imports: imports.map((share, place) => share * (supply[place % n] ?? 0)) };
      });
      const origins = nestedOrigin(stages.toReversed(), n).at(-1)?.shares ?? new Float64Array(0);
      const lost = input.yields.subarray(1).reduce((product, y) => product * y, 1);
      for (let mine = 0; mine < n; mine += 1) {
        let traced = 0;
        for (let r = 0; r < n; r += 1) traced += ((input.finalDemand[r] ?? 0) * (origins[r * n + mine] ?? 0)) / lost;
        assert.ok(Math.abs(traced - (made[0]?.[mine] ?? -1)) <= 1e-8 * (1 + traced));
      }
    }),
    { numRuns: 60 },
  );
});

test("netted flows have no circle, keep every balance and no leg grows", () => {
  const flows = fc
    .integer({ min: 2, max: 6 })
    .chain((n) => fc.record({ n: fc.constant(n), gross: fc.array(fc.nat(9), { minLength: n * n, maxLength: n * n }) }));
  fc.assert(
    fc.property(flows, ({ n, gross }) => {
      const before = Float64Array.from(gross, (t, k) => (k % (n + 1) === 0 ? 0 : t));
      const after = before.slice();
      const taken = netCircles(after, n);
      assert.equal(sum(before) - sum(after), taken);
      assert.ok(after.every((tonnes, k) => tonnes >= 0 && tonnes <= (before[k] ?? 0)));
      for (let r = 0; r < n; r += 1) assert.equal(balanceOf(after, n, r), balanceOf(before, n, r));
      // Without circles some region buys of nobody that is left, again and again until none is left.
      const left = new Set(Array(n).keys());
      for (let gone = -1; gone !== left.size; ) {
        gone = left.size;
        for (const r of left) if (![...left].some((k) => (after[k * n + r] ?? 0) > 0)) left.delete(r);
      }
      assert.equal(left.size, 0);
    }),
    { numRuns: 100 },
  );
});

test("what cannot be computed is refused", () => {
  const whole = { own: Float64Array.of(1, 1), imports: new Float64Array(4) };
  const input = (changes: Partial<BaseFlowInput>): BaseFlowInput => ({
    regions: 2,
    finalDemand: Float64Array.of(1, 2),
    mixes: [whole],
    yields: Float64Array.of(1),
    ...changes,
  });
  const refuses = (changes: Partial<BaseFlowInput>, ...patterns: RegExp[]) => {
    const messages = faultsOf(() => baseFlows(input(changes)));
    assert.equal(messages.length, patterns.length, messages.join("\n"));
    for (const [k, pattern] of patterns.entries()) assert.match(messages[k] ?? "", pattern);
  };
  refuses({ finalDemand: Float64Array.of(1) }, /1 numbers for the final demand/);
  refuses({ finalDemand: Float64Array.of(1, Number.NaN) }, /NaN at place 1 of the final demand/);
  refuses({ yields: Float64Array.of(1, 1) }, /2 numbers for the yields/);
  refuses({ mixes: [whole, whole], yields: Float64Array.of(1, 0) }, /a yield of 0/);
  refuses({ mixes: [{ own: Float64Array.of(1, 1.5), imports: whole.imports }] }, /1.5 at place 1 of own of stage 0/);
  refuses(
    { mixes: [{ own: Float64Array.of(1, 0.9), imports: whole.imports }] },
    /region 1 at stage 0 that add up to 0.9/,
  );
  refuses({ mixes: [{ own: Float64Array.of(1, 0), imports: Float64Array.of(0, 0, 0, 1) }] }, /region 1 from itself/);
  const circle = { own: new Float64Array(2), imports: Float64Array.of(0, 1, 1, 0) };
  refuses({ mixes: [circle] }, /only buy from each other/);
  const own = 1e-14;
  const nearly = { own: Float64Array.of(own, own), imports: Float64Array.of(0, 1 - own, 1 - own, 0) };
  refuses({ mixes: [nearly], finalDemand: Float64Array.of(1, 1) }, /a mass error of/);
});

test("shares of regions that nobody supplies with anything are not looked at", () => {
  const mixes = [{ own: Float64Array.of(1, 0), imports: new Float64Array(4) }];
  const input = { regions: 2, finalDemand: Float64Array.of(3, 0), mixes, yields: Float64Array.of(1) };
  assert.deepEqual(baseFlows(input).made, [Float64Array.of(3, 0)]);
});

/** Supplies as use + M use + M² use + …, summed by doubling: (1 + M)(1 + M²)(1 + M⁴)… */
function bySeries(imports: Float64Array, use: Float64Array): Float64Array {
  const n = use.length;
  let power = Float64Array.from(imports);
  let supply = Float64Array.from(use);
  for (let round = 0; round < 40; round += 1) {
    supply = supply.map((tonnes, r) => tonnes + dot(power, supply, n, r));
    const squared = new Float64Array(n * n);
    for (let k = 0; k < n * n; k += 1) {
      for (let m = 0; m < n; m += 1) {
        squared[k] = (squared[k] ?? 0) + (power[Math.floor(k / n) * n + m] ?? 0) * (power[m * n + (k % n)] ?? 0);
      }
    }
    power = squared;
  }
  return supply;
}

function dot(matrix: Float64Array, vector: Float64Array, n: number, row: number): number {
  let total = 0;
  for (let k = 0; k < n; k += 1) total += (matrix[row * n + k] ?? 0) * (vector[k] ?? 0);
  return total;
}

function balanceOf(flows: Float64Array, n: number, region: number): number {
  let balance = 0;
  for (let k = 0; k < n; k += 1) balance += (flows[k * n + region] ?? 0) - (flows[region * n + k] ?? 0);
  return balance;
}

function faultsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof LodebookError);
    assert.ok(error.faults.every(({ code }) => code === "MARKET_INPUT"));
    return error.faults.map(({ message }) => message);
  }
  return [];
}

function assertClose(found: Float64Array | undefined, expected: readonly number[]): void {
  assert.equal(found?.length, expected.length);
  for (const [k, value] of expected.entries()) assert.ok(Math.abs((found?.[k] ?? 0) - value) <= 1e-12 * (1 + value));
}

function sum(list: Float64Array): number {
  return list.reduce((total, x) => total + x, 0);
}
