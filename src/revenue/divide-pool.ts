import { compareRational } from "../model/rational.ts";
import type { TieRule } from "../model/register.ts";
import { type BoundedPart, boundedShares } from "./bounded-shares.ts";
import { roundShares } from "./round-shares.ts";

/** A part of a pool and whose it is. */
export type PoolPart = BoundedPart & { readonly recipient: string };

/** What a recipient gets out of a pool, in whole units. */
export type PoolAmount = {
  readonly recipient: string;
  readonly amount: bigint;
  /** Which bound the amount stands at, instead of its share. */
  readonly bound: "floor" | "cap" | undefined;
};

/** A pool that was divided: the amounts and what is unallocated sum to it. */
export type DividedPool = {
  readonly amounts: readonly PoolAmount[];
  readonly unallocated: bigint;
  readonly isShort: boolean;
};

/**
 * Divide a pool of 0 or more whole units by weights, floors and caps, and round by largest remainder. The tie rule says who is first
 * where remainders are equal: the earlier id, or the larger weight and then the earlier id. Recipients are named once each, so the
 * result does not depend on the order in which they are listed.
 *
 * @example
 * dividePool(100n, ["a", "b", "c"].map((recipient) => ({ recipient, weight: { numerator: 1n, denominator: 3n }, floor: 0n, cap: undefined })), "id").amounts.map(({ amount }) => amount) // => [34n, 33n, 33n]
 */
export function dividePool(pool: bigint, parts: readonly PoolPart[], tie: TieRule): DividedPool {
  const { exact, unallocated, isShort } = boundedShares(pool, parts);
  const amounts = roundShares(exact, pool - unallocated, tieOrder(parts, tie));
  return {
    amounts: parts.map((part, place) => {
      const amount = amounts[place] ?? 0n;
      return { recipient: part.recipient, amount, bound: isShort ? undefined : boundOf(part, amount) };
    }),
    unallocated,
    isShort,
  };
}

/**
 * Whether, by a tie rule, the part at one place comes before that at another. A place without a part comes last.
 *
 * @example
 * tieOrder([{ recipient: "b" }, { recipient: "a" }], "id")(1, 0) // => true
 * tieOrder([{ recipient: "b" }], "id")(0, 1) // => true
 */
export function tieOrder(
  parts: readonly Pick<PoolPart, "recipient" | "weight">[],
  tie: TieRule,
): (a: number, b: number) => boolean {
  return (a, b) => {
    const [left, right] = [parts[a], parts[b]];
    if (left === undefined || right === undefined) return right === undefined;
    const order = tie === "larger-share" ? compareRational(right.weight, left.weight) : 0;
    return order < 0 || (order === 0 && left.recipient < right.recipient);
  };
}

/**
 * Which bound an amount stands at.
 *
 * @example
 * boundOf({ floor: 0n, cap: 5n }, 5n) // => "cap"
 * boundOf({ floor: 0n, cap: undefined }, 0n) // => undefined
 */
export function boundOf({ floor, cap }: Pick<PoolPart, "floor" | "cap">, amount: bigint): "floor" | "cap" | undefined {
  if (cap !== undefined && amount === cap) return "cap";
  return floor > 0n && amount === floor ? "floor" : undefined;
}
