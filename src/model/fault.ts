/** Details that a fault's message is made of; every value is shown as it was found. */
export type FaultDetails = Readonly<Record<string, string | number>>;

/** One fault of the input: a stable code, where it is, and what was found against what was expected. */
export type Fault = {
  readonly code: FaultCode;
  /** Path inside the book, or the path the user gave. */
  readonly file: string;
  /** Counted from 1; 0 when the fault belongs to the file as a whole. */
  readonly line: number;
  readonly message: string;
};

/**
 * The catalogue of errors. `message` is filled from named details; `exit` is the exit code of a command that ends with
 * it: 1 the input is at fault, 2 the command line is, 3 the output could not be written, 4 a fault of our own.
 */
export const faultCatalogue = {
  FILE_MISSING: { exit: 1, message: "{file} is missing, expected {expected}" },
  FOLDER_MISSING: { exit: 1, message: "got '{found}', expected {expected}" },
  FILE_UNREADABLE: { exit: 1, message: "got {found}, expected {expected}" },
  FILE_UNEXPECTED: { exit: 1, message: "got '{found}', expected {expected}" },
  FILE_TOO_LARGE: { exit: 1, message: "got {found} bytes, expected at most {expected}" },
  LINK_LEAVES_BOOK: { exit: 1, message: "got a link that leads out of the book, expected {expected}" },
  TEXT_NOT_UTF8: { exit: 1, message: "got bytes that are not UTF-8, expected {expected}" },
  TEXT_CONTROL: { exit: 1, message: "got the control character {found}, expected {expected}" },
  YAML_UNREADABLE: { exit: 1, message: "got YAML that does not parse ({found}), expected {expected}" },
  YAML_ALIAS: { exit: 1, message: "got {found}, expected {expected}" },
  YAML_TAG: { exit: 1, message: "got the tag '{found}', expected {expected}" },
  YAML_TOO_DEEP: { exit: 1, message: "got YAML nested deeper than {found} levels, expected {expected}" },
  SHAPE_MISMATCH: { exit: 1, message: "got {found}, expected {expected}" },
  KEY_MISSING: { exit: 1, message: "got no '{found}', expected {expected}" },
  KEY_UNKNOWN: { exit: 1, message: "got the key '{found}', expected {expected}" },
  KEY_DUPLICATE: { exit: 1, message: "got the key '{found}' twice, expected {expected}" },
  LIST_LENGTH: { exit: 1, message: "got {found} entries, expected {expected}" },
  LANGUAGE_MISSING: { exit: 1, message: "got {found}, expected {expected}" },
  CSV_UNREADABLE: { exit: 1, message: "got a row that does not parse ({found}), expected {expected}" },
  CSV_SEPARATOR: { exit: 1, message: "got {found} between the columns, expected {expected}" },
  COLUMN_MISSING: { exit: 1, message: "got no column '{found}', expected {expected}" },
  COLUMN_UNKNOWN: { exit: 1, message: "got the column '{found}', expected {expected}" },
  COLUMN_DUPLICATE: { exit: 1, message: "got the column '{found}' twice, expected {expected}" },
  ROW_LENGTH: { exit: 1, message: "got a row of {found} cells, expected {expected}" },
  CELL_EMPTY: { exit: 1, message: "got an empty '{found}', expected {expected}" },
  ID_UNREADABLE: { exit: 1, message: "got id '{found}', expected {expected}" },
  ID_DUPLICATE: { exit: 1, message: "got id '{found}' a second time, expected it once; it was first used in {first}" },
  NUMBER_UNREADABLE: { exit: 1, message: "got '{found}', expected {expected}" },
  NUMBER_GROUPED: { exit: 1, message: "got '{found}' with separators between thousands, expected {expected}" },
  NUMBER_DECIMAL_COMMA: { exit: 1, message: "got '{found}' with a decimal comma, expected {expected}" },
  NUMBER_DIGITS: { exit: 1, message: "got '{found}' in other digits than 0 to 9, expected {expected}" },
  NUMBER_OUT_OF_RANGE: { exit: 1, message: "got {found}, expected {expected}" },
  SHARE_OUT_OF_RANGE: { exit: 1, message: "got the share {found}, expected {expected}" },
  NEGATIVE_ON_LOG: { exit: 1, message: "got {found} on the scale log, expected {expected}" },
  RANGE_INCOMPLETE: { exit: 1, message: "got only '{found}', expected {expected}" },
  RANGE_REVERSED: { exit: 1, message: "got low {found}, expected {expected}" },
  VALUE_OUTSIDE_RANGE: { exit: 1, message: "got the value {found}, expected {expected}" },
  VALUE_MISSING: { exit: 1, message: "got {found}, expected {expected}" },
  TEXT_WITH_VALUE: { exit: 1, message: "got '{found}' on a text indicator, expected {expected}" },
  SOURCE_UNKNOWN: { exit: 1, message: "got the source '{found}', expected {expected}" },
  ORIGIN_UNKNOWN: { exit: 1, message: "got the origin '{found}', expected {expected}" },
  ORIGIN_IS_SOURCE: {
    exit: 1,
    message: "got the origin '{found}', which is the claim's own source, expected {expected}",
  },
  INDICATOR_UNKNOWN: { exit: 1, message: "got the indicator '{found}', expected {expected}" },
  PLACE_UNKNOWN: { exit: 1, message: "got the place '{found}', expected {expected}" },
  COUNTERPARTY_UNKNOWN: { exit: 1, message: "got the counterparty '{found}', expected {expected}" },
  COMMODITY_UNKNOWN: { exit: 1, message: "got the commodity '{found}', expected {expected}" },
  BASIS_UNKNOWN: { exit: 1, message: "got the basis '{found}', expected {expected}" },
  CLAIM_UNKNOWN: { exit: 1, message: "got the claim '{found}', expected {expected}" },
  CLAIM_NOT_EVENT: { exit: 1, message: "got the claim '{found}', expected {expected}" },
  GAP_UNKNOWN: { exit: 1, message: "got the gap '{found}', expected {expected}" },
  PARAMETER_UNKNOWN: { exit: 1, message: "got the parameter '{found}', expected {expected}" },
  PARAMETER_ORIGIN: { exit: 1, message: "got {found}, expected {expected}" },
  PARAMETER_UNUSED: { exit: 1, message: "got the parameter '{found}', which nothing uses, expected {expected}" },
  ELEMENT_UNKNOWN: { exit: 1, message: "got the element '{found}', expected {expected}" },
  STAGE_UNKNOWN: { exit: 1, message: "got the stage '{found}', expected {expected}" },
  REGION_UNKNOWN: { exit: 1, message: "got the region '{found}', expected {expected}" },
  REGION_SUPPLIES_ITSELF: { exit: 1, message: "got '{found}' as its own supplier, expected {expected}" },
  EXPOSURE_CELL_DUPLICATE: {
    exit: 1,
    message: "got {found} a second time, expected {expected}; it first stands in {first}",
  },
  EXPOSURE_CELL_MISSING: { exit: 1, message: "got nothing for {found}, expected {expected}" },
  EXPOSURE_INPUT_MISSING: { exit: 1, message: "got 'own' for {found} out of nothing, expected {expected}" },
  EXPOSURE_CIRCULAR: { exit: 1, message: "got {found} supplied in a circle that nothing enters, expected {expected}" },
  SHARES_OVER_WHOLE: { exit: 1, message: "got shares that add up to {found}, expected {expected}" },
  MEASURE_UNKNOWN: { exit: 1, message: "got measure '{found}', expected {expected}" },
  GRADE_UNKNOWN: { exit: 1, message: "got grade '{found}', expected {expected}" },
  PEDIGREE_UNREADABLE: { exit: 1, message: "got pedigree '{found}', expected {expected}" },
  QUALIFIER_UNKNOWN: { exit: 1, message: "got qualifier '{found}', expected {expected}" },
  SCALE_UNKNOWN: { exit: 1, message: "got scale '{found}', expected {expected}" },
  SCALE_UNIT: { exit: 1, message: "got unit '{found}' on the scale {scale}, expected {expected}" },
  SEEN_UNKNOWN: { exit: 1, message: "got seen '{found}', expected {expected}" },
  WHERE_UNKNOWN: { exit: 1, message: "got where '{found}', expected {expected}" },
  REASON_UNKNOWN: { exit: 1, message: "got reason '{found}', expected {expected}" },
  LOCATOR_MISSING: { exit: 1, message: "got no locator, expected {expected}" },
  DATE_UNREADABLE: { exit: 1, message: "got date '{found}', expected {expected}" },
  URL_UNREADABLE: { exit: 1, message: "got url '{found}', expected {expected}" },
  NAME_UNREADABLE: { exit: 1, message: "got the name '{found}', expected {expected}" },
  NAME_UNKNOWN: { exit: 1, message: "got the name '{found}' in an equation, expected {expected}" },
  EQUATION_UNREADABLE: { exit: 1, message: "got the equation '{found}', expected {expected}" },
  PERIOD_UNREADABLE: { exit: 1, message: "got period '{found}', expected {expected}" },
  UNIT_UNKNOWN: { exit: 1, message: "got unit '{found}', expected {expected}" },
  UNIT_MISMATCH: { exit: 1, message: "got unit '{found}', expected one that converts to '{expected}'" },
  EVIDENCE_INPUT: { exit: 1, message: "got {found}, expected {expected}" },
  TRADE_INPUT: { exit: 1, message: "got {found}, expected {expected}" },
  PERIOD_REVERSED: { exit: 1, message: "got the end {found}, expected {expected}" },
  MONTH_OUTSIDE_HORIZON: { exit: 1, message: "got the month {found}, expected {expected}" },
  MARKET_PART_MISSING: { exit: 1, message: "got nothing for {found}, expected {expected}" },
  MARKET_PART_UNKNOWN: { exit: 1, message: "got {found}, expected {expected}" },
  MARKET_PART_DUPLICATE: {
    exit: 1,
    message: "got {found} a second time, expected {expected}; it first stands in {first}",
  },
  MARKET_DEMAND_UNSUPPLIED: { exit: 1, message: "got {found}, which nothing supplies, expected {expected}" },
  MARKET_ROUTE_UNKNOWN: { exit: 1, message: "got {found}, expected {expected}" },
  MARKET_MINE_UNKNOWN: { exit: 1, message: "got the mine of '{found}', expected {expected}" },
  MARKET_STAGES_BROKEN: { exit: 1, message: "got the stages {found}, expected {expected}" },
  MARKET_FEED_MISSING: { exit: 1, message: "got {found} with nothing to work on, expected {expected}" },
  MARKET_OUTLET_MISSING: { exit: 1, message: "got {found}, which can go nowhere, expected {expected}" },
  MARKET_KIND_UNKNOWN: { exit: 1, message: "got '{found}', expected {expected}" },
  MARKET_GROUND: { exit: 1, message: "got {found}, expected {expected}" },
  MARKET_ID_UNKNOWN: { exit: 1, message: "got '{found}', expected {expected}" },
  MARKET_SCENARIO_EMPTY: { exit: 1, message: "got the scenario '{found}', which changes nothing, expected {expected}" },
  MARKET_PARAMETER_MISSING: { exit: 1, message: "got no figure for the parameter '{found}', expected {expected}" },
  MARKET_INTERRUPTED: { exit: 1, message: "stopped after {found}, expected {expected}" },
  MARKET_DRAWS_OTHER: { exit: 3, message: "got draws of another run in {found}, expected {expected}" },
  MARKET_INPUT: { exit: 1, message: "got {found}, expected {expected}" },
  GOOD_UNKNOWN: { exit: 1, message: "got the good '{found}', expected {expected}" },
  MARKET_PRODUCTIVE_CYCLE: { exit: 1, message: "got {found}, expected {expected}" },
  MARKET_UNBOUNDED: { exit: 1, message: "got {found} without end, expected {expected}" },
  MARKET_NOT_SOLVED: { exit: 1, message: "got no equilibrium: {found}, expected {expected}" },
  BALANCE_CONTRADICTORY: { exit: 1, message: "no values satisfy {found}, expected constraints that can hold together" },
  BALANCE_DIVERGED: { exit: 1, message: "the balance did not settle: {found}, expected {expected}" },
  FILE_CUT: { exit: 1, message: "got {found}, expected {expected}" },
  JSON_UNREADABLE: { exit: 1, message: "got JSON that does not parse ({found}), expected {expected}" },
  HS_CODE_UNKNOWN: { exit: 1, message: "got the HS code '{found}', expected {expected}" },
  COUNTRY_CODE_UNKNOWN: { exit: 1, message: "got the country code '{found}', expected {expected}" },
  SELF_TRADE: { exit: 1, message: "got country '{found}' as importer and as exporter, expected {expected}" },
  PARTNER_DOUBLED: { exit: 1, message: "got {found}, expected {expected}" },
  FLOW_DUPLICATE: { exit: 1, message: "got {found} a second time, expected {expected}" },
  FLAG_UNKNOWN: { exit: 1, message: "got the flag '{found}', expected {expected}" },
  PARQUET_UNREADABLE: { exit: 1, message: "got {found}, expected {expected}" },
  PERIODS_MIXED: { exit: 1, message: "got {found}, expected {expected}" },
  FLOWS_YEAR_MISSING: { exit: 1, message: "got no trade of {found}, expected {expected}" },
  GOVERNANCE_YEAR_MISSING: { exit: 1, message: "got no governance estimate of {found}, expected {expected}" },
  IMPORTER_UNKNOWN: { exit: 2, message: "got the importer '{found}', expected {expected}" },
  AMOUNT_TOO_FINE: { exit: 1, message: "got the amount '{found}', expected {expected}" },
  RATIONAL_BY_ZERO: { exit: 1, message: "got the fraction {found}, expected {expected}" },
  CELL_FORMULA: { exit: 1, message: "got the formula or its error '{found}', expected {expected}" },
  CURRENCY_MIXED: { exit: 1, message: "got an amount in '{found}', expected {expected}" },
  LAYOUT_UNKNOWN: { exit: 1, message: "got a header that fits no layout ({found}), expected {expected}" },
  ROW_KIND_UNKNOWN: { exit: 1, message: "got a row of no known kind ({found}), expected {expected}" },
  PROFILE_UNKNOWN: { exit: 2, message: "got the profile '{found}', expected {expected}" },
  REFERENCE_UNKNOWN: { exit: 1, message: "got the {noun} '{found}', expected {expected}" },
  EXPORT_EMPTY: { exit: 1, message: "got {found}, expected {expected}; nothing was written" },
  WORKBOOK_REFUSED: { exit: 1, message: "got {found}, expected {expected}" },
  SHEET_UNKNOWN: { exit: 1, message: "got the sheet '{found}', expected {expected}" },
  SHEET_TOO_LARGE: { exit: 1, message: "got a sheet of {found}, expected {expected}" },
  CELL_MERGED: { exit: 1, message: "got the merged cells {found}, expected {expected}" },
  CELL_DATE: { exit: 1, message: "got the day {found}, expected {expected}" },
  REGISTER_ROW_LOST: { exit: 1, message: "got a workbook without the row {found}, expected {expected}" },
  CHOICE_UNKNOWN: { exit: 1, message: "got the {noun} '{found}', expected one of {expected}" },
  CHANGE_UNCLEAR: { exit: 1, message: "got {found}, expected {expected}" },
  PERMIT_DIFFERS: { exit: 1, message: "got the {noun} '{found}' for permit '{permit}', expected {expected}" },
  RECEIPT_DUPLICATE: {
    exit: 1,
    message: "got the receipt '{found}' a second time, expected it once; it stands in {first}",
  },
  RECEIPT_BEFORE_CONSIGNMENT: { exit: 1, message: "got a receipt of {found}, expected {expected}" },
  DATE_REVERSED: { exit: 1, message: "got {found}, expected {expected}" },
  PERMIT_OVERLAP: {
    exit: 1,
    message: "got a term of permit '{found}' that overlaps that of {first}, expected {expected}",
  },
  PERMIT_ENDED: { exit: 1, message: "got {found}, expected {expected}" },
  LEVY_OVERLAP: { exit: 1, message: "got levy '{found}' in force together with that of {first}, expected {expected}" },
  FORMULA_OVERLAP: {
    exit: 1,
    message: "got formula '{found}' in force together with that of {first}, expected {expected}",
  },
  SHARES_NOT_ONE: { exit: 1, message: "got shares that sum to {found}, expected {expected}" },
  CAP_BELOW_FLOOR: { exit: 1, message: "got a cap of {found}, expected {expected}" },
  CURRENCY_WITHOUT_RATE: { exit: 1, message: "got an amount in '{found}', expected {expected}" },
  AMOUNT_NOT_POSITIVE: { exit: 1, message: "got the amount {found}, expected {expected}" },
  AMOUNT_TOO_LARGE: { exit: 1, message: "got {found}, expected {expected}" },
  CORRECTION_TOO_LARGE: { exit: 1, message: "got a correction of {found}, expected {expected}" },
  LEDGER_ENTRY: { exit: 4, message: "got {found}, expected {expected}" },
  LEDGER_UNBALANCED: { exit: 4, message: "got {found}, expected {expected}" },
  FINDING_UNKNOWN: { exit: 2, message: "got the finding '{found}', expected one of the report, such as {expected}" },
  OUTPUT_NOT_A_REPORT: { exit: 3, message: "got '{found}', expected {expected}; nothing was written" },
  OUTPUT_UNWRITABLE: { exit: 3, message: "could not write {found}, expected {expected}" },
  OUTPUT_DISK_FULL: { exit: 3, message: "no room left while writing {found}, expected {expected}" },
  USAGE: { exit: 2, message: "{found}; expected {expected}" },
  INTERNAL: { exit: 4, message: "{found}; this is a fault of Lodebook, expected never to happen" },
} as const satisfies Record<string, { exit: 1 | 2 | 3 | 4; message: string }>;

