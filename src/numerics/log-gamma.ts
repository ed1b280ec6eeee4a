/**
 * Natural logarithm of the gamma function for x > 0, to about 3e-14.
 * Stirling's series (Abramowitz & Stegun 6.1.40) after shifting x above 12.
 *
 * @example
 * logGamma(5) // => Math.log(24)
 * logGamma(0.5) // => Math.log(Math.PI) / 2
 */
export function logGamma(x: number): number {
  let shift = 1;
  let shifted = x;
  while (shifted < 12) {
    shift *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 +
      square *
        (-1 / 360 +
          square *
            (1 / 1260 +
              square *
                (-1 / 1680 +
                  square * (1 / 1188 + square * (-691 / 360360 + square * (1 / 156 - square * (3617 / 122400))))))));
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift);
}
