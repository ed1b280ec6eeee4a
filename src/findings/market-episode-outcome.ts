import { marketNode } from "../market/market-base.ts";
import { shapley } from "../market/shapley.ts";
import type { PlanEpisode } from "../model/market-plan.ts";
import { elementAt } from "../numerics/element.ts";
import { placesIn } from "./market-inputs.ts";
import { type Observer, priceIn } from "./market-observer.ts";
import { type MarketRun, placeOfMonth } from "./market-run.ts";

/** Note what the model makes of an episode: the change of each observed price in percent, and what of it each cause brought. */
export function observeEpisode(observer: Observer, id: string, episode: PlanEpisode): void {
  const { recorder } = observer;
  const { causes, observed } = episode;
  const changes = observed.map(() => new Float64Array(2 ** causes.length));
  for (let subset = 0; subset < 2 ** causes.length; subset += 1) {
    const present = causes.filter((_, cause) => ((subset >> cause) & 1) === 1);
    const found = changesWith(observer, episode, present);
    for (const [index, change] of found.entries()) (changes[index] ?? new Float64Array(1))[subset] = change;
  }
  for (const [index, bySubset] of changes.entries()) {
    recorder.note(`${id}/change/${index}`, elementAt(bySubset, bySubset.length - 1));
    recorder.note(`${id}/trend/${index}`, elementAt(bySubset, 0));
    const shares = bySubset.every(Number.isFinite)
      ? shapley(bySubset)
      : new Float64Array(causes.length).fill(Number.NaN);
    for (const [cause, name] of causes.entries()) recorder.note(`${id}/due/${index}/${name}`, elementAt(shares, cause));
    for (const blame of observer.inputs.blame.filter((one) => one.episode === episode.id)) {
      const blamed = causes.map((name, cause) => (blame.causes.includes(name) ? elementAt(shares, cause) : 0));
      const sum = blamed.reduce((before, share) => before + share, 0);
      recorder.note(`${id}/blamed/${index}/${blame.statement}`, sum);
    }
  }
}

/** The change of each observed price, in percent, when some of the causes are there. */
function changesWith(observer: Observer, episode: PlanEpisode, present: readonly string[]): number[] {
  const { inputs } = observer;
  const { plan, exposure } = inputs;
  const [from, to] = [placeOfMonth(inputs, episode.from), placeOfMonth(inputs, episode.to)];
  const run: MarketRun = {
    months: to + 1,
    restrictions: plan.restrictions
      .filter(({ id }) => present.includes(id))
      .map((restriction) => ({ restriction, later: 0 })),
    levies: plan.levies.filter(({ id }) => present.includes(id)).map((levy) => ({ levy, multiple: 1 })),
    sets: [],
  };
  const result = present.length === 0 ? observer.undisturbed(run.months) : observer.run(run);
  const names = { elements: exposure.elements.map(({ id }) => id), regions: exposure.regions.map(({ id }) => id) };
  return episode.observed.map(({ element, stage, region }) => {
    const node = marketNode(names, {
      stage: exposure.stages.findIndex(({ id }) => id === stage),
      element: names.elements.indexOf(element),
      region: placesIn(exposure)(region),
    });
    const [before, after] = [priceIn(observer, result, node, from), priceIn(observer, result, node, to)];
    return before > 0 ? (after / before - 1) * 100 : Number.NaN;
  });
}
