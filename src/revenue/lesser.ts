/**
 * The lesser of two whole numbers; `Math.min` takes no bigint.
 *
 * @example
 * lesser(3n, -2n) // => -2n
 */
export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
