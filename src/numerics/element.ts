/**
 * One number of an array whose bounds the caller has checked; outside them NaN, which spoils a result instead of
 * passing for a zero.
 *
 * @example
 * elementAt(Float64Array.of(3, 4), 1) // => 4
 */
export function elementAt(numbers: Float64Array, index: number): number {
  return numbers[index] ?? Number.NaN;
}
