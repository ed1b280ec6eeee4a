import type { Exposure, SupplyMix } from "../model/exposure.ts";
import type { FaultCode } from "../model/fault.ts";
import { convertUnit, parseUnit } from "../model/unit.ts";
import type { KnownParameters } from "./parameter-use.ts";
import { type Reading, tell } from "./reading.ts";

/** After these the network is not judged: a cell that seems to be missing may be the one whose name or shape is at fault. */
const blurring: readonly FaultCode[] = [
  "SHAPE_MISMATCH",
  "KEY_MISSING",
  "KEY_UNKNOWN",
  "ID_UNREADABLE",
  "ID_DUPLICATE",
  "ELEMENT_UNKNOWN",
  "STAGE_UNKNOWN",
  "REGION_UNKNOWN",
  "REGION_SUPPLIES_ITSELF",
];

/** Where the cells were read: `before` is the count of faults before, `importers` has the line of each. */
type CellsAt = {
  readonly reading: Reading;
  readonly before: number;
  readonly importers: readonly { readonly id: string; readonly line: number }[];
};

/** Check that the cells hang together: every importer's is filled, and every supply comes from somewhere. */
export function checkCells(exposure: Exposure, { reading, before, importers }: CellsAt): void {
  if (reading.faults.slice(before).some(({ code }) => blurring.includes(code))) return;
  const mixes = new Map(exposure.mixes.map((mix) => [keyOf(mix.element, mix.stage, mix.region), mix]));
  const gaps = new Set(exposure.gaps.map((gap) => keyOf(gap.element, gap.stage, gap.region)));
  for (const { id: element } of exposure.elements) {
    for (const [at, { id: stage }] of exposure.stages.entries()) {
      for (const { id: region, line } of importers) {
        const key = keyOf(element, stage, region);
        if (mixes.has(key) || gaps.has(key)) continue;
        tell(reading, line, "EXPOSURE_CELL_MISSING", { found: key, expected: "a mix, or a gap that says why not" });
      }
      const ofStage = exposure.mixes.filter((mix) => mix.element === element && mix.stage === stage);
      const stageBefore = exposure.stages[at - 1]?.id;
      if (stageBefore !== undefined) checkInputs(ofStage, stageBefore, mixes, reading);
      checkSupplied(ofStage, reading);
    }
  }
}

function keyOf(element: string, stage: string, region: string): string {
  return `${element} ${stage} of ${region}`;
}

/** What a region makes at a later stage it makes out of its supply of the stage before. */
function checkInputs(
  ofStage: readonly SupplyMix[],
  stageBefore: string,
  mixes: ReadonlyMap<string, SupplyMix>,
  reading: Reading,
): void {
  for (const { element, stage, region, own, line } of ofStage) {
    const input = keyOf(element, stageBefore, region);
    if (own.length === 0 || mixes.has(input)) continue;
    const found = keyOf(element, stage, region);
    tell(reading, line, "EXPOSURE_INPUT_MISSING", { found, expected: `a mix for ${input}` });
  }
}

/** Regions that only buy from each other have no supply: somebody among them makes some, or buys from outside. */
function checkSupplied(ofStage: readonly SupplyMix[], reading: Reading): void {
  let open = ofStage;
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    const dry = new Set(open.map(({ region }) => region));
    open = open.filter(
      ({ own, from, rest }) =>
        own.length === 0 && [rest, ...from.map(({ region }) => region)].every((one) => dry.has(one)),
    );
  }
  const [first] = open;
  if (first === undefined) return;
  const found = open.map(({ region }) => region).join(", ");
  tell(reading, first.line, "EXPOSURE_CIRCULAR", { found, expected: "'own' in one of them, or another supplier" });
}

/** Check the mixes of which every share is fixed: what a region makes and buys is at most the whole. */
export function checkShares({ mixes }: Exposure, parameters: KnownParameters, reading: Reading): void {
  for (const { own, from, line } of mixes) {
    const products = [...(own.length === 0 ? [] : [own]), ...from.map(({ share }) => share)];
    const shares = products.map((ids) => fixedProduct(ids, parameters));
    const known = shares.filter((one) => one !== undefined);
    const sum = known.reduce((total, one) => total + one, 0);
    // Fixed shares are decimals, and decimals that add up to the whole may miss it by the rounding of binary numbers.
    if (known.length < shares.length || sum <= 1 + 1e-9) continue;
    const found = Number(sum.toPrecision(12));
    tell(reading, line, "SHARES_OVER_WHOLE", {
      found,
      expected: "at most 1; the region under 'rest' has what is left",
    });
  }
}

const share = parseUnit("1");

/** The product as a share; undefined where a parameter is not fixed, is no share, or was told. */
function fixedProduct(ids: readonly string[], parameters: KnownParameters): number | undefined {
  let product = 1;
  for (const id of ids) {
    const parameter = parameters?.parameters.get(id);
    if (parameter?.origin.kind !== "assumption" || parameter.origin.distribution.kind !== "fixed") return undefined;
    const unit = parseUnit(parameter.unit);
    if (unit.dimension !== share.dimension) return undefined;
    product *= convertUnit(parameter.origin.distribution.value, unit, share);
  }
  return product;
}
