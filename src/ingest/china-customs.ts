import { type FlowSide, flowFlags } from "../model/flow.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import { lengthOf, readAmount, readDigits, readText, textOf } from "./field.ts";
import { FlowBuilder } from "./flow-builder.ts";
import { readFlowCsv } from "./flow-csv.ts";
import { readBehindHead } from "./flow-head.ts";
import { type FlowReader, makeFlowReader } from "./flow-reader.ts";
import { closeRow } from "./flow-row.ts";
import { NationalCodes, withNationalCodes } from "./national-code.ts";
import { readYearOrMonth } from "./trade-codes.ts";

/** Nothing in a file says whose record it is: imports and exports are downloaded with the same columns. */
export type ChinaCustomsOptions = {
  /** Imports are the importer's record, exports the exporter's. */
  readonly side: Exclude<FlowSide, "reconciled">;
  /** The code by which the reporting country is known in the other files. */
  readonly reporter: string;
};

/**
 * Reads a CSV of the query page of China's customs (stats.customs.gov.cn): months, goods by national code, trading partners;
 * in Chinese or English, in GB18030 or UTF-8. The header says whether values are US dollars or yuan. A partner keeps the
 * customs' own code with `cn:` in front, so that nobody takes it for a code of the United Nations.
 */
export function chinaCustomsReader(file: string, options: ChinaCustomsOptions): FlowReader {
  const builder = new FlowBuilder(file);
  const codes = new NationalCodes(builder);
  let currency = "USD";
  const { push, end } = readBehindHead((line) => {
    const head = decodeHead(line);
    if (head === undefined) {
      builder.breakOff(1, "TEXT_NOT_UTF8", { expected: "UTF-8 or GB18030" });
      return undefined;
    }
    const columns = columnsOf(head.text);
    currency = columns.currency;
    const csv = readFlowCsv<string>(builder, {
      required: columns.required,
      optional: columns.optional,
      isOpen: true,
      hasOpenEnd: true,
      onRow: (record, at) => readRow(builder, codes, { record, at: (name) => at[name] ?? -1, columns, options }),
    });
    return head.encoding === "utf-8" ? csv : transcode(builder, csv);
  });
  const endWhole = () => {
    end();
    if (!builder.isBroken) checkWhole(builder);
  };
  const source = () => ({ side: options.side, currency });
  return withNationalCodes(makeFlowReader(source, builder, { push, end: endWhole }), codes);
}

/** Names of the columns in the language of a file. */
type Columns = {
  readonly period: string;
  readonly code: string;
  readonly partner: string;
  readonly quantity: string;
  readonly unit: string;
  readonly secondQuantity: string;
  readonly secondUnit: string;
  readonly usd: string;
  readonly cny: string;
};

const chinese: Columns = {
  period: "数据年月",
  code: "商品编码",
  partner: "贸易伙伴编码",
  quantity: "第一数量",
  unit: "第一计量单位",
  secondQuantity: "第二数量",
  secondUnit: "第二计量单位",
  usd: "美元",
  cny: "人民币",
};

const english: Columns = {
  period: "Date of data",
  code: "Commodity code",
  partner: "Trading partner code",
  quantity: "Quantity",
  unit: "Unit",
  secondQuantity: "Supplementary Quantity",
  secondUnit: "Supplementary Unit",
  usd: "US dollar",
  cny: "Renminbi Yuan",
};

/** The page has written the word in two ways over the years. */
const misspelt: Columns = {
  ...english,
  secondQuantity: "Supplimentary Quantity",
  secondUnit: "Supplimentary Unit",
};

function columnsOf(header: string) {
  const isMisspelt = header.includes("Supplimentary");
  const names = /\p{Script=Han}/u.test(header) ? chinese : isMisspelt ? misspelt : english;
  const isYuan = header.includes(names.cny) && !header.includes(names.usd);
  const value = isYuan ? names.cny : names.usd;
  const { period, code, partner, quantity, unit, secondQuantity, secondUnit } = names;
  return {
    ...names,
    value,
    currency: isYuan ? "CNY" : "USD",
    required: [period, code, partner, quantity, unit, value],
    optional: [secondQuantity, secondUnit],
  };
}

type ChinaRow = {
  readonly record: CsvRecord;
  readonly at: (name: string) => number;
  readonly columns: ReturnType<typeof columnsOf>;
  readonly options: ChinaCustomsOptions;
};

/** What China's customs call China: goods that come back. */
const itself = 142;

function readRow(builder: FlowBuilder, codes: NationalCodes, row: ChinaRow): void {
  const { record, at, columns, options } = row;
  const rule = findRule(codes, row);
  if (rule !== undefined) {
    builder.filter(rule);
    return;
  }
  const period = readYearOrMonth(builder, record, at(columns.period));
  const code = codes.read(record, at(columns.code));
  const partner = readPartner(builder, record, at(columns.partner));
  const reporter = builder.countryOf(options.reporter);
  const quantity = readMass(builder, row);
  const value = readGrouped(builder, record, at(columns.value), { scale: 3, missing: flowFlags.valueMissing });
  const isImport = options.side === "importer";
  const exporter = isImport ? partner : reporter;
  const importer = isImport ? reporter : partner;
  closeRow(builder, record, { period, exporter, importer, code, value, quantity });
}

