import type { Exposure } from "../model/exposure.ts";
import type { MarketPlan } from "../model/market-plan.ts";
import type { MarketSummary } from "../model/market-record.ts";
import type { Desk } from "./desk.ts";
import type { DrawPlan } from "./exposure-draws.ts";
import { digestInputs } from "./market-digest.ts";
import { drawsPerBatch, runBatch } from "./market-draw.ts";
import { findMarketGround, type MarketGround, type MarketInputs } from "./market-inputs.ts";
import type { DrawOutcome } from "./market-outcomes.ts";
import { findShape, type MarketShape } from "./market-shape.ts";
import { listStudies, scenarioStudy } from "./market-studies.ts";
import { type DriverChoice, summariseDraws } from "./market-summary.ts";
import { intervalEnds } from "./parameter-values.ts";

/** The market of a book, ready to be run: undefined inputs where a parameter is missing. */
export type OpenMarket = {
  readonly plan: MarketPlan;
  readonly exposure: Exposure;
  readonly ground: MarketGround;
};

/** A market whose inputs are all there, with the structure that its draws share. Plain data, so that threads can hand it on. */
export type RunnableMarket = { readonly inputs: MarketInputs; readonly shape: MarketShape };

/** Open the market of a book; undefined where it has none. */
export function openMarket(desk: Desk, run?: Partial<DrawPlan>): OpenMarket | undefined {
  const { market: plan, exposure } = desk.book;
  if (plan === undefined || exposure === undefined) return undefined;
  const { draws = plan.draws, seed = plan.seed } = run ?? {};
  return { plan, exposure, ground: findMarketGround(desk, plan, exposure, { draws, seed }) };
}

/** What the draws of a market say. `summary` is undefined where a parameter is missing, or where nobody made them. */
export type SummarisedMarket = {
  readonly market: OpenMarket;
  readonly summary: MarketSummary | undefined;
  /** Whether they are those of the run that the book keeps. */
  readonly isKept: boolean;
};

/**
 * The draws of a book's market: those of the run that the book keeps, if it is one of the book as it stands; else as many as the
 * plan has the report make itself. Undefined where the book has no market.
 */
export function findSummary(desk: Desk): SummarisedMarket | undefined {
  const { marketRecord: record, market: plan } = desk.book;
  const market = openMarket(desk, { draws: plan?.reportDraws ?? 0 });
  if (market === undefined) return undefined;
  if (record !== undefined && record.inputs === digestOfMarket(desk, market))
    return { market, summary: record, isKept: true };
  const { inputs } = market.ground;
  if (inputs === undefined || inputs.draws === 0) return { market, summary: undefined, isKept: false };
  const runnable = { inputs, shape: findShape(inputs) };
  const batches = Array.from({ length: Math.ceil(inputs.draws / drawsPerBatch) }, (_, batch) => batch);
  const outcomes = batches.flatMap((batch) => runBatch(runnable, listStudies(market.plan), batch));
  return { market, summary: summariseMarket(desk, market, outcomes), isKept: false };
}

/** Put the draws of a market together. */
export function summariseMarket(desk: Desk, market: OpenMarket, outcomes: readonly DrawOutcome[]): MarketSummary {
  return summariseDraws(outcomes, market.ground, intervalEnds(desk), driversOf(market));
}

/** The digest of what a market is computed from. */
export function digestOfMarket(desk: Desk, market: OpenMarket): string {
  return digestInputs(market, market.ground, intervalEnds(desk));
}

/** By how many parameters an outcome is told. */
const mostDrivers = 6;

/** What drives the price of each element where it is known, in each scenario. */
function driversOf({ plan }: OpenMarket): DriverChoice {
  const outcomes = plan.scenarios.flatMap(({ id }) =>
    plan.prices.flatMap(({ element, stage, region }) =>
      ["highest", "last"].map((what) => `${scenarioStudy(id)}/${what}/${element}/${stage}/${region}`),
    ),
  );
  return { outcomes, most: mostDrivers };
}
