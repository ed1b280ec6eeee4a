import { elementAt } from "../numerics/element.ts";
import type { RiskFlows } from "./risk-types.ts";

/** What one importer is supplied by in one material and year; one object is filled anew for each cell. */
export type RiskSupply = {
  /** Origins outside the importer, of which the first `count` hold, in the order in which they were met. */
  readonly origins: Int32Array;
  /** Tonnes of each of them. */
  readonly tonnes: Float64Array;
  count: number;
  /** Rows of trade behind it. */
  rows: number;
  /** Tonnes and value of all imports; in a group also of what its members buy from each other. */
  totalTonnes: number;
  thousandUsd: number;
  quantityRows: number;
  /** For each country: 1 for a member of the importer, and its place in `origins`, or -1. */
  readonly isMember: Uint8Array;
  readonly placeOf: Int32Array;
};

/**
 * An empty supply for so many countries.
 *
 * @example
 * makeSupply(3).count // => 0
 */
export function makeSupply(countries: number): RiskSupply {
  return {
    origins: new Int32Array(countries),
    tonnes: new Float64Array(countries),
    count: 0,
    rows: 0,
    totalTonnes: 0,
    thousandUsd: 0,
    quantityRows: 0,
    isMember: new Uint8Array(countries),
    placeOf: new Int32Array(countries).fill(-1),
  };
}

/**
 * Sum what the members of an importer buy, by origin. The rows of member m are those from `starts[m]` up to, not
 * including, `starts[m + 1]`. What comes from another member is in the totals and not among the origins: its governance
 * weight is 0.
 *
 * @example
 * gatherSupply(makeSupply(2), { exporter: Int32Array.of(1), tonnes: Float64Array.of(7), thousandUsd: Float64Array.of(3), quantityMissing: Int32Array.of(0) }, Int32Array.of(0, 1, 1), [0]).totalTonnes // => 7
 */
export function gatherSupply(
  supply: RiskSupply,
  flows: Pick<RiskFlows, "exporter" | "tonnes" | "thousandUsd" | "quantityMissing">,
  starts: Int32Array,
  members: readonly number[],
): RiskSupply {
  clear(supply);
  for (const member of members) supply.isMember[member] = 1;
  for (const member of members) {
    const end = starts[member + 1] ?? 0;
    for (let row = starts[member] ?? 0; row < end; row += 1) addRow(supply, flows, row);
  }
  for (const member of members) supply.isMember[member] = 0;
  return supply;
}

function clear(supply: RiskSupply): void {
  for (let k = 0; k < supply.count; k += 1) supply.placeOf[supply.origins[k] ?? -1] = -1;
  supply.count = 0;
  supply.rows = 0;
  supply.totalTonnes = 0;
  supply.thousandUsd = 0;
  supply.quantityRows = 0;
}

function addRow(supply: RiskSupply, flows: Parameters<typeof gatherSupply>[1], row: number): void {
  const tonnes = elementAt(flows.tonnes, row);
  supply.rows += 1;
  supply.totalTonnes += tonnes;
  supply.thousandUsd += elementAt(flows.thousandUsd, row);
  supply.quantityRows += flows.quantityMissing[row] ?? 0;
  const origin = flows.exporter[row] ?? -1;
  if (tonnes === 0 || supply.isMember[origin] === 1) return;
  const place = supply.placeOf[origin] ?? -1;
  if (place >= 0) {
    supply.tonnes[place] = elementAt(supply.tonnes, place) + tonnes;
    return;
  }
  supply.placeOf[origin] = supply.count;
  supply.origins[supply.count] = origin;
  supply.tonnes[supply.count] = tonnes;
  supply.count += 1;
}
