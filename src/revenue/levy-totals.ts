import type { Currency } from "../model/money.ts";
import type { Assessment } from "./assess.ts";
import { type LevyPosition, levyDue, levyOutstanding, type RevenueLedger } from "./revenue-ledger.ts";
import { type TotalPart, type TotalWithMissing, totalsWithMissing } from "./totals-with-missing.ts";

/** What the levies under one key come to in one currency, in minor units. due = assessed + corrected - voided = received + outstanding. */
export type LevyTotal = {
  readonly key: string;
  readonly currency: Currency;
  readonly consignments: number;
  readonly assessed: bigint;
  readonly corrected: bigint;
  readonly voided: bigint;
  /** With the consignments whose levy cannot be computed because their mass or value is missing. */
  readonly due: TotalWithMissing;
  readonly received: bigint;
  readonly outstanding: bigint;
};

/**
 * Sum the levies on some consignments by a key, such as their permit, its place or their month, and by currency, sorted by both.
 * `assessments` are those of the consignments that count, for instance of one quarter; `currency` is that under which a levy is
 * counted as missing when it goes by a value that is missing.
 *
 * @example
 * levyTotals([], { revenue: { levies: [] }, currency: { code: "EUR", decimals: 2 }, keyOf: ({ consignment }) => consignment.date.slice(0, 7) }) // => []
 */
export function levyTotals(
  assessments: readonly Assessment[],
  {
    revenue,
    currency,
    keyOf,
  }: {
    readonly revenue: Pick<RevenueLedger, "levies">;
    readonly currency: Currency;
    readonly keyOf: (assessment: Assessment) => string;
  },
): LevyTotal[] {
  const groups = new Map<string, Group>();
  const groupOf = (key: string, of: Currency) => {
    const name = JSON.stringify([key, of.code]);
    const group = groups.get(name) ?? { key, currency: of, levies: [], missing: [], ids: new Set<string>() };
    groups.set(name, group);
    return group;
  };
  const levies = Map.groupBy(revenue.levies, ({ consignment }) => consignment.id);
  for (const assessment of assessments) {
    const { id } = assessment.consignment;
    const key = keyOf(assessment);
    for (const levy of levies.get(id) ?? []) {
      const group = groupOf(key, levy.currency);
      group.levies.push(levy);
      group.ids.add(id);
    }
    for (const part of missingOf(assessment, levies.get(id) ?? [])) {
      const group = groupOf(key, part.currency ?? currency);
      group.missing.push(part.part);
      group.ids.add(id);
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => sumGroup(group));
}

type Group = {
  readonly key: string;
  readonly currency: Currency;
  readonly levies: LevyPosition[];
  readonly missing: TotalPart[];
  readonly ids: Set<string>;
};

/** The levies of a consignment that are due but cannot be computed, unless a correction has brought the mass since. */
function missingOf({ outcome, levies }: Assessment, positions: readonly LevyPosition[]) {
  if (outcome !== "due") return [];
  return levies.flatMap((levy) => {
    if (levy.outcome !== "no-base") return [];
    const position = positions.find(({ stream }) => stream === levy.stream);
    if (position?.massGrams !== undefined && levy.rate.base === "mass") return [];
    const part: TotalPart = { missing: levy.reason, upTo: undefined };
    return [{ part, currency: position?.currency }];
  });
}

function sumGroup({ key, currency, levies, missing, ids }: Group): LevyTotal {
  const sum = (amountOf: (levy: LevyPosition) => bigint) => levies.reduce((total, levy) => total + amountOf(levy), 0n);
  return {
    key,
    currency,
    consignments: ids.size,
    assessed: sum(({ assessed }) => assessed),
    corrected: sum(({ corrected }) => corrected),
    voided: sum(({ voided }) => voided),
    due: totalsWithMissing([...levies.map(levyDue), ...missing]),
    received: sum(({ received }) => received),
    outstanding: sum(levyOutstanding),
  };
}
