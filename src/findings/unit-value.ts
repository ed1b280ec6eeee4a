import { divide } from "../evidence/product.ts";
import type { Finding } from "../model/finding.ts";
import type { Plan } from "../model/plan.ts";
import { parseUnit, type Unit } from "../model/unit.ts";
import type { Desk } from "./desk.ts";
import { getIndicator } from "./desk.ts";
import { estimateFinding, type GroupFindings, groupFindings, idOfPeriod, worstGrade } from "./estimate.ts";

/** Unit values as published, and as value over mass of the same period. */
export type UnitValueFindings = {
  readonly published: readonly GroupFindings[];
  readonly computed: readonly GroupFindings[];
  /** The values and masses that the computed ones were made from. */
  readonly inputs: readonly Finding[];
};

/** What a tonne was worth at the border. */
export function findUnitValues(desk: Desk): UnitValueFindings {
  const { groups, ratios } = desk.book.plan.unitValue;
  const made = ratios.map((ratio) => computeRatio(desk, ratio));
  return {
    published: groups.map((group) => groupFindings(desk, "unit-value", group)),
    computed: made.map(({ group }) => group),
    inputs: made.flatMap(({ inputs }) => inputs),
  };
}

function computeRatio(
  desk: Desk,
  ratio: Plan["unitValue"]["ratios"][number],
): { group: GroupFindings; inputs: Finding[] } {
  const inputs: Finding[] = [];
  const findings: Finding[] = [];
  for (const valueQuestion of desk.questionsLike(ratio.value)) {
    const massQuestion = desk.questionsLike({ ...ratio.mass, periods: [valueQuestion.period.text] })[0];
    if (massQuestion === undefined) continue;
    const prefix = `unit-value/${ratio.id}/${idOfPeriod(valueQuestion.period.text)}`;
    const value = estimateFinding(desk, `${prefix}/value`, valueQuestion);
    const mass = estimateFinding(desk, `${prefix}/mass`, massQuestion);
    if (value.result.kind !== "estimate" || mass.result.kind !== "estimate") continue;
    const valueUnit = getIndicator(desk.book, valueQuestion.indicator).unit;
    const massUnit = getIndicator(desk.book, massQuestion.indicator).unit;
    const unit = unitOfQuotient(valueUnit, massUnit);
    const scale = valueUnit.factor / massUnit.factor / unit.factor;
    const quotient = divide(value.result, mass.result);
    inputs.push(value, mass);
    findings.push({
      id: prefix,
      label: ratio.title,
      question: undefined,
      period: valueQuestion.period.text,
      unit: unit.text,
      result: {
        kind: "estimate",
        value: quotient.value * scale,
        low: quotient.low * scale,
        high: quotient.high * scale,
      },
      method: "ratio",
      agreement: undefined,
      claims: [],
      echoes: [],
      inputs: [value.id, mass.id],
      grade: worstGrade([value.grade, mass.grade]),
    });
  }
  return { group: { id: ratio.id, title: ratio.title, note: undefined, findings }, inputs };
}

/** Like over like is a share; all else is per tonne, in the value's own unit without its "million". */
function unitOfQuotient(value: Unit, mass: Unit): Unit {
  if (value.dimension === mass.dimension) return parseUnit("1");
  return parseUnit(`${value.text.replace(/^(thousand|million|billion) /, "")}/t`);
}
