import type { MissingReason } from "../model/missing.ts";
import { findProductionUnit, productionUnitsExpected, tonnesOf } from "./production-units.ts";
import { isYear, parseNumber, readCountryCode, readWords, readYear } from "./table-cells.ts";
import {
  findColumns,
  type OpenTable,
  type RowReader,
  readTable,
  type Table,
  type TableFile,
  type TableReading,
} from "./table-reader.ts";

/** `r` reported, `p` provisional, `e` estimated by the source; empty when the source does not say. */
export type ProductionFlag = "r" | "p" | "e" | "";

/** What one country produced of one material in one year. */
export type ProductionRow = {
  readonly material: string;
  /** The numeric code of the country without zeros in front. */
  readonly country: string;
  readonly iso3: string;
  /** The name that the source gives; two names under one code are two producers, whose quantities are added. */
  readonly name: string;
  /** Which product of the material: mine output, refinery output; empty when the source has only one. */
  readonly stage: string;
  readonly year: number;
  /** Undefined when the source has none, and then `missing` says why. */
  readonly quantity: number | undefined;
  readonly missing: MissingReason | undefined;
  /** As the source writes it. */
  readonly unit: string;
  /** Undefined when the quantity is missing or its unit is no mass: shares of the world are still shares. */
  readonly tonnes: number | undefined;
  readonly flag: ProductionFlag;
  readonly line: number;
};

/** Read a table of production: `material,country_code,iso3,year,quantity,unit,flag` and, if it has them, `country` and `stage`. */
export function readProduction(file: TableFile): Table<ProductionRow> {
  return readTable(file, openProduction);
}

/** Opens such a table; World Mining Data's long form is one. */
export const openProduction: OpenTable<ProductionRow> = (names, reading, line) => {
  const at = findColumns(
    names,
    {
      required: ["material", "country_code", "iso3", "year", "quantity", "unit"],
      optional: ["flag", "country", "stage"],
    },
    reading,
    line,
  );
  if (at === undefined) return undefined;
  const checks = new ProductionChecks(reading);
  const read: RowReader<ProductionRow>["read"] = (row) => {
    const material = readWords(reading, row, at.material, "material");
    const country = readCountryCode(reading, row, at.country_code);
    const year = readYear(reading, row, at.year);
    const found = row.text(at.quantity);
    const who = { material, country, iso3: row.text(at.iso3), name: row.text(at.country), stage: row.text(at.stage) };
    const figure = {
      year,
      quantity: found === "" ? undefined : parseNumber(reading, row.line, found, anyQuantity),
      missing: found === "" ? ("not-published" as const) : undefined,
      unit: row.text(at.unit),
      flag: row.text(at.flag),
    };
    const made = checks.finish({ ...who, ...figure, line: row.line });
    return made === undefined ? [] : [made];
  };
  return { read };
};

/** Quantities of production: a negative one is a fault. */
export const anyQuantity = { least: 0, most: Number.POSITIVE_INFINITY };

/** A row before its unit and its flag are checked. */
type RawRow = Omit<ProductionRow, "tonnes" | "flag"> & { readonly flag: string };

/** What must hold for a row of production beside the other rows of its file. */
export class ProductionChecks {
  readonly #reading: TableReading;
  /** The line of each row by what must not come twice. */
  readonly #lines = new Map<string, number>();
  /** What the quantities of each material measure, and the unit that said so. */
  readonly #dimensions = new Map<string, { readonly dimension: string; readonly unit: string }>();

  constructor(reading: TableReading) {
    this.#reading = reading;
  }

  /** The row with its tonnes; undefined when something is told. */
  finish(raw: RawRow): ProductionRow | undefined {
    const { line, quantity } = raw;
    const told = this.#reading.told;
    const flag = findFlag(raw.flag);
    const expected = "r (reported), p (provisional), e (estimated) or nothing";
    if (flag === undefined) this.#reading.tell(line, "FLAG_UNKNOWN", { found: raw.flag, expected });
    const unit = findProductionUnit(raw.unit);
    if (unit === undefined) {
      this.#reading.tell(line, "UNIT_UNKNOWN", { found: raw.unit, expected: productionUnitsExpected });
    } else this.#checkDimension(raw, unit.dimension);
    this.#checkDuplicate(raw);
    if (this.#reading.told > told || flag === undefined || unit === undefined) return undefined;
    return { ...raw, flag, tonnes: quantity === undefined ? undefined : tonnesOf(quantity, unit) };
  }

  /** Tonnes and cubic metres of one material have no sum, and so no shares. */
  #checkDimension({ material, stage, unit, line }: RawRow, dimension: string): void {
    const key = `${material}|${stage}`;
    const first = this.#dimensions.get(key);
    if (first === undefined) this.#dimensions.set(key, { dimension, unit });
    else if (first.dimension !== dimension) {
      this.#reading.tell(line, "UNIT_MISMATCH", { found: unit, expected: first.unit });
    }
  }

  #checkDuplicate({ material, country, name, stage, year, line }: RawRow): void {
    if (material === "" || country === "" || !isYear(String(year))) return;
    const key = [material, country, name, stage, year].join("|");
    const first = this.#lines.get(key);
    if (first === undefined) this.#lines.set(key, line);
    else {
      const found = `${material} of country ${country} in ${year}`;
      this.#reading.tell(line, "FLOW_DUPLICATE", { found, expected: `it once; it stands in line ${first}` });
    }
  }
}

function findFlag(found: string): ProductionFlag | undefined {
  return found === "r" || found === "p" || found === "e" || found === "" ? found : undefined;
}
