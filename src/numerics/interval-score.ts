/**
 * The interval score of a central prediction interval [low, high] that should hold the outcome with probability `level`: its
 * width, and for an outcome outside it 2 / (1 - level) times how far outside. Smaller is better, in the unit of the outcome. It is
 * proper: who reports an honest interval does best on average, so neither a narrow miss nor an empty width pays.
 *
 * NaN when a number is NaN. Where low = high the forecast is a point.
 *
 * Gneiting, T. & Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. Journal of the American
 * Statistical Association 102, 359-378, equation 43.
 *
 * @example
 * intervalScore({ low: 10, high: 30, level: 0.9 }, 20) // => 20
 * intervalScore({ low: 10, high: 30, level: 0.9 }, 5) // => 120
 * intervalScore({ low: 0, high: 0, level: 0.9 }, 5) // => 100
 */
export function intervalScore(
  { low, high, level }: { readonly low: number; readonly high: number; readonly level: number },
  outcome: number,
): number {
  const outside = Math.max(0, low - outcome, outcome - high);
  return high - low + (2 / (1 - level)) * outside;
}
