/** The rows of one material and year: a stretch of the flows, and a stretch of `order` over the production. */
export type RiskBlock = {
  readonly material: number;
  readonly year: number;
  readonly flowStart: number;
  readonly flowEnd: number;
  /** Places of the production rows, by country. */
  readonly producers: Int32Array;
};

/** The columns that rows are grouped by. */
type Columns = { readonly rows: number; readonly material: Int32Array; readonly year: Int32Array };

/**
 * Group rows by material and year, in that order, wherever there is trade or production. Flows must be sorted by the
 * two; production may be in any order.
 *
 * @example
 * riskBlocks({ rows: 1, material: Int32Array.of(0), year: Int32Array.of(2022) }, { rows: 2, material: Int32Array.of(0, 0), year: Int32Array.of(2022, 2021), country: Int32Array.of(3, 3) }) // => [{ material: 0, year: 2021, flowStart: 0, flowEnd: 0, producers: [1] }, { material: 0, year: 2022, flowStart: 0, flowEnd: 1, producers: [0] }]
 */
export function riskBlocks(flows: Columns, production: Columns & { readonly country: Int32Array }): RiskBlock[] {
  const order = sortProduction(production);
  const blocks: RiskBlock[] = [];
  let flow = 0;
  let made = 0;
  while (flow < flows.rows || made < order.length) {
    const [material, year] = smaller(keyOf(flows, flow), keyOf(production, order[made] ?? production.rows));
    const isHere = (columns: Columns, row: number) =>
      row < columns.rows && columns.material[row] === material && columns.year[row] === year;
    const [flowStart, madeStart] = [flow, made];
    while (isHere(flows, flow)) flow += 1;
    while (isHere(production, order[made] ?? production.rows)) made += 1;
    blocks.push({ material, year, flowStart, flowEnd: flow, producers: order.subarray(madeStart, made) });
  }
  return blocks;
}

function sortProduction(production: Columns & { readonly country: Int32Array }): Int32Array {
  const { rows, material, year, country } = production;
  const compare = (a: number, b: number) =>
    at(material, a) - at(material, b) || at(year, a) - at(year, b) || at(country, a) - at(country, b);
  return Int32Array.from({ length: rows }, (_, row) => row).sort(compare);
}

type Key = readonly [material: number, year: number];

/** The key of a row; behind the last row one that is greater than all. */
function keyOf(columns: Columns, row: number): Key {
  if (row >= columns.rows) return [Number.POSITIVE_INFINITY, 0];
  return [at(columns.material, row), at(columns.year, row)];
}

function smaller(a: Key, b: Key): Key {
  return a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]) ? a : b;
}

function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}
