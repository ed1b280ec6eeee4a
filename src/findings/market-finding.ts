import type { Exposure } from "../model/exposure.ts";
import type { Finding, Result } from "../model/finding.ts";
import type { MarketPlan } from "../model/market-plan.ts";
import type { MarketSummary, OutcomeBand } from "../model/market-record.ts";
import type { Text } from "../model/text.ts";
import type { Desk } from "./desk.ts";
import { missingParts } from "./estimate.ts";
import { fromFindings } from "./exposure-finding.ts";
import { fillLabel } from "./exposure-labels.ts";
import { marketLabels } from "./market-labels.ts";

/** What every finding of the market is made from. */
export type MarketContext = {
  readonly desk: Desk;
  readonly plan: MarketPlan;
  readonly exposure: Exposure;
  readonly summary: MarketSummary;
  /** The finding that all others hang on: it names every parameter that the model computes with. */
  readonly model: Finding;
};

/** What a finding of the market says, before its numbers. `key` names the outcome; of several numbers the one at `index`. */
export type MarketHead = {
  readonly key: string;
  readonly index?: number;
  readonly label: keyof typeof marketLabels;
  readonly names: Readonly<Record<string, Text | string>>;
  readonly period: string;
  readonly unit: string;
  /** The end of the id where the key does not say it. */
  readonly path?: string;
};

/** A finding out of the draws: median and interval. Missing where no draw has the number. */
export function simulated(context: MarketContext, head: MarketHead): Finding {
  const band = bandAt(context, head);
  if (band === undefined || band.count === 0) {
    return { ...headOf(head), ...missingParts("not-applicable", ""), inputs: [context.model.id] };
  }
  const { value, low, high } = band;
  return computed(context, head, { kind: "estimate", value, low, high });
}

/** A probability out of the draws: in how many of them a number is there. */
export function simulatedChance(context: MarketContext, head: MarketHead): Finding {
  const value = Number(((bandAt(context, head)?.count ?? 0) / context.summary.draws).toPrecision(3));
  return computed(context, head, { kind: "estimate", value, low: value, high: value });
}

/** A finding of the market with a result that is already there. */
export function computed(
  { model }: Pick<MarketContext, "model">,
  head: MarketHead,
  result: Result,
  inputs: readonly Finding[] = [model],
): Finding {
  return { ...fromFindings({ ...headOf(head), result, method: "simulation" }, inputs), grade: model.grade };
}

/** The numbers of an outcome. */
export function bandAt(
  { summary }: Pick<MarketContext, "summary">,
  { key, index = 0 }: Pick<MarketHead, "key" | "index">,
): OutcomeBand | undefined {
  return summary.bands.get(key)?.[index];
}

/** Words for the parts of the network, by their ids. */
export function namesOf({ exposure }: Pick<MarketContext, "exposure">) {
  const find = (items: readonly { readonly id: string; readonly name: Text }[], id: string): Text =>
    items.find((item) => item.id === id)?.name ?? { en: id };
  return {
    element: (id: string) => find(exposure.elements, id),
    stage: (id: string) => find(exposure.stages, id),
    region: (id: string) => find(exposure.regions, id),
  };
}

function headOf({
  key,
  index,
  label,
  names,
  period,
  unit,
  path,
}: MarketHead): Pick<Finding, "id" | "label" | "period" | "unit"> {
  const place = index === undefined ? "" : `/${index + 1}`;
  return {
    id: `market/${key}${path === undefined ? place : `/${path}`}`,
    label: fillLabel(marketLabels[label], names),
    period,
    unit,
  };
}
