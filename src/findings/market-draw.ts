import { alikeMonths } from "../market/alike-months.ts";
import { type CalibratedMarket, calibrateMarket } from "../market/calibrate.ts";
import type { MonthPlan } from "../market/month-plan.ts";
import type { MonthResult } from "../market/month-result.ts";
import { type EarlierRun, runMonths } from "../market/months.ts";
import { drawBase } from "./market-draw-base.ts";
import { observeEpisode } from "./market-episode-outcome.ts";
import type { MarketInputs } from "./market-inputs.ts";
import type { Observer } from "./market-observer.ts";
import { type DrawOutcome, makeRecorder } from "./market-outcomes.ts";
import { observeRevenue } from "./market-revenue-outcome.ts";
import { type MarketRun, monthPlansOf, undisturbed } from "./market-run.ts";
import { observeScenario } from "./market-scenario-outcome.ts";
import type { MarketShape } from "./market-shape.ts";
import type { MarketStudy } from "./market-studies.ts";
import { observeWindows } from "./market-window-outcome.ts";

/** Draws that belong together: they are run one after the other and always all, so that no thread changes a bit of them. */
export const drawsPerBatch = 10;

/** Which draws a batch has. */
export function drawsOfBatch(batch: number, draws: number): { readonly from: number; readonly to: number } {
  return { from: batch * drawsPerBatch, to: Math.min(draws, (batch + 1) * drawsPerBatch) };
}

/** Run the draws of a batch through some studies. What comes first is analysed; the others of the batch reuse it. */
export function runBatch(
  { inputs, shape }: { readonly inputs: MarketInputs; readonly shape: MarketShape },
  studies: readonly MarketStudy[],
  batch: number,
): DrawOutcome[] {
  const { from, to } = drawsOfBatch(batch, inputs.draws);
  const outcomes: DrawOutcome[] = [];
  let like: CalibratedMarket | undefined;
  for (let draw = from; draw < to; draw += 1) {
    const market = calibrateMarket(drawBase(inputs, shape, draw), like);
    like = market;
    outcomes.push(observeDraw(inputs, shape, market, studies, draw));
  }
  return outcomes;
}

function observeDraw(
  inputs: MarketInputs,
  shape: MarketShape,
  market: CalibratedMarket,
  studies: readonly MarketStudy[],
  draw: number,
): DrawOutcome {
  const recorder = makeRecorder();
  const worst = { certificate: 0, mass: 0 };
  const plansOf = monthPlansOf({ inputs, shape, market }, draw);
  const earlier: EarlierRun[] = [];
  const run = (one: MarketRun): MonthResult => {
    const plan = plansOf(one);
    const result = runMonths(market, plan, mostAlike(earlier, plan));
    earlier.push({ plan, result });
    const { balance, complementarity, gap } = result.certificate;
    worst.certificate = Math.max(worst.certificate, balance, complementarity, gap);
    worst.mass = Math.max(worst.mass, result.massError);
    return result;
  };
  let calm: MonthResult | undefined;
  const observer: Observer = {
    inputs,
    shape,
    draw,
    market,
    run,
    undisturbed: (months) => {
      if (calm === undefined || calm.months < months) calm = run(undisturbed(months));
      return calm;
    },
    recorder,
  };
  for (const study of studies) observe(observer, study);
  recorder.note("certificate", worst.certificate);
  recorder.note("mass-error", worst.mass);
  return recorder.end();
}

/** Of the runs that are there the one that goes the same way for longest. */
function mostAlike(earlier: readonly EarlierRun[], plan: MonthPlan): EarlierRun | undefined {
  let [most, months]: [EarlierRun | undefined, number] = [undefined, 0];
  for (const one of earlier) {
    const alike = alikeMonths(plan, one.plan);
    if (alike > months) [most, months] = [one, alike];
  }
  return most;
}

function observe(observer: Observer, study: MarketStudy): void {
  switch (study.kind) {
    case "scenario":
      observeScenario(observer, study.id, study.scenario);
      break;
    case "windows":
      observeWindows(observer, study.id, study.windows);
      break;
    case "revenue":
      observeRevenue(observer, study.id, study.curve);
      break;
    case "episode":
      observeEpisode(observer, study.id, study.episode);
      break;
  }
}
