import { logGamma } from "./log-gamma.ts";

/**
 * Probability that a chi-square variable with `df` > 0 degrees of freedom exceeds `x` >= 0: the p of Cochran's Q and of
 * the balance. For an even df it is a finite sum; otherwise the regularised incomplete gamma function, by series below
 * the mean and by Lentz's continued fraction above it (Press et al., Numerical Recipes, 6.2). Accurate to about 1e-12.
 *
 * @example
 * chiSquareSurvival(0, 3) // => 1
 * chiSquareSurvival(2, 2) // => Math.exp(-1)
 */
export function chiSquareSurvival(x: number, df: number): number {
  if (x <= 0) return 1;
  if (df % 2 === 0 && df <= 60 && x < 1400) return evenSurvival(x / 2, df / 2);
  return upperGamma(df / 2, x / 2);
}

function evenSurvival(half: number, terms: number): number {
  let term = Math.exp(-half);
  let sum = term;
  for (let k = 1; k < terms; k += 1) {
    term *= half / k;
    sum += term;
  }
  return Math.min(1, sum);
}

/** Q(a, x) = Gamma(a, x) / Gamma(a). */
function upperGamma(a: number, x: number): number {
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b, tiny);
    c = nonZero(b + numerator / c, tiny);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return fraction;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
