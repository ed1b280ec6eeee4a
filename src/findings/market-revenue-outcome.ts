import type { RevenueCurve } from "../model/market-plan.ts";
import { productOf } from "./market-inputs.ts";
import type { Observer } from "./market-observer.ts";
import { placeOfMonth } from "./market-run.ts";
import { gainsOf, homeOf, scenarioRun, sumOf } from "./market-scenario-outcome.ts";

/** The market counts money in thousands; it is told in millions. */
const thousand = 1000;

/** Note what a levy brings in at multiples of its rate, what it leaves its region with, and where it brings in most. */
export function observeRevenue(
  observer: Observer,
  id: string,
  { levy: name, scenario: of, multiples }: RevenueCurve,
): void {
  const { inputs, recorder } = observer;
  const scenario = inputs.plan.scenarios.find((one) => one.id === of);
  const levy = inputs.plan.levies.find((one) => one.id === name);
  if (scenario === undefined || levy === undefined) return;
  const base = scenarioRun(observer, scenario);
  const place = base.levies.findIndex((one) => one.levy.id === name);
  const span = { from: placeOfMonth(inputs, scenario.shown.start), to: base.months - 1 };
  const home = homeOf(observer, { kind: "routes", from: levy.from });
  const rate = productOf(inputs, levy.rate, observer.draw);
  let most = { revenue: Number.NEGATIVE_INFINITY, multiple: Number.NaN };
  for (const [index, multiple] of multiples.entries()) {
    const levies = base.levies.map((one) => (one.levy.id === name ? { ...one, multiple } : one));
    const result = observer.run({ ...base, levies });
    const revenue = sumOf(result.levyRevenue, levies.length, place, span) / thousand;
    const pair = { with: result, without: observer.undisturbed(base.months), ...span };
    const { consumer, producer, levy: taken } = gainsOf(pair, inputs.exposure.regions.length, home);
    recorder.note(`${id}/rate/${index}`, multiple * rate);
    recorder.note(`${id}/revenue/${index}`, revenue);
    recorder.note(`${id}/home/${index}`, consumer + producer + taken);
    if (revenue > most.revenue) most = { revenue, multiple };
  }
  recorder.note(`${id}/best`, most.multiple * rate);
  recorder.note(`${id}/falls`, most.multiple < Math.max(...multiples) ? 1 : Number.NaN);
}
