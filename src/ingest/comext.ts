import { type FlowSide, flowFlags } from "../model/flow.ts";
import {
  ComextCountries,
  type ComextCountry,
  comextRules,
  findGoodsRule,
  isProcedureTotal,
  readComextPeriod,
  readComextSide,
} from "./comext-codes.ts";
import { ComextPairs } from "./comext-pairs.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import { readAmount, rowText, textOf } from "./field.ts";
import { FlowBuilder } from "./flow-builder.ts";
import { readFlowCsv } from "./flow-csv.ts";
import { readBehindHead } from "./flow-head.ts";
import { type FlowReader, makeFlowReader } from "./flow-reader.ts";
import { closeRow } from "./flow-row.ts";
import { NationalCodes, withNationalCodes } from "./national-code.ts";

/** Whose record to take from a file that has both; without it the first row of imports or exports decides. */
export type ComextOptions = { readonly side?: Exclude<FlowSide, "reconciled"> };

/**
 * Reads Eurostat's Comext: the bulk files (`REPORTER,PARTNER,…,PRODUCT_NC,…,VALUE_EUR,…,QUANTITY_KG,…`, and before 2022
 * `DECLARANT_ISO,PARTNER_ISO,…,VALUE_IN_EUROS,QUANTITY_IN_KG`) and the extracts of its API in SDMX-CSV, where value and
 * quantity stand in rows of their own. Euros and kilograms; countries by two letters, goods by the Combined Nomenclature.
 */
export function comextReader(file: string, { side }: ComextOptions = {}): FlowReader {
  const builder = new FlowBuilder(file);
  const codes = new NationalCodes(builder);
  const rows = new ComextRows(builder, codes, side);
  const { push, end } = readBehindHead((line) => {
    const head = new TextDecoder().decode(line);
    return readFlowCsv<string>(builder, {
      ...(/\bOBS_VALUE\b/.test(head) ? sdmx : /\bDECLARANT_ISO\b/.test(head) ? earlierBulk : bulk),
      onRow: (record, at) => rows.add(record, (column) => at[column] ?? -1),
    });
  });
  const endAll = () => {
    end();
    if (!builder.isBroken) rows.end();
  };
  const source = () => ({ side: rows.side, currency: "EUR" });
  return withNationalCodes(makeFlowReader(source, builder, { push, end: endAll }), codes);
}

/** Further columns of the bulk files are other classifications of the same row. */
const bulk = {
  required: ["REPORTER", "PARTNER", "PRODUCT_NC", "FLOW", "PERIOD", "VALUE_EUR", "QUANTITY_KG"],
  optional: ["STAT_PROCEDURE"],
  isOpen: true,
};

const earlierBulk = {
  required: ["DECLARANT_ISO", "PARTNER_ISO", "PRODUCT_NC", "FLOW", "PERIOD", "VALUE_IN_EUROS", "QUANTITY_IN_KG"],
  optional: ["STAT_REGIME"],
  isOpen: true,
};

/** A further column of an extract would be a dimension, and its totals and parts would be added up. */
const sdmx = {
  required: ["reporter", "partner", "product", "flow", "indicators", "TIME_PERIOD", "OBS_VALUE"],
  optional: [
    "DATAFLOW",
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "LAST UPDATE",
    "freq",
    "stat_procedure",
    "OBS_FLAG",
    "CONF_STATUS",
  ],
  isOpen: false,
};

/** The cell of a column, -1 where the file has none. */
type CellOf = (column: string) => number;

/** Euros to thousandths of a euro, and kilograms to grams. */
const scale = 3;

class ComextRows {
  readonly #builder: FlowBuilder;
  readonly #codes: NationalCodes;
  readonly #countries: ComextCountries;
  readonly #pairs: ComextPairs;
  /** The same for every row of the file. */
  #cells: Cells | undefined;
  #side: ComextOptions["side"];
  /** `A` or `M`; the bulk files do not say it. */
  #frequency: string | undefined;