function findRule(codes: NationalCodes, { record, at, columns }: ChinaRow): string | undefined {
  if (readDigits(record, at(columns.partner)) === itself) return "goods that come back (partner 142)";
  return codes.isOtherLevel(record, at(columns.code)) ? "codes of another length than the first" : undefined;
}

function readPartner(builder: FlowBuilder, record: CsvRecord, cell: number): number {
  const number = readDigits(record, cell);
  if (number >= 100 && lengthOf(record, cell) === 3) return builder.countryOf(`cn:${number}`);
  const found = readText(builder, record, cell);
  const expected = "three digits, a code of China's customs";
  if (found !== undefined) builder.tell(record.line, "COUNTRY_CODE_UNKNOWN", { found, expected });
  return -1;
}

/** Units of mass by their names in the files, in small letters, as the power of ten that makes grams of them. */
const massUnits = new Map([
  ["千克", 3],
  ["公斤", 3],
  ["kilogram", 3],
  ["kilograms", 3],
  ["kg", 3],
  ["克", 0],
  ["gram", 0],
  ["grams", 0],
  ["吨", 6],
  ["ton", 6],
  ["tons", 6],
]);

/** The quantity that is a mass: some goods are counted in pieces first and weighed second. */
function readMass(builder: FlowBuilder, { record, at, columns }: ChinaRow): number {
  const unit = textOf(record, at(columns.unit)) ?? "";
  const first = massUnits.get(unit.toLowerCase());
  const missing = flowFlags.quantityMissing;
  if (first !== undefined) return readGrouped(builder, record, at(columns.quantity), { scale: first, missing });
  const secondUnit = at(columns.secondUnit) < 0 ? "" : (textOf(record, at(columns.secondUnit)) ?? "");
  const second = massUnits.get(secondUnit.toLowerCase());
  const cell = at(columns.secondQuantity);
  if (second !== undefined && cell >= 0) return readGrouped(builder, record, cell, { scale: second, missing });
  builder.tell(record.line, "UNIT_UNKNOWN", { found: unit, expected: "a unit of mass: 千克, 克, 吨, Kilogram" });
  return -1;
}

type Grouped = { readonly scale: number; readonly missing: number };

/** Here a comma always parts thousands, `5,848,714`, and a question mark is what nobody says. */
function readGrouped(builder: FlowBuilder, record: CsvRecord, cell: number, { scale, missing }: Grouped): number {
  const text = textOf(record, cell) ?? "";
  if (text === "?") {
    builder.flags |= missing;
    return 0;
  }
  if (!/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(text)) return readAmount(builder, record, cell, scale, missing);
  const bytes = new TextEncoder().encode(text.replaceAll(",", ""));
  const plain = { ...record, bytes, starts: Int32Array.of(0), ends: Int32Array.of(bytes.length) };
  return readAmount(builder, plain, 0, scale, missing);
}

/** The page cuts every download off at so many rows and says nothing of it. */
const mostRows = 10_000;

function checkWhole(builder: FlowBuilder): void {
  const { good, bad, filtered } = builder.counts();
  const rows = Object.values(filtered).reduce((sum, count) => sum + count, good + bad);
  if (rows !== mostRows) return;
  const found = `exactly ${mostRows} rows, where the query page cuts a download off`;
  builder.breakOff(0, "FILE_CUT", { found, expected: "several queries of fewer rows, such as one a month" });
}

type Head = { readonly text: string; readonly encoding: "utf-8" | "gb18030" };

/** Chinese in GB18030 is never UTF-8 by chance over a whole header; a header in English is both. */
function decodeHead(line: Uint8Array): Head | undefined {
  for (const encoding of ["utf-8", "gb18030"] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(line), encoding };
    } catch {
      // The next one is tried.
    }
  }
  return undefined;
}

/** Hands the bytes of a file in GB18030 on as UTF-8, also where a chunk ends inside a letter. */
function transcode(builder: FlowBuilder, csv: Pick<FlowReader, "push" | "end">): Pick<FlowReader, "push" | "end"> {
  const decoder = new TextDecoder("gb18030", { fatal: true });
  const encoder = new TextEncoder();
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      builder.breakOff(0, "TEXT_NOT_UTF8", { expected: "UTF-8 or GB18030 throughout" });
      return "";
    }
  };
  return {
    push: (bytes) => csv.push(encoder.encode(decode(bytes, true))),
    end: () => {
      csv.push(encoder.encode(decode(new Uint8Array(0), false)));
      if (!builder.isBroken) csv.end();
    },
  };
}
