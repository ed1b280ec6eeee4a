import { fromScale } from "../evidence/scale.ts";
import type { Finding } from "../model/finding.ts";
import type { AssumedDistribution, Parameter } from "../model/parameter.ts";
import type { Question, QuestionPattern } from "../model/question.ts";
import { convertUnit, parseUnit } from "../model/unit.ts";
import { normalQuantile } from "../numerics/normal.ts";
import { type Desk, getIndicator } from "./desk.ts";
import { appraisedParts, estimateFinding, missingFinding, missingParts } from "./estimate.ts";

/** How an uncertain figure is drawn: its value at a probability strictly inside (0,1). */
export type Quantile = (probability: number) => number;

/** A parameter with what is known of it. `quantile`, in the parameter's unit, is undefined where the finding is missing. */
export type ParameterValue = {
  readonly parameter: Parameter;
  readonly finding: Finding;
  readonly quantile: Quantile | undefined;
};

/** Every parameter of the book by id, in its order: pooled from claims, assumed, or missing. */
export function findParameters(desk: Desk): ReadonlyMap<string, ParameterValue> {
  return new Map([...desk.book.parameters].map(([id, parameter]) => [id, findParameter(desk, parameter)]));
}

/**
 * How the answer to one question is drawn, in its indicator's unit: normal on the indicator's working scale, so log-normal
 * for quantities and logit-normal for shares. The standard deviation is the one whose normal interval is the estimate's
 * interval. (That interval comes from Student's t: between its ends the draws are the same, beyond them they are less wide.)
 */
export function questionQuantile(desk: Desk, question: Question): Quantile | undefined {
  const { scale, least = Number.NEGATIVE_INFINITY, unit } = getIndicator(desk.book, question.indicator);
  if (scale === "text") return undefined;
  const appraisal = desk.appraisalOf(question);
  const { pool, level } = appraisal;
  if (pool === undefined) return statedQuantile(appraisedParts(appraisal, least));
  const deviation = (pool.high - pool.low) / (2 * normalQuantile((1 + level) / 2));
  const most = scale === "log" && unit.dimension === "share" ? 1 / unit.factor : Number.POSITIVE_INFINITY;
  return (probability) => {
    const value = fromScale(pool.estimate + deviation * normalQuantile(probability), scale, unit.factor);
    return Math.min(most, Math.max(least, value));
  };
}

/** The lower and the upper end of an interval at the level of the book, as probabilities. */
export function intervalEnds(desk: Desk): { readonly low: number; readonly high: number } {
  const { level } = desk.book.grades;
  return { low: (1 - level) / 2, high: (1 + level) / 2 };
}

function findParameter(desk: Desk, parameter: Parameter): ParameterValue {
  const { origin } = parameter;
  return origin.kind === "evidence"
    ? fromEvidence(desk, parameter, origin.question)
    : fromAssumption(desk, parameter, origin.distribution);
}

function fromEvidence(desk: Desk, parameter: Parameter, pattern: QuestionPattern): ParameterValue {
  const id = idOf(parameter);
  const { label, unit } = parameter;
  const [question, other] = desk.questionsLike(pattern);
  if (question === undefined) {
    const period = pattern.periods?.[0] ?? pattern.within ?? desk.period.text;
    return { parameter, finding: { ...missingFinding(desk, id, pattern, period), label, unit }, quantile: undefined };
  }
  const drawn = questionQuantile(desk, question);
  // Several questions are several answers: to take one of them would be a choice that nobody made.
  if (other !== undefined || drawn === undefined) {
    const finding = { id, label, unit, period: question.period.text, ...missingParts("unknown", "") };
    return { parameter, finding, quantile: undefined };
  }
  const from = getIndicator(desk.book, question.indicator).unit;
  const to = parseUnit(unit);
  const finding = estimateFinding(desk, id, question);
  const { result } = finding;
  const converted =
    result.kind !== "estimate"
      ? result
      : {
          kind: result.kind,
          value: convertUnit(result.value, from, to),
          low: convertUnit(result.low, from, to),
          high: convertUnit(result.high, from, to),
        };
  return {
    parameter,
    finding: { ...finding, label, unit, result: converted },
    quantile: (probability) => convertUnit(drawn(probability), from, to),
  };
}

/** An assumption is shown like an estimate, by its median and its interval, but under a method of its own. */
function fromAssumption(desk: Desk, parameter: Parameter, distribution: AssumedDistribution): ParameterValue {
  const ends = intervalEnds(desk);
  const quantile = assumedQuantile(distribution, normalQuantile(ends.high));
  const finding: Finding = {
    id: idOf(parameter),
    label: parameter.label,
    question: undefined,
    period: desk.book.exposure?.period ?? desk.period.text,
    unit: parameter.unit,
    result: { kind: "estimate", value: quantile(0.5), low: quantile(ends.low), high: quantile(ends.high) },
    method: "assumption",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  };
  return { parameter, finding, quantile };
}

function idOf(parameter: Parameter): string {
  return `parameter/${parameter.id}`;
}

/** `z` is the normal quantile of the interval's upper end, between whose ends a log-normal assumption is stated. */
function assumedQuantile(distribution: AssumedDistribution, z: number): Quantile {
  if (distribution.kind === "fixed") return () => distribution.value;
  const { low, high } = distribution;
  if (distribution.kind === "uniform") return (probability) => low + probability * (high - low);
  if (distribution.kind === "triangular") return triangularQuantile(low, distribution.value, high);
  const middle = (Math.log(low) + Math.log(high)) / 2;
  const deviation = (Math.log(high) - Math.log(low)) / (2 * z);
  return (probability) => Math.exp(middle + deviation * normalQuantile(probability));
}

function triangularQuantile(low: number, mode: number, high: number): Quantile {
  const width = high - low;
  const turn = (mode - low) / width;
  return (probability) =>
    probability < turn
      ? low + Math.sqrt(probability * width * (mode - low))
      : high - Math.sqrt((1 - probability) * width * (high - mode));
}

/** A figure that has no place on its scale, such as a share of nothing, stands as it was said: even between its ends. */
function statedQuantile({ result }: Pick<Finding, "result">): Quantile | undefined {
  if (result.kind !== "estimate") return undefined;
  const { low, high } = result;
  return (probability) => low + probability * (high - low);
}
