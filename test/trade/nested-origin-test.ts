import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LodebookError } from "../../src/model/fault.ts";
import { makeRandom } from "../../src/numerics/random.ts";
import { nestedOrigin, type OriginStage } from "../../src/trade/nested-origin.ts";

/** A world whose regions are all supplied: region 0 makes something at every stage and sells to everybody. */
type World = { readonly n: number; readonly stages: readonly OriginStage[] };

const tonnes = fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: 0.1, max: 20 }));
const share = fc.double({ noNaN: true, min: 0.05, max: 1 });

const worlds: fc.Arbitrary<World> = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 3 }))
  .chain(([n, depth]) =>
    fc.tuple(...Array.from({ length: depth }, (_, stage) => arbitraryStage(n, stage))).map((stages) => ({ n, stages })),
  );

function arbitraryStage(n: number, stage: number): fc.Arbitrary<OriginStage> {
  const list = (item: fc.Arbitrary<number>, length: number) =>
    fc.array(item, { minLength: length, maxLength: length }).map((numbers) => Float64Array.from(numbers));
  return fc
    .record({ flows: list(tonnes, n * n), made: list(stage === 0 ? tonnes : share, n), yields: list(share, n) })
    .map(({ flows, made, yields }) => {
      const imports = flows.map((t, k) => (k % (n + 1) === 0 ? 0 : k < n ? t + 1 : t));
      if (stage > 0) return { imports, processed: made, yields };
      return { imports, production: made.map((t, r) => (r === 0 ? t + 1 : t)) };
    });
}

test("worked by hand: a chain of two stages with a trader in between", () => {
  // Mining: regions 0 and 1 mine 8 and 2; 1 buys 6 of 0; 2, which mines nothing, buys 4 of 1.
  // Supplies 8, 8, 4; 1 has 6/8 of 0 and 2/8 of its own, and so has 2.
  // Refining: 1 refines half of its 8 with a yield of 3/4 to 3, 2 all of its 4 with a yield of 1/2 to 2; 0 buys 2 of 1
  // and 2 of 2, which buys 1 of 1. Whatever they mix has been 3/4 of 0 before.
  const [mined, refined] = nestedOrigin(
    [
      { production: Float64Array.of(8, 2, 0), imports: Float64Array.of(0, 6, 0, 0, 0, 4, 0, 0, 0) },
      {
        processed: Float64Array.of(0, 0.5, 1),
        yields: Float64Array.of(1, 0.75, 0.5),
        imports: Float64Array.of(0, 0, 0, 2, 0, 1, 2, 0, 0),
      },
    ],
    3,
  );
  assertClose(mined?.supply, [8, 8, 4]);
  assertClose(mined?.shares, [1, 0, 0, 0.75, 0.25, 0, 0.75, 0.25, 0]);
  assertClose(refined?.supply, [4, 3, 3]);
  assertClose(refined?.shares, [0.75, 0.25, 0, 0.75, 0.25, 0, 0.75, 0.25, 0]);
});

test("worked by hand: three regions sell on in a circle", () => {
  // 0 mines 1 and buys 1 of 2; 1 mines 1 and buys 1 of 0; 2 buys 1 of 1. With x, y, z the shares begun in 0:
  // x = (1 + z)/2, y = x/2, z = y, so x = 2/3, y = z = 1/3.
  const [circle] = nestedOrigin(
    [{ production: Float64Array.of(1, 1, 0), imports: Float64Array.of(0, 1, 0, 0, 0, 1, 1, 0, 0) }],
    3,
  );
  assertClose(circle?.shares, [2 / 3, 1 / 3, 0, 1 / 3, 2 / 3, 0, 1 / 3, 2 / 3, 0]);
});

test("production in tonnes at a later stage has the mix of the supply before, whatever its yield", () => {
  const mining = { production: Float64Array.of(3, 0), imports: Float64Array.of(0, 1, 0, 0) };
  const imports = Float64Array.of(0, 0, 0.5, 0);
  const tonnesMade = nestedOrigin([mining, { production: Float64Array.of(1.5, 0.5), imports }], 2);
  const processed = { processed: Float64Array.of(0.5, 1), yields: Float64Array.of(1, 0.5), imports };
  assert.deepEqual(tonnesMade, nestedOrigin([mining, processed], 2));
});

