import { convertUnit, parseUnit, type Unit } from "../model/unit.ts";

const tonne = parseUnit("t");
/** The metric carat is 0.2 g by definition (General Conference on Weights and Measures, 1907). */
const carat: Unit = { text: "ct", factor: parseUnit("g").factor / 5, dimension: "mass" };

/** What the sources of production call their units, in small letters. `mt` is none: to some it is a tonne, to others a million. */
const units: Readonly<Record<string, Unit>> = {
  t: tonne,
  "metr. t": tonne,
  tonne,
  tonnes: tonne,
  "metric ton": tonne,
  "metric tons": tonne,
  "metric tonnes": tonne,
  kg: parseUnit("kg"),
  kilogram: parseUnit("kg"),
  kilograms: parseUnit("kg"),
  g: parseUnit("g"),
  kt: parseUnit("kt"),
  "thousand metric tons": parseUnit("kt"),
  "million metric tons": parseUnit("Mt"),
  ct: carat,
  carats: carat,
  "thousand carats": times(1e3, carat, "thousand ct"),
  "million carats": times(1e6, carat, "million ct"),
  mct: times(1e6, carat, "million ct"),
  m3: parseUnit("m3"),
  "mio m3": parseUnit("million m3"),
  "million cubic meters": parseUnit("million m3"),
  mcm: parseUnit("million m3"),
};

/** The names that are told when a unit is none of them. */
export const productionUnitsExpected = "one of metr. t, t, kt, Mt, kg, g, ct or Mio m3";

/** The unit that a source of production means; undefined when it is not known. */
export function findProductionUnit(name: string): Unit | undefined {
  // Only its capital tells the million tonnes from other uses of the two letters.
  if (name === "Mt") return parseUnit("Mt");
  const key = name.toLowerCase();
  return Object.hasOwn(units, key) ? units[key] : undefined;
}

/** A quantity in tonnes; undefined when its unit measures something else than mass. */
export function tonnesOf(quantity: number, unit: Unit): number | undefined {
  return unit.dimension === tonne.dimension ? convertUnit(quantity, unit, tonne) : undefined;
}

function times(factor: number, unit: Unit, text: string): Unit {
  return { ...unit, text, factor: unit.factor * factor };
}
