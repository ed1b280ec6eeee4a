import { multiply } from "../evidence/product.ts";
import { type SumPart, sumWithMissing } from "../evidence/sum-missing.ts";
import type { Finding, Result } from "../model/finding.ts";
import { monthsOf } from "../model/period.ts";
import type { PlanGroup } from "../model/plan.ts";
import type { QuestionPattern } from "../model/question.ts";
import type { Text } from "../model/text.ts";
import type { Desk } from "./desk.ts";
import { estimateFinding, idOfPeriod, missingFinding, missingParts, worstGrade } from "./estimate.ts";
import type { RevenueFindings } from "./revenue.ts";

/** The levy of the period as rate times tonnes, what it would be on other periods' tonnes, and what was received. */
export type LevyDueFindings = {
  readonly rate: Finding;
  /** One a month; a month that nobody claims is missing. */
  readonly months: readonly Finding[];
  /** The flow that contains it, month by month, where the plan names one. */
  readonly bounds: readonly Finding[];
  readonly mass: Finding;
  readonly due: Finding;
  readonly comparisons: readonly { readonly title: Text; readonly mass: Finding; readonly due: Finding }[];
  /** What the register has received of the period, or why it is not known; undefined where the register has nothing of the period. */
  readonly received: Finding | undefined;
  /** Why it is not known; undefined where the register has it. */
  readonly allocated: Finding | undefined;
};

/** Levy due = rate x tonnes. Months without claims make it "at least". Undefined where the plan knows no levy. */
export function findLevyDue(desk: Desk, revenue: RevenueFindings | undefined): LevyDueFindings | undefined {
  const plan = desk.book.plan.levyDue;
  if (plan === undefined) return undefined;
  const rate = firstEstimate(desk, "levy-due/rate", plan.rate);
  const monthTexts = monthsOf(desk.period);
  const months = monthTexts.map((month) => monthEstimate(desk, `levy-due/mass/${month}`, plan.mass, month));
  const boundPattern = plan.bound;
  const bounds =
    boundPattern === undefined
      ? []
      : monthTexts.map((month) => monthEstimate(desk, `levy-due/bound/${month}`, boundPattern, month));
  const mass = sumMonths(desk, months, bounds);
  const gapOf = (name: string, gap: string) => gapFinding(desk, `levy-due/${name}`, gap, rate.unit);
  return {
    rate,
    months,
    bounds,
    mass,
    due: dueOn("levy-due/due", rate, mass),
    comparisons: plan.comparisons.flatMap((group) => compare(desk, rate, group)),
    received: plan.gaps === undefined ? receivedIn(revenue, rate) : gapOf("received", plan.gaps.received),
    allocated: plan.gaps && gapOf("allocated", plan.gaps.allocated),
  };
}

function compare(desk: Desk, rate: Finding, group: PlanGroup): LevyDueFindings["comparisons"] {
  return desk.questionsLike(group.question).map((question) => {
    const id = `levy-due/${group.id}/${idOfPeriod(question.period.text)}`;
    const mass = estimateFinding(desk, `${id}/mass`, question);
    return { title: group.title, mass, due: dueOn(id, rate, mass) };
  });
}

/** What the register has in the currency of the rate. */
function receivedIn(revenue: RevenueFindings | undefined, { unit }: Finding): Finding | undefined {
  const [currency] = unit.split("/");
  return revenue?.quarter?.due.totals.find((total) => total.currency === currency)?.received;
}

function firstEstimate(desk: Desk, id: string, pattern: QuestionPattern): Finding {
  const question = desk.questionsLike(pattern)[0];
  return question === undefined
    ? missingFinding(desk, id, pattern, desk.period.text)
    : estimateFinding(desk, id, question);
}

function monthEstimate(desk: Desk, id: string, pattern: QuestionPattern, month: string): Finding {
  const question = desk.questionsLike({ ...pattern, within: undefined, periods: [month] })[0];
  return question === undefined ? missingFinding(desk, id, pattern, month) : estimateFinding(desk, id, question);
}

function sumMonths(desk: Desk, months: readonly Finding[], bounds: readonly Finding[]): Finding {
  const parts = months.map(({ result }, index): SumPart => {
    if (result.kind === "estimate") return result;
    const bound = bounds[index]?.result;
    return {
      missing: result.kind === "missing" ? result.reason : "unknown",
      ...(bound?.kind === "estimate" ? { upTo: bound.high } : {}),
    };
  });
  const [first] = months;
  return {
    id: "levy-due/mass",
    label: first?.label ?? { en: "" },
    question: undefined,
    period: desk.period.text,
    unit: first?.unit ?? "t",
    result: { kind: "sum", ...sumWithMissing(parts) },
    method: "sum",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [...months, ...bounds].map(({ id }) => id),
    grade: worstGrade(months.map(({ grade }) => grade)),
  };
}

/** Money from a rate per mass and a mass; what is missing in the mass stays missing in the money. */
function dueOn(id: string, rate: Finding, mass: Finding): Finding {
  const [currency = rate.unit] = rate.unit.split("/");
  return {
    id,
    label: { en: "levy due", my: "ကျသင့်သည့် ကောက်ခံမှု" },
    question: undefined,
    period: mass.period,
    unit: currency,
    result: multiplyResults(rate.result, mass.result),
    method: "product",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [rate.id, mass.id],
    grade: worstGrade([rate.grade, mass.grade]),
  };
}

function multiplyResults(rate: Result, mass: Result): Result {
  if (rate.kind !== "estimate") return rate;
  if (mass.kind === "estimate") return { kind: "estimate", ...multiply(rate, mass) };
  if (mass.kind !== "sum") return mass;
  return {
    kind: "sum",
    known: rate.value * mass.known,
    low: rate.low * mass.low,
    high: mass.high === undefined ? undefined : rate.high * mass.high,
    missing: mass.missing,
  };
}

function gapFinding(desk: Desk, id: string, gapId: string, rateUnit: string): Finding {
  const gap = desk.book.gaps.find((one) => one.id === gapId);
  return {
    id,
    label: gap?.what ?? { en: gapId },
    period: desk.period.text,
    unit: rateUnit.split("/")[0] ?? "",
    ...missingParts(gap?.reason ?? "unknown", gapId),
  };
}