test("in a closed world the origins of every supply sum to one", () => {
  fc.assert(
    fc.property(worlds, ({ n, stages }) => {
      for (const { supply, shares } of nestedOrigin(stages, n)) {
        assert.ok(shares.every((part) => part >= 0 && part <= 1 + 1e-12));
        for (let r = 0; r < n; r += 1) {
          assert.ok((supply[r] ?? 0) > 0);
          assert.ok(Math.abs(sum(shares.subarray(r * n, r * n + n)) - 1) < 1e-12);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("at the first stage only regions that mine are origins, later no others appear", () => {
  fc.assert(
    fc.property(worlds, ({ n, stages }) => {
      const [first] = stages;
      assert.ok(first !== undefined && "production" in first);
      for (const { shares } of nestedOrigin(stages, n)) {
        for (const [k, part] of shares.entries()) assert.ok(part === 0 || (first.production[k % n] ?? 0) > 0);
      }
    }),
    { numRuns: 50 },
  );
});

test("the order of the regions does not matter", () => {
  const shuffled = worlds.chain(({ n, stages }) =>
    fc.record({
      world: fc.constant({ n, stages }),
      order: fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ world: { n, stages }, order }) => {
      const vector = (numbers: Float64Array) => numbers.map((_, r) => numbers[order[r] ?? 0] ?? 0);
      const square = (numbers: Float64Array) =>
        numbers.map((_, k) => numbers[(order[Math.floor(k / n)] ?? 0) * n + (order[k % n] ?? 0)] ?? 0);
      const moved = stages.map((stage): OriginStage => {
        const imports = square(stage.imports);
        if ("production" in stage) return { imports, production: vector(stage.production) };
        return { imports, processed: vector(stage.processed), yields: vector(stage.yields) };
      });
      const plain = nestedOrigin(stages, n);
      for (const [s, { supply, shares }] of nestedOrigin(moved, n).entries()) {
        assertClose(supply, [...vector(plain[s]?.supply ?? new Float64Array(0))]);
        assertClose(shares, [...square(plain[s]?.shares ?? new Float64Array(0))]);
      }
    }),
    { numRuns: 50 },
  );
});

test("two regions that only mine and sell may be merged: their shares add up", () => {
  fc.assert(
    fc.property(worlds, fc.array(share, { minLength: 14, maxLength: 14 }), ({ n, stages }, sold) => {
      // Regions n and n + 1 sell to all others what `sold` says; merged they are the region n.
      const amount = (seller: number, buyer: number) => (buyer < n ? (sold[7 * seller + buyer] ?? 0) : 0);
      const apart = nestedOrigin(withMines(stages, n, [(b) => amount(0, b), (b) => amount(1, b)]), n + 2);
      const merged = nestedOrigin(withMines(stages, n, [(b) => amount(0, b) + amount(1, b)]), n + 1);
      for (const [s, { shares }] of merged.entries()) {
        const other = apart[s]?.shares ?? new Float64Array(0);
        for (let r = 0; r < n; r += 1) {
          const pair = (other[r * (n + 2) + n] ?? 0) + (other[r * (n + 2) + n + 1] ?? 0);
          assert.ok(Math.abs((shares[r * (n + 1) + n] ?? 0) - pair) < 1e-12);
          assert.ok(Math.abs((shares[r * (n + 1)] ?? 0) - (other[r * (n + 2)] ?? 0)) < 1e-12);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("repeating the definition until nothing moves gives the same", () => {
  fc.assert(
    fc.property(worlds, ({ n, stages }) => {
      const expected = byIteration(stages, n);
      for (const [s, { shares }] of nestedOrigin(stages, n).entries()) {
        const worst = shares.reduce((most, part, k) => Math.max(most, Math.abs(part - (expected[s]?.[k] ?? 2))), 0);
        assert.ok(worst < 1e-8, `stage ${s} is off by ${worst}`);
      }
    }),
    { numRuns: 50 },
  );
});

test("tonnes followed upstream by chance end where the shares say", () => {
  const stages: OriginStage[] = [
    {
      production: Float64Array.of(5, 1, 0, 2),
      imports: Float64Array.of(0, 2, 1, 0, 0, 0, 3, 1, 0, 2, 0, 0, 1, 0, 0, 0),
    },
    {
      processed: Float64Array.of(0.2, 0.9, 1, 0.5),
      yields: Float64Array.of(1, 0.8, 0.9, 0.7),
      imports: Float64Array.of(0, 0, 0, 0, 1, 0, 1, 0, 2, 1, 0, 1, 0, 0, 0, 0),
    },
  ];
  const solved = nestedOrigin(stages, 4);
  const random = makeRandom(4);
  const walks = 20_000;
  const ends = new Float64Array(4);
  for (let k = 0; k < walks; k += 1) {
    const end = walkUpstream(stages, solved, () => random.uniform());
    ends[end] = (ends[end] ?? 0) + 1;
  }
  for (let origin = 0; origin < 4; origin += 1) {
    const p = solved[1]?.shares[origin] ?? 0;
    assert.ok(Math.abs((ends[origin] ?? 0) / walks - p) <= 4 * Math.sqrt((p * (1 - p)) / walks));
  }
});

test("250 regions are solved as well", () => {
  const n = 250;
  const random = makeRandom(250);
  const imports = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 0 : random.uniform()));
  const [solved] = nestedOrigin([{ imports, production: new Float64Array(n).fill(1) }], n);
  for (let r = 0; r < n; r += 1) {
    assert.ok(Math.abs(sum(solved?.shares.subarray(r * n, r * n + n) ?? new Float64Array(0)) - 1) < 1e-11);
  }
});

test("a region without supply has no origins", () => {
  const [mined] = nestedOrigin([{ production: Float64Array.of(2, 0), imports: new Float64Array(4) }], 2);
  assert.deepEqual(mined, { supply: Float64Array.of(2, 0), shares: Float64Array.of(1, 0, 0, 0) });
});

test("what cannot be traced is refused, every fault at once", () => {
  const none = new Float64Array(4);
  const mining = { production: Float64Array.of(1, 0), imports: none };
  const refuses = (stages: readonly OriginStage[], ...patterns: readonly RegExp[]) => {
    const messages = faultsOf(() => nestedOrigin(stages, 2));
    assert.equal(messages.length, patterns.length, messages.join("\n"));
    for (const [k, pattern] of patterns.entries()) assert.match(messages[k] ?? "", pattern);
  };
  refuses(
    [mining, { production: Float64Array.of(1, 2), imports: none }],
    /2 t made by region 1 at stage 1 without supply/,
  );
  refuses(
    [{ production: Float64Array.of(1, 0), imports: Float64Array.of(0, 0, 3, 0) }],
    /exports of region 1 at stage 0/,
  );
  refuses(
    [{ production: none.subarray(0, 2), imports: Float64Array.of(0, 1, 1, 0) }],
    /regions 0, 1, which at stage 0 only buy from each other/,
  );
  refuses(
    [{ production: Float64Array.of(1, 0), imports: Float64Array.of(0, 0, 0, 3) }],
    /imports of region 1 from itself/,
  );
  refuses([{ production: Float64Array.of(Number.NaN, -1), imports: none }], /NaN at place 0/, /-1 at place 1/);
  refuses([{ production: Float64Array.of(1, Number.POSITIVE_INFINITY), imports: none }], /Infinity/);
  refuses([{ production: Float64Array.of(1), imports: new Float64Array(3) }], /3 numbers for the imports/, /1 numbers/);
  refuses(
    [mining, { processed: Float64Array.of(1.5, 0), yields: Float64Array.of(2, -1), imports: none }],
    /1.5 at place 0 of the share processed/,
    /2 at place 0 of the yields/,
    /-1 at place 1 of the yields/,
  );
  refuses([{ processed: Float64Array.of(1, 1), yields: Float64Array.of(1, 1), imports: none }], /processed at stage 0/);
  const huge = Float64Array.of(Number.MAX_VALUE, 0);
  refuses(
    [{ production: huge, imports: Float64Array.of(0, 0, 1e308, 0) }],
    /a supply of Infinity t of region 0/,
    /exports of region 1/,
  );
  refuses([{ production: Float64Array.of(1e-30, 0), imports: Float64Array.of(0, 1, 1, 0) }], /lost in the rounding/);
});

function withMines(
  stages: readonly OriginStage[],
  n: number,
  mines: readonly ((buyer: number) => number)[],
): OriginStage[] {
  const size = n + mines.length;
  const vector = (numbers: Float64Array, added: number) =>
    Float64Array.from({ length: size }, (_, r) => numbers[r] ?? added);
  return stages.map((stage) => {
    const isFirst = "production" in stage;
    const imports = Float64Array.from({ length: size * size }, (_, k) => {
      const [from, to] = [Math.floor(k / size), k % size];
      if (from < n) return to < n ? (stage.imports[from * n + to] ?? 0) : 0;
      return isFirst ? (mines[from - n]?.(to) ?? 0) : 0;
    });
    if (isFirst) return { imports, production: vector(stage.production, 1) };
    return { imports, processed: vector(stage.processed, 0), yields: vector(stage.yields, 1) };
  });
}

/** Shares by stage: the definition put into itself 2^40 times, 1 + B + B² + … times what is made, by squaring B. */
function byIteration(stages: readonly OriginStage[], n: number): number[][] {
  const results: number[][] = [];
  let before: number[] = Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
  let supplyBefore: number[] = [];
  for (const stage of stages) {
    const own = Array.from({ length: n }, (_, r) =>
      "production" in stage
        ? (stage.production[r] ?? 0)
        : (stage.processed[r] ?? 0) * (stage.yields[r] ?? 0) * (supplyBefore[r] ?? 0),
    );
    const supply = own.map((made, r) => made + sum(Float64Array.from(own, (_, i) => stage.imports[i * n + r] ?? 0)));
    const per = (amount: number, k: number) => amount / (supply[Math.floor(k / n)] ?? 1);
    let bought = before.map((_, k) => per(stage.imports[(k % n) * n + Math.floor(k / n)] ?? 0, k));
    let mix = before.map((part, k) => per((own[Math.floor(k / n)] ?? 0) * part, k));
    for (let round = 0; round < 40; round += 1) {
      mix = times(bought, mix, n).map((part, k) => part + (mix[k] ?? 0));
      bought = times(bought, bought, n);
    }
    results.push(mix);
    before = mix;
    supplyBefore = supply;
  }
  return results;
}

function times(a: readonly number[], b: readonly number[], n: number): number[] {
  return a.map((_, k) => {
    let total = 0;
    for (let i = 0; i < n; i += 1) total += (a[Math.floor(k / n) * n + i] ?? 0) * (b[i * n + (k % n)] ?? 0);
    return total;
  });
}

/** From region 0 at the last stage back to a mine. */
function walkUpstream(
  stages: readonly OriginStage[],
  solved: readonly { supply: Float64Array }[],
  draw: () => number,
): number {
  let region = 0;
  for (let s = stages.length - 1; s >= 0; ) {
    const { imports } = stages[s] ?? { imports: new Float64Array(16) };
    let left = draw() * (solved[s]?.supply[region] ?? 0);
    let seller = -1;
    for (let i = 0; i < 4 && seller < 0; i += 1) {
      left -= imports[i * 4 + region] ?? 0;
      if (left < 0) seller = i;
    }
    if (seller < 0) s -= 1;
    else region = seller;
  }
  return region;
}

function faultsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof LodebookError);
    assert.ok(error.faults.every(({ code }) => code === "TRADE_INPUT"));
    return error.faults.map(({ message }) => message);
  }
  return [];
}

function assertClose(found: Float64Array | undefined, expected: readonly number[]): void {
  assert.equal(found?.length, expected.length);
  for (const [k, value] of expected.entries()) assert.ok(Math.abs((found?.[k] ?? 0) - value) <= 1e-9 * (1 + value));
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, x) => total + x, 0);
}