/** A stable code out of the catalogue. */
export type FaultCode = keyof typeof faultCatalogue;

/**
 * Make a fault from its code and details.
 *
 * @example
 * makeFault("UNIT_UNKNOWN", { found: "stone", expected: "t" }, "claims/a.csv", 3).message // => "got unit 'stone', expected t"
 */
export function makeFault(code: FaultCode, details: FaultDetails, file = "", line = 0): Fault {
  const message = faultCatalogue[code].message.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));
  return { code, file, line, message };
}

/**
 * The line that a person reads: `file:line: CODE: message`; without a place only code and message.
 *
 * @example
 * renderFault({ code: "USAGE", file: "a.csv", line: 2, message: "got x" }) // => "a.csv:2: USAGE: got x"
 */
export function renderFault(fault: Fault): string {
  const place = fault.file === "" ? "" : `${fault.file}:${fault.line}: `;
  return `${place}${fault.code}: ${fault.message}`;
}

/** One or more faults that end a command; thrown by `parse…` and `get…`. */
export class LodebookError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(renderFault).join("\n"));
    this.name = "LodebookError";
    this.faults = faults;
  }
}

/**
 * An error of one fault, ready to throw.
 *
 * @example
 * lodebookError("UNIT_UNKNOWN", { found: "stone", expected: "t" }).faults.length // => 1
 */
export function lodebookError(code: FaultCode, details: FaultDetails, file = "", line = 0): LodebookError {
  return new LodebookError([makeFault(code, details, file, line)]);
}
