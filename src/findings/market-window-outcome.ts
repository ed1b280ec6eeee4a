import type { PlanRestriction, PlanWindows, ProjectSet } from "../model/market-plan.ts";
import { monthsBetween } from "../model/month.ts";
import { type Observer, priceIn } from "./market-observer.ts";
import { placeOfMonth } from "./market-run.ts";
import { gainsOf, homeOf } from "./market-scenario-outcome.ts";
import { centreOf } from "./market-watch.ts";

/** The id of no set of projects: other supply stays as it is in the base year. */
export const noProjects = "none";

/** Where the outcomes of one window stand. */
export function windowKey(id: string, set: string, year: number): string {
  return `${id}/${set}/${year}`;
}

/** Note what the same stop does when it is begun in one year or another, while other supply comes or does not. */
export function observeWindows(observer: Observer, id: string, windows: PlanWindows): void {
  const { plan } = observer.inputs;
  const restriction = plan.restrictions.find((one) => one.id === windows.restriction);
  if (restriction === undefined) return;
  const sets = windows.projects.flatMap((name) => plan.projectSets.filter((set) => set.id === name));
  for (const set of [undefined, ...sets]) observeSet(observer, id, { windows, restriction, set });
}

type WindowSet = {
  readonly windows: PlanWindows;
  readonly restriction: PlanRestriction;
  readonly set: ProjectSet | undefined;
};

function observeSet(observer: Observer, id: string, { windows, restriction, set }: WindowSet): void {
  const { inputs } = observer;
  const sets = set === undefined ? [] : [set];
  const begun = windows.years.map((year) => ({ year, ...monthsOfWindow(observer, restriction, year) }));
  const months = Math.max(0, ...begun.map(({ to }) => to)) + 1;
  const without =
    set === undefined ? observer.undisturbed(months) : observer.run({ months, restrictions: [], levies: [], sets });
  const home = homeOf(observer, restriction.binds);
  for (const { year, later, from, to } of begun) {
    const stopped = { months: to + 1, restrictions: [{ restriction, later }], levies: [], sets };
    const pair = { with: observer.run(stopped), without, from, to };
    const key = windowKey(id, set?.id ?? noProjects, year);
    for (const [element, { id: name }] of inputs.exposure.elements.entries()) {
      const node = centreOf(inputs, element)?.node ?? -1;
      let highest = Number.NEGATIVE_INFINITY;
      for (let month = from; month <= to; month += 1) {
        highest = Math.max(
          highest,
          priceIn(observer, pair.with, node, month) / priceIn(observer, without, node, month),
        );
      }
      observer.recorder.note(`${key}/highest/${name}`, highest);
    }
    const count = inputs.exposure.regions.length;
    const gains = inputs.exposure.regions.map((_, region) => gainsOf(pair, count, region));
    const own = gains[home] ?? { consumer: 0, producer: 0, levy: 0 };
    observer.recorder.note(`${key}/home`, own.consumer + own.producer + own.levy);
    observer.recorder.note(
      `${key}/buyers`,
      gains.reduce((sum, { consumer }) => sum + consumer, 0),
    );
  }
}

/** The months of a stop when it is begun in a year: its own, moved by whole years. */
function monthsOfWindow({ inputs }: Observer, { start, end = start }: PlanRestriction, year: number) {
  const later = monthsBetween(start, `${year}${start.slice(4)}`);
  const from = placeOfMonth(inputs, start) + later;
  return { later, from, to: from + monthsBetween(start, end) };
}
