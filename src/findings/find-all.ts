import type { Finding } from "../model/finding.ts";
import { type BalanceFindings, findBalance } from "./balance.ts";
import { findBuyers } from "./buyers.ts";
import { type CompletenessFindings, findCompleteness } from "./completeness.ts";
import { type ConflictFindings, findConflicts } from "./conflicts.ts";
import { type DependenceFindings, findDependence, listDependence } from "./dependence.ts";
import type { Desk } from "./desk.ts";
import type { GroupFindings } from "./estimate.ts";
import { type ExportFindings, findExports } from "./exports.ts";
import { findGaps } from "./gaps.ts";
import { findHarm } from "./harm.ts";
import { findLevyDue, type LevyDueFindings } from "./levy-due.ts";
import { findLevyRates } from "./levy-rate.ts";
import { findMarket, listMarket, type MarketFindings, type MarketNotRun } from "./market.ts";
import { findOtherSupply } from "./other-supply.ts";
import { findPrices, type PriceFindings } from "./prices.ts";
import { findRevenue, listRevenue, type RevenueFindings } from "./revenue.ts";
import { findShares } from "./shares.ts";
import { findSites } from "./sites.ts";
import { findUnitValues, type UnitValueFindings } from "./unit-value.ts";
import { findVerdicts, type StatementFinding } from "./verdicts.ts";

/** Everything that a quarter's report shows. */
export type AllFindings = {
  readonly exports: ExportFindings;
  readonly shares: readonly GroupFindings[];
  readonly unitValue: UnitValueFindings;
  readonly levyRate: readonly GroupFindings[];
  readonly levyDue: LevyDueFindings | undefined;
  /** Undefined where the book has no register and knows of no gap that one would close. */
  readonly revenue: RevenueFindings | undefined;
  readonly sites: readonly GroupFindings[];
  readonly harm: readonly GroupFindings[];
  readonly prices: PriceFindings;
  readonly buyers: readonly GroupFindings[];
  readonly otherSupply: readonly GroupFindings[];
  readonly verdicts: readonly StatementFinding[];
  readonly conflicts: ConflictFindings;
  readonly balance: BalanceFindings;
  readonly gaps: ReturnType<typeof findGaps>;
  readonly completeness: CompletenessFindings;
  /** Undefined where the book has no network of supply. */
  readonly dependence: DependenceFindings | undefined;
  /** Undefined where the book has no market. */
  readonly market: MarketFindings | MarketNotRun | undefined;
};

/** Find everything, in the order of the report. */
export function findAll(desk: Desk): AllFindings {
  const market = findMarket(desk);
  const verdicts = findVerdicts(desk, market);
  const revenue = findRevenue(desk);
  return {
    exports: findExports(desk),
    shares: findShares(desk),
    unitValue: findUnitValues(desk),
    levyRate: findLevyRates(desk),
    levyDue: findLevyDue(desk, revenue),
    revenue,
    sites: findSites(desk),
    harm: findHarm(desk),
    prices: findPrices(desk),
    buyers: findBuyers(desk),
    otherSupply: findOtherSupply(desk),
    verdicts,
    conflicts: findConflicts(desk),
    balance: findBalance(desk),
    gaps: findGaps(desk),
    completeness: findCompleteness(desk, verdicts),
    dependence: findDependence(desk),
    market,
  };
}

/** All of them by id, each with the findings it was computed from. */
export function indexFindings(all: AllFindings): Map<string, Finding> {
  const { levyDue, revenue, completeness, dependence, market } = all;
  const groups = [
    ...all.exports.groups,
    ...all.exports.around,
    ...all.shares,
    ...all.unitValue.published,
    ...all.unitValue.computed,
    ...all.levyRate,
    ...all.sites,
    ...all.harm,
    ...all.prices.markets.flatMap((market) => market.groups),
    ...all.prices.changes,
    ...all.buyers,
    ...all.otherSupply,
  ];
  const findings = [
    ...groups.flatMap((group) => group.findings),
    ...(all.exports.event === undefined ? [] : [all.exports.event]),
    ...all.unitValue.inputs,
    ...(levyDue === undefined ? [] : listLevy(levyDue)),
    ...(revenue === undefined ? [] : listRevenue(revenue)),
    ...all.prices.events,
    ...all.verdicts.flatMap(({ effects }) => effects.map(({ change }) => change)),
    ...all.verdicts.flatMap(({ finding, figure, estimate }) =>
      [finding, figure, estimate].filter((one) => one !== undefined),
    ),
    ...all.conflicts.contested.flatMap(({ finding, without }) => [finding, ...without]),
    ...all.conflicts.neighbours.flatMap((set) => set.findings),
    ...all.balance.flows.flatMap(({ measured, adjusted }) => [measured, adjusted].filter((one) => one !== undefined)),
    ...all.gaps.map(({ finding }) => finding),
    ...Object.values(completeness).flatMap((entry) => ("id" in entry ? [entry] : entry.map(({ count }) => count))),
    ...(dependence === undefined ? [] : listDependence(dependence)),
    ...(market === undefined ? [] : listMarket(market)),
  ];
  return new Map(findings.map((finding) => [finding.id, finding]));
}

function listLevy({ rate, months, bounds, mass, due, comparisons, received, allocated }: LevyDueFindings): Finding[] {
  return [
    rate,
    ...months,
    ...bounds,
    mass,
    due,
    ...comparisons.flatMap((one) => [one.mass, one.due]),
    ...[received, allocated].filter((one) => one !== undefined),
  ];
}