  constructor(builder: FlowBuilder, codes: NationalCodes, side: ComextOptions["side"]) {
    this.#builder = builder;
    this.#codes = codes;
    this.#countries = new ComextCountries(builder);
    this.#pairs = new ComextPairs(builder);
    this.#side = side;
  }

  get side(): FlowSide {
    return this.#side ?? "importer";
  }

  add(record: CsvRecord, at: CellOf): void {
    const builder = this.#builder;
    const cells = this.#cellsOf(at);
    const side = readComextSide(builder, record, cells.flow);
    if (side !== undefined) this.#side ??= side;
    const reporter = this.#countries.read(record, cells.reporter);
    const partner = this.#countries.read(record, cells.partner);
    const rule = [this.#findRule(record, cells, side), reporter, partner].find((found) => typeof found === "string");
    // A row whose fault has been told is rejected, whatever the rules say of it.
    if (typeof rule === "string" && side !== undefined && reporter !== -1 && partner !== -1) {
      builder.filter(rule);
      return;
    }
    const isImport = this.#side !== "exporter";
    const head = {
      exporter: positionOf(isImport ? partner : reporter),
      importer: positionOf(isImport ? reporter : partner),
      code: this.#codes.read(record, cells.product),
      period: readComextPeriod(builder, record, cells.period),
    };
    if (side === undefined) builder.reject(record.line, rowText(record));
    else if (cells.isSdmx) this.#pairs.add(record, head, at);
    else {
      const value = readAmount(builder, record, cells.value, scale, flowFlags.valueMissing);
      const quantity = readAmount(builder, record, cells.quantity, scale, flowFlags.quantityMissing);
      // Nothing that costs something weighs nothing: where only pieces are reported the mass is nought.
      if (quantity === 0 && value > 0) builder.flags |= flowFlags.quantityMissing;
      closeRow(builder, record, { ...head, value, quantity });
    }
  }

  end(): void {
    this.#pairs.end();
  }

  #cellsOf(at: CellOf): Cells {
    this.#cells ??= at("OBS_VALUE") >= 0 ? sdmxCells(at) : bulkCells(at);
    return this.#cells;
  }

  #findRule(record: CsvRecord, cells: Cells, side: ComextOptions["side"]): string | undefined {
    if (side !== undefined && side !== this.#side) return comextRules.side;
    const frequency = cells.frequency < 0 ? "" : (textOf(record, cells.frequency) ?? "");
    this.#frequency ??= frequency;
    if (frequency !== this.#frequency) return comextRules.frequency;
    if (isProcedureTotal(record, cells.procedure)) return comextRules.procedures;
    const goods = findGoodsRule(record, cells.product);
    if (goods !== undefined) return goods;
    return this.#codes.isOtherLevel(record, cells.product) ? comextRules.level : undefined;
  }
}

function positionOf(country: ComextCountry): number {
  return typeof country === "number" ? country : -1;
}

type Cells = ReturnType<typeof bulkCells>;

function bulkCells(at: CellOf) {
  const either = (now: string, earlier: string) => Math.max(at(now), at(earlier));
  const isEarlier = at("DECLARANT_ISO") >= 0;
  return {
    isSdmx: false,
    reporter: either("REPORTER", "DECLARANT_ISO"),
    partner: isEarlier ? at("PARTNER_ISO") : at("PARTNER"),
    product: at("PRODUCT_NC"),
    flow: at("FLOW"),
    frequency: -1,
    procedure: either("STAT_PROCEDURE", "STAT_REGIME"),
    period: at("PERIOD"),
    value: either("VALUE_EUR", "VALUE_IN_EUROS"),
    quantity: either("QUANTITY_KG", "QUANTITY_IN_KG"),
  };
}

function sdmxCells(at: CellOf): Cells {
  return {
    isSdmx: true,
    reporter: at("reporter"),
    partner: at("partner"),
    product: at("product"),
    flow: at("flow"),
    frequency: at("freq"),
    procedure: at("stat_procedure"),
    period: at("TIME_PERIOD"),
    value: -1,
    quantity: -1,
  };
}
