import type { Finding } from "../model/finding.ts";
import type { MissingReason } from "../model/missing.ts";
import type { Text } from "../model/text.ts";
import { massRows } from "../revenue/mass-rows.ts";
import { moneyRows } from "../revenue/money-rows.ts";
import {
  type AdjustmentSum,
  reconcileThreeSides,
  type SideBridge,
  type SideSummary,
  sideWindows,
  type ThreeSides,
} from "../revenue/reconcile-three-sides.ts";
import type { RecordSide } from "../revenue/side-rows.ts";
import type { ResidualCause } from "../revenue/split-residual.ts";
import type { RevenueDesk } from "./revenue-desk.ts";
import {
  amountFinding,
  boundedFinding,
  countFinding,
  idPart,
  type Measure,
  measureOf,
  ratioFinding,
  tonnes,
  totalFinding,
  withoutFinding,
} from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** What one side recorded of the period. */
export type SideFindings = {
  readonly side: RecordSide;
  readonly records: Finding;
  readonly original: Finding;
  readonly adjustment: Finding;
  readonly final: Finding;
};

/** The way from one side to another. */
export type BridgeFindings = {
  readonly from: RecordSide;
  readonly to: RecordSide;
  readonly gapBefore: Finding;
  readonly gapAfter: Finding;
  readonly adjustmentRatio: Finding;
  readonly residual: Finding;
  /** They sum to the residual; only those that are not nothing. */
  readonly parts: readonly { readonly cause: ResidualCause; readonly finding: Finding }[];
};

/** What adjustments for one reason came to on one side. */
export type ReasonFindings = {
  readonly side: RecordSide;
  readonly name: Text;
  readonly rows: Finding;
  readonly amount: Finding;
};

/** The three records of the period, held against each other in mass or in money. */
export type SidesFindings = {
  readonly measure: "mass" | "money";
  readonly unit: string;
  readonly sides: readonly SideFindings[];
  readonly bridges: readonly BridgeFindings[];
  readonly reasons: readonly ReasonFindings[];
};

/** Reconcile payer, authority and customs, in tonnes of the common form and in the currency of totals. */
export function findSides(revenueDesk: RevenueDesk): SidesFindings[] {
  const { desk, register, revenue } = revenueDesk;
  const { period } = desk;
  const { currency, windowDays } = register.terms;
  const byMass = reconcileThreeSides(massRows(register), { period, ...sideWindows(windowDays, "mass") });
  const byMoney = reconcileThreeSides(moneyRows(register, revenue), { period, ...sideWindows(windowDays, "money") });
  return [makeSides(revenueDesk, byMass, tonnes), makeSides(revenueDesk, byMoney, measureOf(currency))];
}

/** All of its findings. */
export function listSides({ sides, bridges, reasons }: SidesFindings): Finding[] {
  return [
    ...sides.flatMap(({ records, original, adjustment, final }) => [records, original, adjustment, final]),
    ...bridges.flatMap(({ gapBefore, gapAfter, adjustmentRatio, residual, parts }) => [
      gapBefore,
      gapAfter,
      adjustmentRatio,
      residual,
      ...parts.map(({ finding }) => finding),
    ]),
    ...reasons.flatMap(({ rows, amount }) => [rows, amount]),
  ];
}

/** What makes findings of one measure. */
type SideMaker = {
  readonly name: "mass" | "money";
  readonly measure: Measure;
  readonly head: (path: string, label: keyof typeof revenueLabels, inputs?: readonly Finding[]) => Head;
};

type Head = { readonly id: string; readonly label: Text; readonly period: string; readonly inputs: readonly Finding[] };

function makeSides({ desk, register }: RevenueDesk, found: ThreeSides, measure: Measure): SidesFindings {
  const name = measure === tonnes ? "mass" : "money";
  const maker: SideMaker = {
    name,
    measure,
    head: (path, label, inputs = []) => {
      return { id: `revenue/sides/${name}/${path}`, label: revenueLabels[label], period: desk.period.text, inputs };
    },
  };
  const sides = (["payer", "authority", "customs"] as const).map((side) => makeSide(maker, side, found.sides[side]));
  const finalOf = (side: RecordSide) => sides.filter((one) => one.side === side).map(({ final }) => final);
  return {
    measure: name,
    unit: measure.unit,
    sides,
    bridges: found.bridges.map((bridge) => {
      return makeBridge(maker, bridge, [...finalOf(bridge.from), ...finalOf(bridge.to)]);
    }),
    reasons: found.reasons.map((sum) => {
      const words = register.terms.reasons.get(sum.reason) ?? { en: sum.reason };
      return makeReason(maker, sum, words);
    }),
  };
}

/** A side without a record published nothing, which is not the same as nothing. */
function makeSide(
  maker: SideMaker,
  side: RecordSide,
  { rows, original, adjustment, final }: SideSummary,
): SideFindings {
  const { head, measure } = maker;
  const isMissing = rows === 0 && side !== "authority";
  const total = (name: "original" | "final", of: SideSummary["original"]) => {
    const own = head(`${side}/${name}`, name);
    return isMissing ? withoutFinding(own, measure.unit, "not-published") : totalFinding(own, of, measure);
  };
  const change = head(`${side}/adjustment`, "adjustment");
  return {
    side,
    records: countFinding(head(`${side}/records`, "records"), rows),
    original: total("original", original),
    adjustment: isMissing
      ? withoutFinding(change, measure.unit, "not-published")
      : amountFinding(change, adjustment, measure),
    final: total("final", final),
  };
}

function makeBridge({ head, measure }: SideMaker, bridge: SideBridge, finals: readonly Finding[]): BridgeFindings {
  const { from, to } = bridge;
  const path = `${from}-${to}`;
  const before = ratioFinding(head(`${path}/gap-before`, "gap-before"), bridge.gapBefore);
  const after = ratioFinding(head(`${path}/gap-after`, "gap-after", finals), bridge.gapAfter);
  const residual = residualFinding(head(`${path}/residual`, "residual", finals), bridge.residual, measure);
  const shown = bridge.parts.filter(({ amount, low, high }) => amount !== 0n || low !== 0n || high !== 0n);
  return {
    from,
    to,
    gapBefore: before,
    gapAfter: after,
    adjustmentRatio: ratioFinding(
      head(`${path}/adjustment-ratio`, "adjustment-ratio", [before, after]),
      bridge.adjustmentRatio,
    ),
    residual,
    parts: shown.map((part) => {
      return { cause: part.cause, finding: boundedFinding(head(`${path}/${part.cause}`, "cause"), part, measure) };
    }),
  };
}

function residualFinding(head: Head, residual: bigint | MissingReason, measure: Measure): Finding {
  return typeof residual === "bigint"
    ? amountFinding(head, residual, measure)
    : withoutFinding(head, measure.unit, residual);
}

function makeReason(
  { head, measure }: SideMaker,
  { side, reason, rows, amount }: AdjustmentSum,
  name: Text,
): ReasonFindings {
  const path = `${side}/reason/${idPart(reason)}`;
  return {
    side,
    name,
    rows: countFinding(head(`${path}/rows`, "rows"), rows),
    amount: amountFinding(head(`${path}/amount`, "adjustment"), amount, measure),
  };
}
