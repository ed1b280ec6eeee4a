import type { Parameter } from "../model/parameter.ts";
import { parseUnit } from "../model/unit.ts";
import type { ReadParameters } from "./parameters.ts";
import { type Reading, tell } from "./reading.ts";
import { checkName } from "./registers.ts";
import { itemsUnder, lineUnder, nodeUnder, readWord, type YamlMap } from "./yaml-map.ts";

/**
 * What a product of parameters measures: a share of a whole, a mass, a mass a year, how many times as much, a number without unit (a
 * share or a multiple), a time, or money of one currency for a mass (of
 * any, where the currency is empty, for it was told).
 */
export type Measured =
  | "share"
  | "mass"
  | "yearly-mass"
  | "multiple"
  | "number"
  | "time"
  | { readonly currency: string };

/** The parameters of the book; undefined when their file does not parse, and then nothing is said of their names. */
export type KnownParameters = ReadParameters | undefined;

/** The parameters under a key, a list of ids whose product is taken; unknown names and units that do not fit are told. */
export function productUnder(map: YamlMap, key: string, measured: Measured, known: KnownParameters): string[] {
  const { reading } = map;
  const ids = itemsUnder(map, key).map((item) => {
    const id = readWord(item, reading);
    checkName(id, known?.ids, "PARAMETER_UNKNOWN", { reading, line: item.line });
    return id;
  });
  if (nodeUnder(map, key) !== undefined) checkProduct(ids, measured, known, { reading, line: lineUnder(map, key) });
  return ids;
}

/** Check that the product of parameters measures what is wanted; a parameter that was told or is unknown ends the check. */
export function checkProduct(
  ids: readonly string[],
  measured: Measured,
  known: KnownParameters,
  at: { readonly reading: Reading; readonly line: number },
): void {
  const units = ids.flatMap((id) => known?.parameters.get(id)?.unit ?? []);
  if (units.length === 0 || units.length < ids.length) return;
  const dimensions = units.map((unit) => parseUnit(unit).dimension);
  if (isProduct(dimensions, measured)) return;
  tell(at.reading, at.line, "UNIT_MISMATCH", { found: units.join(" × "), expected: unitOf(measured) });
}

/** Check that a product cannot fall below `least` by the bounds of its assumptions; where one of them has none nothing is said. */
export function checkLeast(
  ids: readonly string[],
  least: number,
  known: KnownParameters,
  at: { readonly reading: Reading; readonly line: number },
): void {
  const bounds = ids.map((id) => lowOf(known?.parameters.get(id)));
  const lows = bounds.filter((low) => low !== undefined);
  if (lows.length < bounds.length || lows.length === 0) return;
  const found = lows.reduce((product, low) => product * low, 1);
  if (found >= least && lows.every((low) => low >= 0)) return;
  tell(at.reading, at.line, "NUMBER_OUT_OF_RANGE", { found, expected: `${least} or more in every draw` });
}

/** The least that an assumption can be, in its own unit; undefined for evidence and where chance sets no bound. */
function lowOf(parameter: Parameter | undefined): number | undefined {
  if (parameter?.origin.kind !== "assumption") return undefined;
  const { distribution } = parameter.origin;
  if (distribution.kind === "lognormal") return undefined;
  const low = distribution.kind === "fixed" ? distribution.value : distribution.low;
  return low * parseUnit(parameter.unit).factor;
}

const plainUnits = {
  share: "1",
  mass: "t",
  "yearly-mass": "t/year",
  multiple: "times",
  number: "1",
  time: "month",
} as const;

function unitOf(measured: Measured): string {
  return typeof measured === "string" ? plainUnits[measured] : `${measured.currency}/kg`;
}

function isProduct(dimensions: readonly string[], measured: Measured): boolean {
  if (measured === "share" || measured === "multiple") return dimensions.every((dimension) => dimension === measured);
  const product = multiply(dimensions);
  if (typeof measured !== "string") return measured.currency === "" || product === `${measured.currency}/mass`;
  if (measured === "number") return product === "";
  if (measured === "yearly-mass") return product === "mass" || product === "mass/time";
  return product === measured;
}

/** The dimension of a product: what cancels is left out, and shares and multiples with it; empty for a number without unit. */
function multiply(dimensions: readonly string[]): string {
  const powers = new Map<string, number>();
  for (const dimension of dimensions) {
    const [over = "", under = ""] = dimension.split("/");
    for (const [name, power] of [[over, 1] as const, [under, -1] as const]) {
      if (name !== "" && name !== "share" && name !== "multiple") powers.set(name, (powers.get(name) ?? 0) + power);
    }
  }
  const named = (sign: number) =>
    [...powers].flatMap(([name, power]) => Array<string>(Math.max(0, sign * power)).fill(name)).sort();
  const [over, under] = [named(1), named(-1)];
  return under.length === 0 ? over.join(" ") : `${over.join(" ")}/${under.join(" ")}`;
}
