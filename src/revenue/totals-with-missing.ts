import { allMissingReasons, type MissingReason } from "../model/missing.ts";

/** A part of a total in whole units: an amount, maybe with bounds of its own; or missing, with the most that it can be if that is known. */
export type TotalPart =
  | bigint
  | { readonly value: bigint; readonly low: bigint; readonly high: bigint }
  | { readonly missing: MissingReason; readonly upTo: bigint | undefined };

/** What parts come to, some of them missing. */
export type TotalWithMissing = {
  /** The sum of those that are there. */
  readonly known: bigint;
  readonly lower: bigint;
  /** Undefined where a missing part has no bound. */
  readonly upper: bigint | undefined;
  /** How many parts are missing, by reason; only reasons that occur. */
  readonly missing: Readonly<Partial<Record<MissingReason, number>>>;
};

/**
 * The total of parts that cannot be below 0 where they are missing: exact, with a missing part as 0 or more in `lower` and as its
 * bound in `upper`. Amounts that are there may have either sign. A total with a missing part is shown as "at least".
 *
 * @example
 * totalsWithMissing([5n, { value: 4n, low: 3n, high: 6n }, { missing: "withheld", upTo: 10n }]) // => { known: 9n, lower: 8n, upper: 21n, missing: { withheld: 1 } }
 * totalsWithMissing([5n, { missing: "not-collected", upTo: undefined }]).upper // => undefined
 */
export function totalsWithMissing(parts: Iterable<TotalPart>): TotalWithMissing {
  let [known, lower] = [0n, 0n];
  let upper: bigint | undefined = 0n;
  const counts = new Map<MissingReason, number>();
  for (const part of parts) {
    if (typeof part === "object" && "missing" in part) {
      counts.set(part.missing, (counts.get(part.missing) ?? 0) + 1);
      upper = upper === undefined || part.upTo === undefined ? undefined : upper + part.upTo;
      continue;
    }
    const { value, low, high } = typeof part === "bigint" ? { value: part, low: part, high: part } : part;
    known += value;
    lower += low;
    upper = upper === undefined ? undefined : upper + high;
  }
  const missing: Partial<Record<MissingReason, number>> = {};
  for (const reason of allMissingReasons) {
    const count = counts.get(reason);
    if (count !== undefined) missing[reason] = count;
  }
  return { known, lower, upper, missing };
}
