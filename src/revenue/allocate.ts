import { addRational, compareRational, makeRational, type Rational } from "../model/rational.ts";
import type { AllocationFormula, AllocationShare, HorizontalRule } from "../model/register.ts";
import { boundOf, type DividedPool, dividePool, type PoolAmount, tieOrder } from "./divide-pool.ts";
import type { RevenuePool } from "./revenue-pools.ts";
import { roundShares } from "./round-shares.ts";

/** How a pool was divided by a formula, in minor units of its currency. */
export type Allocation = {
  readonly formula: AllocationFormula;
  readonly pool: RevenuePool;
  readonly earmarks: readonly PoolAmount[];
  /** What the earmarks leave, among the vertical recipients. */
  readonly vertical: DividedPool;
  /** How those of them that stand for several divide theirs. */
  readonly horizontal: readonly ({ readonly of: string } & DividedPool)[];
  /** What each recipient should have in the end. */
  readonly due: ReadonlyMap<string, bigint>;
  /** What caps leave over, or a pool below zero, which is carried. With what is due it sums to the pool. */
  readonly unallocated: bigint;
};

/**
 * Divide a pool by a formula: earmarks come off first, each its share of the whole pool within its floor and cap; the vertical
 * recipients share the rest; horizontal rules divide the part of one of them among its members. Every step is exact and rounded by
 * largest remainder, so nothing appears or vanishes. Where a rule has no weight to go by, such as derivation without revenue, the
 * part stays with the vertical recipient. A pool below zero is not divided but carried.
 *
 * Floors and caps hold for pools in their own currency only.
 *
 * @example
 * allocate({ earmarks: [], vertical: [{ recipient: "a", share: { numerator: 1n, denominator: 1n } }], horizontal: [], tie: "id" }, { amount: 7n, currency: { code: "EUR", decimals: 2 }, byPlace: new Map() }).due // => new Map([["a", 7n]])
 */
export function allocate(formula: AllocationFormula, pool: RevenuePool): Allocation {
  if (pool.amount < 0n) {
    const vertical = { amounts: [], unallocated: 0n, isShort: false };
    return { formula, pool, earmarks: [], vertical, horizontal: [], due: new Map(), unallocated: pool.amount };
  }
  const { earmarks, rest } = takeEarmarks(formula, pool);
  const parts = formula.vertical.map((share) => ({
    recipient: share.recipient,
    weight: share.share,
    ...boundsOf(share, pool),
  }));
  const vertical = dividePool(rest, parts, formula.tie);
  const horizontal = formula.horizontal.map((rule) => {
    const amount = vertical.amounts.find(({ recipient }) => recipient === rule.of)?.amount ?? 0n;
    const members = weightsOf(rule, pool).map((member) => ({ ...member, floor: 0n, cap: undefined }));
    return { of: rule.of, ...dividePool(amount, members, formula.tie) };
  });
  const due = sumDue({ earmarks, vertical, horizontal });
  return { formula, pool, earmarks, vertical, horizontal, due, unallocated: vertical.unallocated };
}

/** Each earmark's share of the whole pool; the rest is rounded together with them and comes last among equals. */
function takeEarmarks({ earmarks, tie }: AllocationFormula, pool: RevenuePool) {
  const wanted = earmarks.map((earmark) => clampShare(earmark, pool));
  const taken = wanted.reduce(addRational, zero);
  const rest = addRational(makeRational(pool.amount), makeRational(-taken.numerator, taken.denominator));
  const parts = earmarks.map(({ recipient }, place) => {
    return { recipient, weight: wanted[place] ?? zero, floor: 0n, cap: undefined };
  });
  // Floors may ask for more than there is: then the pool is divided by what they ask for.
  if (rest.numerator < 0n) return { earmarks: dividePool(pool.amount, parts, tie).amounts, rest: 0n };
  const amounts = roundShares([...wanted, rest], pool.amount, tieOrder(parts, tie));
  const lines = earmarks.map((earmark, place): PoolAmount => {
    const amount = amounts[place] ?? 0n;
    return { recipient: earmark.recipient, amount, bound: boundOf(boundsOf(earmark, pool), amount) };
  });
  return { earmarks: lines, rest: amounts.at(-1) ?? 0n };
}

const zero = makeRational(0n);

function clampShare(earmark: AllocationShare, pool: RevenuePool): Rational {
  const { floor, cap } = boundsOf(earmark, pool);
  const { numerator, denominator } = earmark.share;
  const plain = makeRational(numerator * pool.amount, denominator);
  const raised = compareRational(plain, makeRational(floor)) < 0 ? makeRational(floor) : plain;
  return cap !== undefined && compareRational(raised, makeRational(cap)) > 0 ? makeRational(cap) : raised;
}

/** Floor and cap where they are of the pool's currency. */
function boundsOf({ floor, cap }: AllocationShare, { currency }: RevenuePool) {
  return {
    floor: floor?.currency.code === currency.code ? floor.minorUnits : 0n,
    cap: cap?.currency.code === currency.code ? cap.minorUnits : undefined,
  };
}

function weightsOf(rule: HorizontalRule, { byPlace }: RevenuePool) {
  switch (rule.rule) {
    case "equal":
      return rule.members.map(({ recipient }) => ({ recipient, weight: makeRational(1n) }));
    case "derivation":
      return rule.members.map(({ recipient, places }) => {
        const revenue = places.reduce((sum, place) => sum + (byPlace.get(place) ?? 0n), 0n);
        return { recipient, weight: makeRational(revenue > 0n ? revenue : 0n) };
      });
    default:
      return rule.members;
  }
}

function sumDue({ earmarks, vertical, horizontal }: Pick<Allocation, "earmarks" | "vertical" | "horizontal">) {
  const due = new Map<string, bigint>();
  const add = (recipient: string, amount: bigint) => due.set(recipient, (due.get(recipient) ?? 0n) + amount);
  for (const { recipient, amount } of earmarks) add(recipient, amount);
  const rules = new Map(horizontal.map((rule) => [rule.of, rule]));
  for (const { recipient, amount } of vertical.amounts) {
    const rule = rules.get(recipient);
    if (rule === undefined || rule.unallocated > 0n) add(recipient, rule?.unallocated ?? amount);
  }
  for (const { amounts } of horizontal) {
    for (const { recipient, amount } of amounts) add(recipient, amount);
  }
  return due;
}
