import type { MissingReason } from "./missing.ts";
import type { Currency, Money } from "./money.ts";
import type { Period } from "./period.ts";
import type { Rational } from "./rational.ts";
import type { Text } from "./text.ts";

/** Where a row of the register stands, and since when. */
export type RegisterRow = {
  /** Path inside the book; for a workbook its path, `#` and the sheet. */
  readonly file: string;
  /** Line of the file or row of the sheet, counted from 1. */
  readonly line: number;
  /** ISO date on which the row entered the book: a report as of an earlier day does not know it. */
  readonly added: string;
};

/** A mass in grams, 0 or more, or why there is none. */
export type MassGrams = bigint | MissingReason;

/** A span in which a permit holds, both days included; `to` is undefined where no end is set. A renewal is one more term. */
export type PermitTerm = RegisterRow & { readonly from: string; readonly to: string | undefined };

/** A step in the life of a permit (Open Contracting: a release). A suspension takes back its level's grant until it grants anew. */
export type PermitRelease = RegisterRow & {
  readonly date: string;
  /** One of the register's levels. */
  readonly level: string;
  readonly kind: "application" | "grant" | "amendment" | "suspension" | "cancellation";
  readonly text: string;
};

/** Leave to mine. It stands in the register with its terms and all that happened to it; nothing is ever taken out. */
export type Permit = RegisterRow & {
  readonly id: string;
  /** The registered name of an organisation, or a code; never a private person. */
  readonly holder: string;
  /** The township or district that it lies in. */
  readonly place: string;
  readonly commodity: string;
  /** What its levies go by. */
  readonly class: string;
  readonly terms: readonly PermitTerm[];
  readonly releases: readonly PermitRelease[];
};

/** How an objection ended; a later row than the objection itself. */
export type ObjectionDecision = RegisterRow & {
  readonly date: string;
  readonly outcome: "upheld" | "rejected" | "withdrawn";
};

/** An objection to a permit, and what was decided. An upheld one cancels the permit and voids its pending levies. */
export type Objection = RegisterRow & {
  readonly id: string;
  readonly permit: string;
  readonly date: string;
  readonly decision: ObjectionDecision | undefined;
  readonly text: string;
};

/** How a computed amount becomes whole minor units: to the nearest with halves to even or away from zero, or always one way. */
export type RoundingRule = "half-even" | "half-up" | "down" | "up";

/** A levy's rate while it is in force, both days included. A change of rate is a new row. */
export type LevyRate = RegisterRow & {
  readonly id: string;
  /** The revenue stream that it feeds. */
  readonly stream: string;
  readonly class: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly rounding: RoundingRule;
  readonly legalSource: string;
  /** Ids of the book's claims that the rate rests on; empty where the law itself is the source. */
  readonly claims: readonly string[];
} & (
    | { readonly base: "mass"; readonly perTonne: Money }
    /** A share of the consignment's value; the levy is in the value's currency. */
    | { readonly base: "value"; readonly share: Rational }
  );

/** What the payer declared of a consignment, in its own words. */
export type Declaration = {
  readonly massGrams: MassGrams;
  readonly form: string;
  /** Code of the country or territory that the goods were said to come from. */
  readonly origin: string;
  /** What the payer says it paid, all streams together. */
  readonly paid: Money | MissingReason;
};

/** A lot that leaves a site, as the authority weighed and recorded it. */
export type Consignment = RegisterRow & {
  readonly id: string;
  /** Empty where none is stated. */
  readonly permit: string;
  readonly date: string;
  /** Gross. */
  readonly massGrams: MassGrams;
  /** One of the register's forms. */
  readonly form: string;
  readonly value: Money | MissingReason;
  readonly destination: string;
  readonly declared: Declaration | undefined;
};

/** The authority's receipt for a levy. */
export type Receipt = RegisterRow & {
  /** The authority's number. */
  readonly id: string;
  /** Empty where none is stated. */
  readonly consignment: string;
  readonly stream: string;
  readonly date: string;
  readonly amount: Money;
  readonly payer: string;
};

/** Money of a receipt as it arrived at the bank. */
export type BankEntry = RegisterRow & {
  readonly id: string;
  /** Empty where none is stated. */
  readonly receipt: string;
  readonly date: string;
  readonly amount: Money;
};

/** What an adjustment corrects; it says whose side is adjusted: the payer's (declaration), the authority's or the customs'. */
export type AdjustmentTarget = {
  readonly kind: "declaration" | "consignment" | "receipt" | "customs";
  readonly id: string;
};

/** A correction. It adds an entry beside what it corrects and never changes it. */
export type Adjustment = RegisterRow & {
  readonly id: string;
  readonly target: AdjustmentTarget;
  readonly date: string;
  /** Signed: what is added to the money or to the mass. */
  readonly change: { readonly money: Money } | { readonly massGrams: bigint };
  /** The levy's stream where the target is a consignment and money is changed; else empty. */
  readonly stream: string;
  /** One of the register's reason codes. */
  readonly reason: string;
  /** The role of who made it; never a person's name. */
  readonly author: string;
  readonly evidence: string;
};

