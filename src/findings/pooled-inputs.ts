import type { Exposure, PooledRisk } from "../model/exposure.ts";
import type { Finding } from "../model/finding.ts";
import { type QuestionPattern, questionKey } from "../model/question.ts";
import type { Text } from "../model/text.ts";
import { governanceWeight } from "../trade/governance-weight.ts";
import type { Desk } from "./desk.ts";
import { estimateFinding, missingFinding } from "./estimate.ts";
import { drawQuantile } from "./exposure-draws.ts";
import { exposureLabels, fillLabel } from "./exposure-labels.ts";
import { questionQuantile } from "./parameter-values.ts";
import { type MultipliedImports, multiplyImports } from "./pooled-parts.ts";
import { type ConcentrationFindings, type PlaceQuantity, readQuantities, world } from "./production-concentration.ts";

/** A governance weight, 0 stable to 1 unstable. */
type Weight = { readonly finding: Finding; readonly weight: number; readonly draws: Float64Array };

/** An origin of imports; without a governance estimate its weight is not known. */
export type PooledOrigin = PlaceQuantity & { readonly governance: Weight | undefined };

/** What the claims give of one importer's production, imports and origins, and what they do not. */
export type PooledInputs = {
  readonly production: ConcentrationFindings | undefined;
  readonly domestic: PlaceQuantity | undefined;
  readonly origins: readonly PooledOrigin[];
  /** Imports from all origins together, where they are claimed. */
  readonly total: PlaceQuantity | undefined;
  /** What the origins' imports were multiplied from, where they are not claimed themselves. */
  readonly parts: readonly Finding[];
  readonly missing: readonly Finding[];
};

/** Gather the inputs of the pooled index from the claims of its period. */
export function gatherPooled(
  desk: Desk,
  exposure: Exposure,
  pooled: PooledRisk,
  years: readonly ConcentrationFindings[],
): PooledInputs {
  const place = exposure.regions.find(({ id }) => id === pooled.importer)?.place ?? "";
  const prefix = `pooled/${pooled.importer}`;
  const ofPeriod = years.filter(({ period }) => period === pooled.period);
  // Several bases are several answers, and none of them is the one.
  const production = ofPeriod.length === 1 ? ofPeriod[0] : undefined;
  const domestic = production?.countries.find((country) => country.place === place);
  const questions = desk.questionsLike(inPeriod({ ...pooled.imports, place }, pooled.period));
  const imports = readQuantities(desk, `${prefix}/imports`, questions, {
    placeOf: ({ counterparty }) => counterparty,
    plan: exposure,
  });
  const total = imports.find((one) => one.place === world);
  const direct = imports.filter((one) => one.place !== world && one.place !== place);
  const multiplied = findMultiplied(desk, exposure, pooled, [place, ...direct.map((one) => one.place)]);
  const origins = [...direct, ...multiplied.origins].map((one) => ({
    ...one,
    governance: findWeight(desk, exposure, pooled, one.place),
  }));
  const lack = (part: keyof typeof lacking, pattern: QuestionPattern, where: string) => {
    const { period } = pooled;
    const label = fillLabel(lacking[part], { place: desk.book.terms.places.get(where) ?? where });
    return { ...missingFinding(desk, `${prefix}/missing/${part}/${where}`, pattern, period), label };
  };
  const missing = [
    ...(production?.total === undefined ? [lack("production", { ...pooled.production, place: world }, world)] : []),
    ...(domestic === undefined ? [lack("production", { ...pooled.production, place }, place)] : []),
    ...(total === undefined ? [lack("imports", { ...pooled.imports, place, counterparty: world }, world)] : []),
    ...multiplied.missing,
    ...origins
      .filter(({ governance }) => governance === undefined)
      .map((origin) => lack("governance", { ...pooled.governance, place: origin.place }, origin.place)),
  ];
  return { production, domestic, origins, total, parts: multiplied.parts, missing };
}

const lacking = {
  production: exposureLabels.missingProduction,
  imports: exposureLabels.missingImports,
  governance: exposureLabels.missingGovernance,
} as const satisfies Record<string, Text>;

/** Imports of the origins that are claimed as shares; what is claimed as a quantity needs no multiplication. */
function findMultiplied(
  desk: Desk,
  exposure: Exposure,
  { importer, period, parts }: PooledRisk,
  except: readonly [importer: string, ...claimed: string[]],
): MultipliedImports {
  if (parts === undefined) return { origins: [], parts: [], missing: [] };
  const [place] = except;
  return multiplyImports(desk, {
    prefix: `pooled/${importer}/imports`,
    region: exposure.regions.find(({ id }) => id === importer)?.name ?? importer,
    period,
    mass: inPeriod({ ...parts.mass, place, counterparty: world }, period),
    share: inPeriod({ ...parts.share, place }, period),
    except: new Set(except),
    plan: exposure,
  });
}

/** A pattern that names no time means the period of the index. */
function inPeriod(pattern: QuestionPattern, period: string): QuestionPattern {
  return pattern.periods === undefined && pattern.within === undefined ? { ...pattern, periods: [period] } : pattern;
}

function findWeight(desk: Desk, exposure: Exposure, pooled: PooledRisk, place: string): Weight | undefined {
  const [question, other] = desk.questionsLike(inPeriod({ ...pooled.governance, place }, pooled.period));
  if (question === undefined || other !== undefined) return undefined;
  const finding = estimateFinding(desk, `pooled/${pooled.importer}/governance/${place}`, question);
  const drawn = questionQuantile(desk, question);
  if (finding.result.kind !== "estimate" || drawn === undefined) return undefined;
  const draws = drawQuantile(drawn, questionKey(question), exposure).map(governanceWeight);
  return { finding, weight: governanceWeight(finding.result.value), draws };
}
