import { addRational, compareRational, makeRational, type Rational } from "../model/rational.ts";

/** A part by its weight of 0 or more, with the least and the most that it may get in whole units; 0 <= floor <= cap. */
export type BoundedPart = {
  readonly weight: Rational;
  readonly floor: bigint;
  /** Undefined where there is none. */
  readonly cap: bigint | undefined;
};

/** What each part gets, exactly, and what nobody may have because of caps. */
export type BoundedShares = {
  readonly exact: readonly Rational[];
  readonly unallocated: bigint;
  /** True when the pool is less than the floors: then it is divided in proportion to them. */
  readonly isShort: boolean;
};

/**
 * Divide a pool of 0 or more whole units in proportion to weights where no part gets less than its floor or more than its cap: each
 * gets weight × level, raised to its floor or cut to its cap, with the one level at which the parts sum to the pool. All rational.
 *
 * The result does not depend on the order of the parts. Where the floors are more than the pool they are the weights; where the caps
 * are less, or nobody has a weight, the rest is unallocated.
 *
 * @example
 * boundedShares(90n, [{ weight: { numerator: 2n, denominator: 3n }, floor: 0n, cap: 50n }, { weight: { numerator: 1n, denominator: 3n }, floor: 0n, cap: undefined }]).exact.map(({ numerator }) => numerator) // => [50n, 40n]
 * boundedShares(10n, [{ weight: { numerator: 1n, denominator: 1n }, floor: 0n, cap: 4n }]).unallocated // => 6n
 */
export function boundedShares(pool: bigint, parts: readonly BoundedPart[]): BoundedShares {
  const floors = parts.reduce((sum, { floor }) => sum + floor, 0n);
  if (floors > pool) {
    const exact = parts.map(({ floor }) => makeRational(floor * pool, floors));
    return { exact, unallocated: 0n, isShort: true };
  }
  const most = parts.reduce((sum, part) => sum + mostOf(part, pool), 0n);
  if (most <= pool) {
    const exact = parts.map((part) => makeRational(mostOf(part, pool)));
    return { exact, unallocated: pool - most, isShort: false };
  }
  const level = findLevel(pool, parts);
  return { exact: parts.map((part) => amountAt(part, level)), unallocated: 0n, isShort: false };
}

/** The most that a part can get out of a pool, however high the level. */
function mostOf({ weight, floor, cap }: BoundedPart, pool: bigint): bigint {
  if (weight.numerator === 0n) return floor;
  return cap ?? pool + 1n;
}

/**
 * The level at which the parts sum to the pool. The sum rises with the level along straight lines that bend where a part reaches
 * its floor or its cap: find the last bend that is not above the pool, and go on from there along its line.
 */
function findLevel(pool: bigint, parts: readonly BoundedPart[]): Rational {
  const weighted = parts.filter(({ weight }) => weight.numerator > 0n);
  const bends = weighted
    .flatMap((part) =>
      [part.floor, part.cap].filter((bound) => bound !== undefined).map((bound) => levelOf(part, bound)),
    )
    .concat(zero)
    .sort(compareRational);
  const target = makeRational(pool);
  const start = bends.findLast((level) => compareRational(sumAt(parts, level), target) <= 0) ?? zero;
  const rising = weighted.filter(
    (part) =>
      compareRational(levelOf(part, part.floor), start) <= 0 &&
      (part.cap === undefined || compareRational(levelOf(part, part.cap), start) > 0),
  );
  const slope = rising.reduce((sum, { weight }) => addRational(sum, weight), zero);
  const missing = subtract(target, sumAt(parts, start));
  if (slope.numerator === 0n) return start;
  return addRational(start, divide(missing, slope));
}

const zero = makeRational(0n);

/** The level at which a part gets an amount. */
function levelOf({ weight }: BoundedPart, amount: bigint): Rational {
  return divide(makeRational(amount), weight);
}

function amountAt({ weight, floor, cap }: BoundedPart, level: Rational): Rational {
  const plain = makeRational(weight.numerator * level.numerator, weight.denominator * level.denominator);
  if (compareRational(plain, makeRational(floor)) < 0) return makeRational(floor);
  if (cap !== undefined && compareRational(plain, makeRational(cap)) > 0) return makeRational(cap);
  return plain;
}

function sumAt(parts: readonly BoundedPart[], level: Rational): Rational {
  return parts.reduce((sum, part) => addRational(sum, amountAt(part, level)), zero);
}

function subtract(a: Rational, b: Rational): Rational {
  return addRational(a, makeRational(-b.numerator, b.denominator));
}

function divide(a: Rational, b: Rational): Rational {
  return makeRational(a.numerator * b.denominator, a.denominator * b.numerator);
}
