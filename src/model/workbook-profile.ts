import type { MissingReason } from "./missing.ts";
import type { NumberMarks } from "./printed-number.ts";
import type { RegisterTable } from "./register-table.ts";

/** How large a workbook may be; beyond it nothing is unpacked, or a sheet is not read. */
export type WorkbookLimits = {
  readonly bytes: number;
  /** Of all its parts together, unpacked. */
  readonly unpackedBytes: number;
  /** How many times its packed size a part may have unpacked. */
  readonly ratio: number;
  readonly parts: number;
  readonly rows: number;
};

/** The sheet of a table: what it may be called, and what its columns may be called, each first as the template calls it. */
export type WorkbookSheet = {
  readonly names: readonly string[];
  /** What a row of it is, for who fills it in. */
  readonly what: string;
  readonly columns: ReadonlyMap<string, { readonly titles: readonly string[]; readonly note: string }>;
};

/** How a workbook is kept: the words and signs of its sheets, as data, so that another office's workbook is no new code. */
export type WorkbookProfile = {
  readonly id: string;
  readonly limits: WorkbookLimits;
  readonly marks: NumberMarks;
  /** How days are written where they are text: `YYYY`, `MM` and `DD` with signs between them. */
  readonly dates: readonly string[];
  /** A number outside these years is no day. */
  readonly years: { readonly from: number; readonly to: number };
  /** Words for a figure that is not there, in small letters, and why it is not. */
  readonly missing: ReadonlyMap<string, MissingReason>;
  /** Those of them that stand for a blank cell where words belong, not a figure. */
  readonly blanks: ReadonlySet<string>;
  /** The header is looked for in so many rows from the top. */
  readonly headerWithin: number;
  /** So many blank rows of the template have the format of their column. */
  readonly templateRows: number;
  /** Names of sheets, and titles of columns, that hold nothing of the register; in small letters. */
  readonly passedOver: { readonly sheets: ReadonlySet<string>; readonly columns: ReadonlySet<string> };
  readonly tables: ReadonlyMap<RegisterTable, WorkbookSheet>;
};
