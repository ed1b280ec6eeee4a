import type { Finding } from "../model/finding.ts";
import { allMissingReasons, type MissingReason } from "../model/missing.ts";
import type { Money } from "../model/money.ts";
import type { Consignment, CustomsRecord, Declaration, Receipt } from "../model/register.ts";
import { findTroubles, type Trouble, type TroubleKind } from "../revenue/find-troubles.ts";
import { isInPeriod, type RevenueDesk } from "./revenue-desk.ts";
import { countFinding, moneyFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** What every row of a kind should have. */
export type RegisterField =
  | "permit"
  | "mass"
  | "value"
  | "declaration"
  | "declared-mass"
  | "declared-paid"
  | "receipt-consignment"
  | "customs-mass"
  | "customs-value";

/** How many rows of the period have it, and how many lack it for which reason. */
export type FieldFindings = {
  readonly field: RegisterField;
  readonly rows: Finding;
  /** Only reasons that occur. */
  readonly missing: readonly { readonly reason: MissingReason; readonly count: Finding }[];
};

/** One kind of trouble among the rows of the period, and the money in it. */
export type TroubleFindings = {
  readonly kind: TroubleKind;
  readonly count: Finding;
  /** One a currency. */
  readonly stakes: readonly Finding[];
};

/** What is missing in the register, and what is wrong with the revenue. */
export type RevenueCompleteness = {
  readonly fields: readonly FieldFindings[];
  readonly troubles: readonly TroubleFindings[];
};

/** Count what the rows of the period lack, and the troubles that they are in. */
export function findRevenueCompleteness(revenueDesk: RevenueDesk): RevenueCompleteness {
  return { fields: findFields(revenueDesk), troubles: findTroubleCounts(revenueDesk) };
}

/** All of its findings. */
export function listCompleteness({ fields, troubles }: RevenueCompleteness): Finding[] {
  return [
    ...fields.flatMap(({ rows, missing }) => [rows, ...missing.map(({ count }) => count)]),
    ...troubles.flatMap(({ count, stakes }) => [count, ...stakes]),
  ];
}

type Lack = MissingReason | undefined;

function findFields({ desk, register, assessments }: RevenueDesk): FieldFindings[] {
  const consignments = assessments.map(({ consignment }) => consignment);
  const declared = consignments.flatMap(({ declared: one }) => (one === undefined ? [] : [one]));
  const receipts = register.receipts.filter(({ date }) => isInPeriod(desk, date));
  const customs = register.customs.filter(({ period }) => isInPeriod(desk, period.end));
  const count = <Row>(field: RegisterField, rows: readonly Row[], lackOf: (row: Row) => Lack): FieldFindings => {
    const path = `revenue/missing/${field}`;
    const period = desk.period.text;
    const lacks = rows.map(lackOf);
    return {
      field,
      rows: countFinding({ id: `${path}/rows`, label: revenueLabels.rows, period }, rows.length),
      missing: allMissingReasons.flatMap((reason) => {
        const number = lacks.filter((lack) => lack === reason).length;
        const head = { id: `${path}/${reason}`, label: revenueLabels.missing, period };
        return number === 0 ? [] : [{ reason, count: countFinding(head, number) }];
      }),
    };
  };
  return [
    count("permit", consignments, ({ permit }: Consignment) => blank(permit)),
    count("mass", consignments, ({ massGrams }: Consignment) => lackIn(massGrams)),
    count("value", consignments, ({ value }: Consignment) => lackIn(value)),
    count("declaration", consignments, (row: Consignment) =>
      row.declared === undefined ? "not-collected" : undefined,
    ),
    count("declared-mass", declared, ({ massGrams }: Declaration) => lackIn(massGrams)),
    count("declared-paid", declared, ({ paid }: Declaration) => lackIn(paid)),
    count("receipt-consignment", receipts, ({ consignment }: Receipt) => blank(consignment)),
    count("customs-mass", customs, ({ massGrams }: CustomsRecord) => lackIn(massGrams)),
    count("customs-value", customs, ({ value }: CustomsRecord) => lackIn(value)),
  ];
}

/** An empty cell does not say why it is empty. */
function blank(code: string): Lack {
  return code === "" ? "unknown" : undefined;
}

function lackIn(value: bigint | Money | MissingReason): Lack {
  return typeof value === "string" ? value : undefined;
}

function findTroubleCounts(revenueDesk: RevenueDesk): TroubleFindings[] {
  const { desk, register, revenue } = revenueDesk;
  const isAbout = rowsOfPeriod(revenueDesk);
  const found = findTroubles(register, revenue, desk.asOf).filter(isAbout);
  return [...Map.groupBy(found, ({ kind }) => kind)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, troubles]) => {
      const head = { id: `revenue/trouble/${kind}/count`, label: revenueLabels.troubles, period: desk.period.text };
      return { kind, count: countFinding(head, troubles.length), stakes: findStakes(desk.period.text, kind, troubles) };
    });
}

/** Whether a trouble stands at a row of the period: each row has a place of its own. */
function rowsOfPeriod({ desk, register, assessments }: RevenueDesk): (trouble: Trouble) => boolean {
  const dated = [...register.receipts, ...register.bankEntries].filter(({ date }) => isInPeriod(desk, date));
  const rows = [...assessments.map(({ consignment }) => consignment), ...dated];
  const places = new Set(rows.map(({ file, line }) => `${file}:${line}`));
  return ({ file, line }) => places.has(`${file}:${line}`);
}

function findStakes(period: string, kind: TroubleKind, troubles: readonly Trouble[]): Finding[] {
  const sums = new Map<string, Money>();
  for (const { money } of troubles) {
    if (money === undefined) continue;
    const before = sums.get(money.currency.code)?.minorUnits ?? 0n;
    sums.set(money.currency.code, { ...money, minorUnits: before + money.minorUnits });
  }
  return [...sums].map(([code, money]) => {
    return moneyFinding({ id: `revenue/trouble/${kind}/${code}`, label: revenueLabels.stake, period }, money);
  });
}
