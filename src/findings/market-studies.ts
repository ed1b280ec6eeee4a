import type { MarketPlan, PlanEpisode, PlanScenario, PlanWindows, RevenueCurve } from "../model/market-plan.ts";

/** One question that is put to the market; its outcomes stand under its id. */
export type MarketStudy = { readonly id: string } & (
  | { readonly kind: "scenario"; readonly scenario: PlanScenario }
  | { readonly kind: "windows"; readonly windows: PlanWindows }
  | { readonly kind: "revenue"; readonly curve: RevenueCurve }
  | { readonly kind: "episode"; readonly episode: PlanEpisode }
);

/** Every study of a plan, in its order; episodes that the model cannot run are none. */
export function listStudies(plan: MarketPlan): readonly MarketStudy[] {
  return [
    ...plan.scenarios.map((scenario) => ({ id: scenarioStudy(scenario.id), kind: "scenario", scenario }) as const),
    ...(plan.windows === undefined ? [] : [{ id: windowsStudy, kind: "windows", windows: plan.windows } as const]),
    ...plan.revenueCurves.map((curve) => ({ id: revenueStudy(curve.levy), kind: "revenue", curve }) as const),
    ...plan.episodes
      .filter(({ causes }) => causes.length > 0)
      .map((episode) => ({ id: episodeStudy(episode.id), kind: "episode", episode }) as const),
  ];
}

/** The id of the study of the windows. */
export const windowsStudy = "windows";

/** The id of a scenario's study. */
export function scenarioStudy(scenario: string): string {
  return `scenario/${scenario}`;
}

/** The id of the study of a levy's revenue. */
export function revenueStudy(levy: string): string {
  return `revenue/${levy}`;
}

/** The id of an episode's study. */
export function episodeStudy(episode: string): string {
  return `episode/${episode}`;
}
