import { elementAt } from "./element.ts";

/** Q and R of A = QR: `basis[k]` is the k-th column of Q, `triangle[k]` the k-th column of R. */
export type OrthogonalBasis = { readonly basis: readonly Float64Array[]; readonly triangle: readonly Float64Array[] };

/**
 * Orthonormal basis of linearly independent columns, all of one length, by modified Gram-Schmidt with a second pass
 * ("twice is enough", Kahan and Parlett; Giraud et al. 2005), with the triangle that leads back. An entry that is 0 in
 * every column stays exactly 0.
 *
 * @example
 * orthogonalBasis([Float64Array.of(3, 4)]).basis // => [Float64Array.of(0.6, 0.8)]
 */
export function orthogonalBasis(columns: readonly Float64Array[]): OrthogonalBasis {
  const basis: Float64Array[] = [];
  const triangle: Float64Array[] = [];
  for (const [k, column] of columns.entries()) {
    const rest = Float64Array.from(column);
    const coefficients = new Float64Array(k + 1);
    for (let pass = 0; pass < 2; pass += 1) {
      for (const [j, direction] of basis.entries()) {
        const part = dotProduct(direction, rest);
        coefficients[j] = elementAt(coefficients, j) + part;
        for (let i = 0; i < rest.length; i += 1) rest[i] = elementAt(rest, i) - part * elementAt(direction, i);
      }
    }
    const length = Math.sqrt(dotProduct(rest, rest));
    coefficients[k] = length;
    basis.push(rest.map((entry) => entry / length));
    triangle.push(coefficients);
  }
  return { basis, triangle };
}

/**
 * Sum of the products of two arrays of one length.
 *
 * @example
 * dotProduct(Float64Array.of(1, 2), Float64Array.of(3, 4)) // => 11
 */
export function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += elementAt(a, i) * elementAt(b, i);
  return sum;
}
