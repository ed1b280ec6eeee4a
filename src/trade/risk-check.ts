import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import type { RiskInputs } from "./risk-types.ts";

/**
 * Refuse inputs that the bulk table cannot be made from: TRADE_INPUT for places outside the lists, quantities, values and
 * errors that are negative or not finite, rows out of order or there twice, an importer that trades with itself, and
 * settings outside their range. All faults are told in one pass, up to a hundred.
 *
 * @example
 * checkRiskInputs({ countries: [], materials: [], flows: { rows: 0 }, production: { rows: 0 }, governance: { rows: 0 }, importers: undefined, groups: new Map(), copperMidpoint: 0.4, level: 0.9, draws: 500, seed: 1 }) // => undefined
 * checkRiskInputs({ countries: [], materials: [], flows: { rows: 0 }, production: { rows: 0 }, governance: { rows: 0 }, importers: [4], groups: new Map(), copperMidpoint: 0.4, level: 0.9, draws: 500, seed: 1 }) // throws TRADE_INPUT
 */
export function checkRiskInputs(inputs: RiskInputs): void {
  const faults: Fault[] = [];
  const refuse: Refuse = (found, expected) => {
    if (faults.length < 100) faults.push(makeFault("TRADE_INPUT", { found, expected }));
  };
  checkSettings(inputs, refuse);
  checkImporters(inputs, refuse);
  checkFlows(inputs, refuse);
  checkProduction(inputs, refuse);
  checkGovernance(inputs, refuse);
  if (faults.length > 0) throw new LodebookError(faults);
}

type Refuse = (found: string, expected: string) => void;

function checkSettings({ copperMidpoint, level, draws, seed }: RiskInputs, refuse: Refuse): void {
  if (!(copperMidpoint > 0 && copperMidpoint < Number.POSITIVE_INFINITY)) {
    refuse(`the midpoint of copper ${copperMidpoint}`, "a positive finite number");
  }
  if (!(level > 0 && level < 1)) refuse(`the level ${level}`, "one inside (0,1)");
  if (!(Number.isSafeInteger(draws) && draws > 0)) refuse(`${draws} draws`, "a whole number of 1 or more");
  if (!Number.isSafeInteger(seed)) refuse(`the seed ${seed}`, "a whole number");
}

function checkImporters({ countries, importers, groups }: RiskInputs, refuse: Refuse): void {
  const check = (name: string, places: readonly number[]) => {
    const outside = places.filter((place) => countries[place] === undefined);
    if (outside.length > 0)
      refuse(`the places ${outside.join(", ")} among ${name}`, `places below ${countries.length}`);
    if (new Set(places).size < places.length) refuse(`a country twice among ${name}`, "each once");
  };
  check("the importers", importers ?? []);
  for (const [code, members] of groups) {
    check(`the members of ${code}`, members);
    if (members.length === 0) refuse(`the group ${code} without members`, "at least one country");
    if (countries.includes(code)) refuse(`the group ${code}, which is also a country`, "a code of its own");
  }
}

function checkFlows({ countries, materials, flows }: RiskInputs, refuse: Refuse): void {
  for (let row = 0; row < flows.rows; row += 1) {
    const [importer, exporter] = [flows.importer[row], flows.exporter[row]];
    if (importer === exporter) refuse(`row ${row} of trade, from ${importer} to itself`, "trade between two countries");
    if (!isPlace(flows.material[row], materials) || !isPlace(importer, countries) || !isPlace(exporter, countries)) {
      refuse(`row ${row} of trade with a place outside the lists`, "places in the lists of materials and countries");
    }
    if (!isAmount(flows.tonnes[row]) || !isAmount(flows.thousandUsd[row]) || !isAmount(flows.quantityMissing[row])) {
      const found = `${flows.tonnes[row]} t, ${flows.thousandUsd[row]} thousand USD`;
      refuse(`row ${row} of trade with ${found}`, "finite numbers of 0 or more");
    }
    if (row > 0 && !isBehind(flows, row)) refuse(`row ${row} of trade out of order or twice`, "rows sorted, each once");
  }
}

function isPlace(place: number | undefined, list: readonly string[]): boolean {
  return place !== undefined && place >= 0 && place < list.length;
}

function isAmount(amount: number | undefined): boolean {
  return amount !== undefined && amount >= 0 && amount < Number.POSITIVE_INFINITY;
}

/** Whether a row comes after the one before it by material, year, importer and exporter. */
function isBehind({ material, year, importer, exporter }: RiskInputs["flows"], row: number): boolean {
  const step = stepOf(material, row) || stepOf(year, row) || stepOf(importer, row) || stepOf(exporter, row);
  return step > 0;
}

function stepOf(numbers: Int32Array, row: number): number {
  return (numbers[row] ?? 0) - (numbers[row - 1] ?? 0);
}

function checkProduction({ countries, materials, production }: RiskInputs, refuse: Refuse): void {
  const seen = new Set<string>();
  for (let row = 0; row < production.rows; row += 1) {
    const { material, country, year, tonnes, deviation } = production;
    if (!isPlace(material[row], materials) || !isPlace(country[row], countries)) {
      refuse(
        `row ${row} of production with a place outside the lists`,
        "places in the lists of materials and countries",
      );
    }
    if (!isAmount(tonnes[row]) || !isAmount(deviation[row])) {
      refuse(
        `row ${row} of production, ${tonnes[row]} t with deviation ${deviation[row]}`,
        "finite numbers of 0 or more",
      );
    }
    const key = `${material[row]} ${country[row]} ${year[row]}`;
    if (seen.has(key)) refuse(`row ${row} of production for a country and year that was there before`, "each once");
    seen.add(key);
  }
}

function checkGovernance({ countries, governance }: RiskInputs, refuse: Refuse): void {
  const seen = new Set<string>();
  for (let row = 0; row < governance.rows; row += 1) {
    const { country, year, estimate, standardError } = governance;
    if (!isPlace(country[row], countries)) {
      refuse(`row ${row} of governance with a place outside the list`, "a place in the list of countries");
    }
    if (!Number.isFinite(estimate[row]) || !isAmount(standardError[row])) {
      const found = `an estimate of ${estimate[row]} and a standard error of ${standardError[row]}`;
      refuse(`row ${row} of governance with ${found}`, "finite numbers, the error 0 or more");
    }
    const key = `${country[row]} ${year[row]}`;
    if (seen.has(key)) refuse(`row ${row} of governance for a country and year that was there before`, "each once");
    seen.add(key);
  }
}
