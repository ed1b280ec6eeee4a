import type { Exposure, MirrorPair } from "../model/exposure.ts";
import type { Finding } from "../model/finding.ts";
import { type Question, questionKey } from "../model/question.ts";
import type { Text } from "../model/text.ts";
import { elementAt } from "../numerics/element.ts";
import { mirrorGap, mirrorGapOfValues } from "../trade/mirror-gap.ts";
import { type Desk, getIndicator } from "./desk.ts";
import { estimateFinding, idOfPeriod, missingParts } from "./estimate.ts";
import { between, drawQuantile, type ParameterDraws } from "./exposure-draws.ts";
import { assumptionsAmong, type DependenceFinding, fromFindings } from "./exposure-finding.ts";
import { intervalEnds, type ParameterValue, questionQuantile } from "./parameter-values.ts";

/** One pair of records of a flow, period by period. */
export type MirrorFindings = {
  readonly id: string;
  readonly title: Text;
  readonly measure: MirrorPair["measure"];
  /** A period that only one side tells has a missing gap; one entry without sides where nobody tells anything. */
  readonly periods: readonly MirrorPeriod[];
};

type MirrorPeriod = {
  readonly period: string;
  readonly gap: DependenceFinding;
  readonly imports: Finding | undefined;
  readonly exports: Finding | undefined;
};

/** How far apart the two records of one flow are, for each pair of the book. */
export function findMirrors(
  desk: Desk,
  exposure: Exposure,
  parameters: ReadonlyMap<string, ParameterValue>,
  drawn: ParameterDraws,
): MirrorFindings[] {
  return exposure.mirrors.map((pair) => {
    const sides = { imports: desk.questionsLike(pair.imports), exports: desk.questionsLike(pair.exports) };
    const told = new Set([...sides.imports, ...sides.exports].map(({ period }) => period.text));
    const texts = told.size === 0 ? [exposure.period] : [...told].sort();
    const mirror: Mirror = { desk, exposure, pair, freight: parameters.get(pair.cifFob), drawn };
    const periods = texts.map((period) => findPeriod(mirror, period, sides));
    return { id: pair.id, title: pair.title, measure: pair.measure, periods };
  });
}

/** A pair with all that its periods are compared by. */
type Mirror = {
  readonly desk: Desk;
  readonly exposure: Exposure;
  readonly pair: MirrorPair;
  /** Value with cost, insurance and freight over value free on board. */
  readonly freight: ParameterValue | undefined;
  readonly drawn: ParameterDraws;
};

/** One side's record of a period, in the base unit of what it measures. */
type Side = { readonly finding: Finding; readonly value: number; readonly draws: Float64Array };

function findPeriod(
  mirror: Mirror,
  period: string,
  sides: { readonly imports: readonly Question[]; readonly exports: readonly Question[] },
): MirrorPeriod {
  const { desk, pair } = mirror;
  const id = `mirror/${pair.id}/${idOfPeriod(period)}`;
  const head = { id, label: pair.title, period, unit: "1" };
  const imports = readSide(mirror, `${id}/imports`, sides.imports, period);
  const exports = readSide(mirror, `${id}/exports`, sides.exports, period);
  const records = { imports: imports?.finding, exports: exports?.finding };
  const gap = imports && exports && compare(mirror, head, imports, exports);
  if (gap !== undefined) return { period, gap, ...records };
  const told = desk.book.gaps.find((one) => one.id === pair.gap);
  const finding = { ...head, ...missingParts(told?.reason ?? "not-collected", told?.id ?? "") };
  return { period, gap: { finding, assumptions: [] }, ...records };
}

/** The one record of a period. Where there are several questions (two code sets, two partners) none of them is the one. */
function readSide(
  { desk, exposure }: Mirror,
  id: string,
  questions: readonly Question[],
  period: string,
): Side | undefined {
  const [question, other] = questions.filter((one) => one.period.text === period);
  if (question === undefined || other !== undefined) return undefined;
  const finding = estimateFinding(desk, id, question);
  const drawn = questionQuantile(desk, question);
  if (finding.result.kind !== "estimate" || drawn === undefined) return undefined;
  const { factor } = getIndicator(desk.book, question.indicator).unit;
  const toBase = (value: number) => Math.max(0, value * factor);
  const draws = drawQuantile(drawn, questionKey(question), exposure).map(toBase);
  return { finding, value: toBase(finding.result.value), draws };
}

/** Undefined where values are compared and the allowance for freight is missing. */
function compare(
  { desk, exposure, pair, freight, drawn }: Mirror,
  head: Pick<Finding, "id" | "label" | "period" | "unit">,
  imports: Side,
  exports: Side,
): DependenceFinding | undefined {
  const isValue = pair.measure === "value";
  const ratios = isValue ? drawn.get(pair.cifFob) : undefined;
  const middle = freight?.finding.result.kind === "estimate" ? freight.finding.result.value : undefined;
  if (isValue && (ratios === undefined || middle === undefined)) return undefined;
  const gapOf = (importerRecord: number, exporterRecord: number, ratio: number | undefined) => {
    if (ratio === undefined) return mirrorGap({ exporterRecord, importerRecord });
    // Freight and insurance cannot cost less than nothing.
    const allowed = Math.max(1, ratio);
    const cifFob = { low: allowed, high: allowed };
    return mirrorGapOfValues({ exporterFob: exporterRecord, importerCif: importerRecord, cifFob }).gap;
  };
  const draws = Float64Array.from({ length: exposure.draws }, (_, draw) =>
    gapOf(elementAt(imports.draws, draw), elementAt(exports.draws, draw), ratios && elementAt(ratios, draw)),
  );
  const value = gapOf(imports.value, exports.value, isValue ? middle : undefined);
  const result = between(value, { low: draws, high: draws }, intervalEnds(desk));
  const hangsOn = isValue && freight !== undefined ? [freight] : [];
  const inputs = [imports.finding, exports.finding, ...hangsOn.map(({ finding }) => finding)];
  const assumptions = assumptionsAmong(hangsOn);
  const finding = fromFindings({ ...head, result, method: "mirror-gap" }, inputs);
  return { finding: assumptions.length === 0 ? finding : { ...finding, grade: undefined }, assumptions };
}
