/**
 * What buyers gain when the price of an isoelastic demand goes from its base to `ratio` times that, thousand USD; a loss is
 * negative. It is the area between the two prices along the month's own demand curve (Marshall 1890),
 *
 *   -∫ tonnes × (p / price)^-elasticity dp, from price to ratio × price.
 *
 * `tonnes` is what would be bought at the base price, `price` that price in thousand USD per tonne. Where the price stands
 * at the choke the area also holds what buyers would pay for and do not get: it is worth just the choke to them.
 *
 * @example
 * consumerChange({ tonnes: 10, price: 2, elasticity: 0.5, ratio: 4 }) // => -40
 * consumerChange({ tonnes: 10, price: 2, elasticity: 1, ratio: Math.E }) // => -20
 */
export function consumerChange(curve: {
  readonly tonnes: number;
  readonly price: number;
  readonly elasticity: number;
  readonly ratio: number;
}): number {
  const { tonnes, price, elasticity, ratio } = curve;
  const power = 1 - elasticity;
  const steps = Math.log(ratio);
  const area = power === 0 ? steps : Math.expm1(power * steps) / power;
  return -tonnes * price * area;
}
