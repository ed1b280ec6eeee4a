import type { MissingReason } from "./missing.ts";
import type { Money } from "./money.ts";

/** Where a row of a file stands. */
type FileRow = { readonly file: string; readonly line: number };

/** A government agency that reports (part 3). */
export type EitiAgency = FileRow & { readonly name: string; readonly type: string; readonly id: string };

/** A company that reports (part 3). */
export type EitiCompany = FileRow & {
  readonly name: string;
  readonly type: string;
  readonly id: string;
  readonly sector: string;
  readonly commodities: string;
};

/** A project that is reported on (part 3); one of several commodities has several rows. */
export type EitiProject = FileRow & {
  readonly name: string;
  readonly agreements: string;
  readonly companies: string;
  readonly commodity: string;
  readonly status: string;
};

/** What an agency received of a revenue stream (part 4). */
export type EitiRevenue = FileRow & {
  readonly classification: string;
  /** The code out of the classification, as text; empty where it has none. */
  readonly gfsCode: string;
  readonly sector: string;
  readonly stream: string;
  readonly entity: string;
  /** Counted as finely as it is printed. */
  readonly value: Money | MissingReason;
};

/** What a company paid of a revenue stream (part 5). */
export type EitiPayment = FileRow & {
  readonly company: string;
  readonly entity: string;
  readonly stream: string;
  /** Empty where it is not reported by project. */
  readonly project: string;
  readonly value: Money | MissingReason;
  /** Whether it was paid in goods: its value is then not money that moved. */
  readonly isInKind: boolean;
  readonly comments: string;
};

/** The tables of parts 3, 4 and 5 of an EITI Summary Data file. */
export type EitiSummary = {
  readonly agencies: readonly EitiAgency[];
  readonly companies: readonly EitiCompany[];
  readonly projects: readonly EitiProject[];
  readonly revenues: readonly EitiRevenue[];
  readonly payments: readonly EitiPayment[];
};
