import type { Finding } from "../model/finding.ts";
import type { PlanWindows } from "../model/market-plan.ts";
import type { Text } from "../model/text.ts";
import { type MarketContext, namesOf, simulated } from "./market-finding.ts";
import { marketLabels } from "./market-labels.ts";
import { windowsStudy } from "./market-studies.ts";
import { noProjects, windowKey } from "./market-window-outcome.ts";

/** What the same stop does when it is begun in one year. */
export type WindowFindings = {
  readonly year: number;
  readonly highest: readonly { readonly element: string; readonly finding: Finding }[];
  readonly home: Finding;
  readonly buyers: Finding;
};

/** How long leverage lasts: a stop begun in one year after another, without other supply and with each set of it. */
export type LeverageFindings = {
  readonly windows: PlanWindows;
  readonly restriction: Text;
  readonly home: string;
  readonly sets: readonly { readonly id: string; readonly title: Text; readonly years: readonly WindowFindings[] }[];
};

/** Findings of the windows; undefined where the plan has none. */
export function findLeverage(context: MarketContext): LeverageFindings | undefined {
  const { windows, restrictions, projectSets } = context.plan;
  const restriction = restrictions.find(({ id }) => id === windows?.restriction);
  if (windows === undefined || restriction === undefined) return undefined;
  const { binds } = restriction;
  const home = binds.kind === "routes" ? binds.from : binds.region;
  const named = windows.projects.flatMap((id) => projectSets.filter((set) => set.id === id));
  const sets = [{ id: noProjects, title: marketLabels.noProjects }, ...named];
  return {
    windows,
    restriction: restriction.title,
    home,
    sets: sets.map(({ id, title }) => ({
      id,
      title,
      years: windows.years.map((year) =>
        findWindow(context, { restriction: restriction.title, home, id, title, year }),
      ),
    })),
  };
}

function findWindow(
  context: MarketContext,
  window: {
    readonly restriction: Text;
    readonly home: string;
    readonly id: string;
    readonly title: Text;
    readonly year: number;
  },
): WindowFindings {
  const { year } = window;
  const words = namesOf(context);
  const key = windowKey(windowsStudy, window.id, year);
  const names = {
    restriction: window.restriction,
    set: window.title,
    year: String(year),
    region: words.region(window.home),
  };
  const period = String(year);
  const money = { names, period, unit: `million ${context.plan.currency}` };
  return {
    year,
    highest: context.exposure.elements.map(({ id: element, name }) => ({
      element,
      finding: simulated(context, {
        key: `${key}/highest/${element}`,
        label: "windowHighest",
        names: { ...names, element: name },
        period,
        unit: "times",
      }),
    })),
    home: simulated(context, { key: `${key}/home`, label: "windowHome", ...money }),
    buyers: simulated(context, { key: `${key}/buyers`, label: "windowBuyers", ...money }),
  };
}