/** A part of a pool. Floor and cap hold for a period's pool in their own currency. */
export type AllocationShare = {
  readonly recipient: string;
  readonly share: Rational;
  readonly floor: Money | undefined;
  readonly cap: Money | undefined;
  readonly line: number;
};

/** How the part of one vertical recipient is divided among those who stand behind it. */
export type HorizontalRule = { readonly of: string; readonly line: number } & (
  | {
      /** By the revenue that comes from the permits of each member's places. */
      readonly rule: "derivation";
      readonly members: readonly { readonly recipient: string; readonly places: readonly string[] }[];
    }
  | { readonly rule: "equal"; readonly members: readonly { readonly recipient: string }[] }
  | {
      readonly rule: "population" | "need" | "impact";
      readonly members: readonly { readonly recipient: string; readonly weight: Rational }[];
    }
);

/** Who gets the last units that shares do not divide, where remainders are equal: the earlier id, or first the larger share. */
export type TieRule = "id" | "larger-share";

/** How revenue is divided, as data, while it is in force. */
export type AllocationFormula = RegisterRow & {
  readonly id: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly approvedBy: string;
  readonly streams: readonly string[];
  /** Taken off before all else; shares of the whole pool, together at most one. */
  readonly earmarks: readonly AllocationShare[];
  /** Shares of what the earmarks leave; together one. */
  readonly vertical: readonly AllocationShare[];
  readonly horizontal: readonly HorizontalRule[];
  readonly tie: TieRule;
};

/** Money that a recipient got out of a period's allocation. */
export type Payment = RegisterRow & {
  readonly id: string;
  readonly recipient: string;
  readonly date: string;
  readonly amount: Money;
  /** The period whose allocation it settles. */
  readonly period: Period;
};

/** What an importing country's customs recorded: the mirror of consignments. */
export type CustomsRecord = RegisterRow & {
  readonly id: string;
  readonly importer: string;
  /** Code of the country or territory that customs recorded the goods under. */
  readonly origin: string;
  readonly period: Period;
  /** Tariff code, as text. */
  readonly code: string;
  readonly form: string;
  /** The levy class that the code falls under. */
  readonly class: string;
  readonly massGrams: MassGrams;
  readonly value: Money | MissingReason;
  /** Empty unless customs say which consignment it is. */
  readonly consignment: string;
};

/** So many units of `to` for one unit of `from`, both counted in whole currency units, not in minor ones. */
export type ExchangeRate = RegisterRow & {
  readonly date: string;
  readonly from: Currency;
  readonly to: Currency;
  readonly rate: Rational;
};

/** A quarter as it was published on the knowledge of a day; a later row of the same period is a restatement of it. */
export type Vintage = RegisterRow & {
  readonly period: Period;
  /** Also the day on which the row counts as added. */
  readonly asOf: string;
  readonly text: string;
};

/** Tonnes of the common form that a tonne of a form holds, at least and at most; above 0. */
export type FormContent = { readonly low: Rational; readonly high: Rational };

/** A revenue stream. The code of the government finance statistics is text: `1112E1` is not a number. */
export type RevenueStream = { readonly id: string; readonly name: Text; readonly gfsCode: string };

/** The choices that a register is read by; out of `register/terms.yaml`, each with its reason there. */
export type RegisterTerms = {
  /** The levels whose grant a permit needs, all of them, the lowest first. */
  readonly levels: readonly string[];
  /** The currency that totals are shown in. */
  readonly currency: Currency;
  readonly streams: ReadonlyMap<string, RevenueStream>;
  readonly forms: ReadonlyMap<string, FormContent>;
  /** The reason codes of adjustments. */
  readonly reasons: ReadonlyMap<string, Text>;
  readonly recipients: ReadonlyMap<string, Text>;
  /** Codes under which customs and declarations name the territory's own goods. */
  readonly origins: readonly string[];
  /** Days after a consignment's date within which its levy is to be paid. */
  readonly dueDays: number;
  /** Days within which the sides may record one consignment in different periods: until paid, and until landed. */
  readonly windowDays: { readonly payment: number; readonly transit: number };
  /** Days for which a rate of exchange holds at most. */
  readonly exchangeDays: number;
};

/** All that the authority of a territory keeps about permits and levies; the book may hold one. */
export type Register = {
  readonly terms: RegisterTerms;
  readonly permits: readonly Permit[];
  readonly objections: readonly Objection[];
  readonly levies: readonly LevyRate[];
  readonly consignments: readonly Consignment[];
  readonly receipts: readonly Receipt[];
  readonly bankEntries: readonly BankEntry[];
  readonly adjustments: readonly Adjustment[];
  readonly formulas: readonly AllocationFormula[];
  readonly payments: readonly Payment[];
  readonly customs: readonly CustomsRecord[];
  readonly exchangeRates: readonly ExchangeRate[];
  readonly vintages: readonly Vintage[];
};
