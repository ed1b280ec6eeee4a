import { lodebookError } from "./fault.ts";

/** A unit as a factor to the base unit of its dimension; units convert when their dimensions are the same text. */
export type Unit = {
  readonly text: string;
  readonly factor: number;
  readonly dimension: string;
};

/** Base units: t, m2, m, day, L, 1 (a share), count; each currency is a dimension of its own, never converted here. */
const baseUnits: Readonly<Record<string, readonly [factor: number, dimension: string]>> = {
  g: [1e-6, "mass"],
  kg: [1e-3, "mass"],
  t: [1, "mass"],
  kt: [1e3, "mass"],
  Mt: [1e6, "mass"],
  m2: [1, "area"],
  ha: [1e4, "area"],
  km2: [1e6, "area"],
  m: [1, "length"],
  km: [1e3, "length"],
  day: [1, "time"],
  week: [7, "time"],
  month: [365.25 / 12, "time"],
  year: [365.25, "time"],
  mL: [1e-3, "volume"],
  L: [1, "volume"],
  m3: [1e3, "volume"],
  mg: [1e-9, "mass"],
  ug: [1e-12, "mass"],
  W: [1, "power"],
  kW: [1e3, "power"],
  MW: [1e6, "power"],
  "1": [1, "share"],
  percent: [1e-2, "share"],
  ppm: [1e-6, "share"],
  times: [1, "multiple"],
  count: [1, "count"],
  score: [1, "score"],
  text: [1, "text"],
};

const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 };

/** ISO 4217 codes that books so far have needed; a new one is a line here. */
const currencies = ["USD", "CNY", "MMK", "THB", "EUR", "JPY", "KRW", "GBP", "AUD", "XXX"];

/**
 * Read a unit: `[thousand|million|billion] BASE [/ BASE]`, for instance `t`, `million USD`, `CNY/t`, `mg/L`, `percent`.
 * Throws UNIT_UNKNOWN.
 *
 * @example
 * parseUnit("kg").factor // => 0.001
 * parseUnit("million USD").dimension // => "USD"
 * parseUnit("CNY/t").dimension // => "CNY/mass"
 * parseUnit("stone") // throws UNIT_UNKNOWN
 */
export function parseUnit(text: string): Unit {
  const match = /^(?:(thousand|million|billion) )?([A-Za-z0-9]+)(?:\/([A-Za-z0-9]+))?$/.exec(text);
  const [, scale, over, under] = match ?? [];
  if (over === undefined) throw unknown(text);
  const [overFactor, overDimension] = baseOf(over, text);
  const scaled = overFactor * (scale === undefined ? 1 : (scales[scale] ?? 1));
  if (under === undefined) return { text, factor: scaled, dimension: overDimension };
  const [underFactor, underDimension] = baseOf(under, text);
  return { text, factor: scaled / underFactor, dimension: `${overDimension}/${underDimension}` };
}

/**
 * A value in `from` expressed in `to`. Throws UNIT_MISMATCH when their dimensions differ.
 *
 * @example
 * convertUnit(1500, parseUnit("kg"), parseUnit("t")) // => 1.5
 * convertUnit(1, parseUnit("USD"), parseUnit("CNY")) // throws UNIT_MISMATCH
 */
export function convertUnit(value: number, from: Unit, to: Unit): number {
  if (from.dimension !== to.dimension) throw lodebookError("UNIT_MISMATCH", { found: from.text, expected: to.text });
  if (from.factor === to.factor) return value;
  // Divide by the inverse where that is the whole number, so that 1,500 kg is 1.5 t and not 1.5000000000000002.
  const ratio = from.factor / to.factor;
  return ratio >= 1 ? value * roundIfWhole(ratio) : value / roundIfWhole(to.factor / from.factor);
}

function roundIfWhole(ratio: number): number {
  const whole = Math.round(ratio);
  return Math.abs(ratio - whole) < 1e-9 * whole ? whole : ratio;
}

function baseOf(name: string, whole: string): readonly [factor: number, dimension: string] {
  if (currencies.includes(name)) return [1, name];
  const base = Object.hasOwn(baseUnits, name) ? baseUnits[name] : undefined;
  if (base === undefined) throw unknown(whole);
  return base;
}

function unknown(found: string) {
  return lodebookError("UNIT_UNKNOWN", {
    found,
    expected: "'[thousand|million|billion] UNIT[/UNIT]', see docs/concepts/unit.md",
  });
}
