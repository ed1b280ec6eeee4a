import type { Desk } from "../../src/findings/desk.ts";
import { openDesk } from "../../src/findings/desk.ts";
import type { Claim } from "../../src/model/claim.ts";
import type { Exposure, SupplyMix } from "../../src/model/exposure.ts";
import type { Gap } from "../../src/model/gap.ts";
import type { MarketPlan, PlanRestriction } from "../../src/model/market-plan.ts";
import type { AssumedDistribution } from "../../src/model/parameter.ts";
import { assumed, makeDesk, mix, network } from "./exposure-book.ts";

/** Figures of the small market, all assumed; a test changes those that it asks after. */
const figures: Readonly<Record<string, readonly [unit: string, drawn: AssumedDistribution | number]>> = {
  half: ["1", 0.5],
  whole: ["1", 1],
  none: ["1", 0],
  hill: ["1", { kind: "uniform", low: 0.5, high: 0.7 }],
  used: ["t/year", { kind: "uniform", low: 1100, high: 1300 }],
  kept: ["percent", 80],
  price: ["USD/kg", { kind: "uniform", low: 90, high: 110 }],
  margin: ["times", 1.5],
  freight: ["percent", 2],
  steep: ["1", 0.1],
  mines: ["1", { kind: "uniform", low: 0.2, high: 0.4 }],
  plants: ["1", 1],
  room: ["times", 1.3],
  short: ["1", { kind: "uniform", low: 0.15, high: 0.25 }],
  long: ["1", 0.6],
  year: ["year", 1],
  choke: ["times", 20],
  growth: ["percent", 0],
  cost: ["1", 0.1],
  cover: ["day", 60],
  reserve: ["day", 10],
  release: ["1", 0.5],
  from: ["times", 1.05],
  refill: ["1", 0.2],
  below: ["times", 1],
  opened: ["t/year", 300],
  likely: ["1", 0.5],
  late: ["month", 6],
  ramp: ["month", 4],
  rate: ["USD/kg", 5],
  share: ["percent", 10],
  content: ["1", 0.5],
};

/** Two elements out of one hill: the plant makes oxide of ore, and the shore and the plant use it. */
function mixes(element: string): SupplyMix[] {
  const of = (one: SupplyMix): SupplyMix => ({ ...one, element });
  return [
    of(mix("ore", "plant", "", { hill: "hill" })),
    of(mix("oxide", "plant", "whole", {})),
    of(mix("oxide", "shore", "", { plant: "whole" })),
  ];
}

/** The network of the small market. */
export const exposure: Exposure = network([...mixes("E"), ...mixes("F")], {
  elements: [
    { id: "E", name: { en: "Element", my: "ဒြပ်စင်" }, commodity: "varite" },
    { id: "F", name: { en: "Felement" }, commodity: "varite" },
  ],
});

/** What the hill may do: stop the ore for three months. */
export const stop: PlanRestriction = {
  id: "stop",
  title: { en: "The hill stops" },
  actor: { en: "the hill" },
  binds: { kind: "routes", elements: ["E", "F"], stages: ["ore"], from: "hill", to: ["plant"] },
  kind: "ban",
  size: ["whole"],
  delay: [],
  leakage: ["none"],
  start: "2024-07",
  end: "2024-09",
  evidence: [],
  assumption: { en: "a test" },
  line: 1,
};

const behaviour = { elasticity: ["mines"], headroom: ["room"] };

/** The small market with all that a plan can have. */
export const plan: MarketPlan = {
  currency: "USD",
  startMonth: "2024-01",
  months: 48,
  draws: 30,
  seed: 5,
  reportDraws: 20,
  finalDemand: ["E", "F"].map((element) => ({
    element,
    tonnes: ["used"],
    stage: "oxide",
    shares: [{ region: "shore", share: ["half"] }],
    rest: "plant",
    line: 1,
  })),
  steps: [{ stage: "oxide", counts: "kept", share: ["kept"], margin: ["margin"] }],
  prices: ["E", "F"].map((element) => ({ element, stage: "oxide", region: "plant", price: ["price"], line: 1 })),
  freight: ["ore", "oxide"].map((stage) => ({ stage, share: ["freight"], steepness: ["steep"] })),
  mines: ["hill", "rest", "shore"].map((region) => ({ region, ...behaviour })),
  plants: ["plant", "shore"].map((region) => ({
    stage: "oxide",
    region,
    elasticity: ["plants"],
    headroom: ["room"],
  })),
  demand: ["E", "F"].flatMap((element) =>
    ["plant", "shore"].map((region) => ({
      element,
      region,
      short: ["short"],
      shortMonths: ["year"],
      long: ["long"],
      choke: ["choke"],
    })),
  ),
  growth: ["E", "F"].map((element) => ({ element, perYear: ["growth"] })),
  routes: [{ elements: ["E", "F"], stage: "ore", from: "hill", to: "shore", cost: ["cost"], line: 1 }],
  stocks: [
    {
      element: "E",
      stage: "ore",
      region: "plant",
      cover: ["cover"],
      reserve: ["reserve"],
      release: ["release"],
      releaseFrom: ["from"],
      refill: ["refill"],
      refillBelow: ["below"],
      line: 1,
    },
  ],
  projects: [
    {
      id: "shore-plant",
      title: { en: "A mine and a plant on the shore" },
      place: "",
      region: "shore",
      stages: ["ore", "oxide"],
      tonnes: [
        { element: "E", tonnes: ["opened"] },
        { element: "F", tonnes: ["opened"] },
      ],
      probability: ["likely"],
      start: "2025-01",
      delay: ["late"],
      ramp: ["ramp"],
      cost: ["half"],
      evidence: [],
      assumption: { en: "a test" },
      note: undefined,
      line: 1,
    },
  ],
  projectSets: [{ id: "announced", title: { en: "as announced" }, projects: ["shore-plant"], late: [] }],
  levies: [
    {
      id: "levy",
      title: { en: "A levy of the hill" },
      elements: ["E", "F"],
      stages: ["ore"],
      from: "hill",
      to: ["plant", "shore"],
      basis: "contained",
      rate: ["rate"],
      content: [],
      start: "2024-04",
      end: undefined,
      evidence: [],
      assumption: { en: "a test" },
      line: 1,
    },
  ],
  restrictions: [
    stop,
    {
      ...stop,
      id: "papers",
      title: { en: "The plant asks for papers" },
      actor: { en: "the plant" },
      binds: { kind: "routes", elements: ["E"], stages: ["oxide"], from: "plant", to: ["shore"] },
      kind: "licence-delay",
      size: ["half"],
      delay: ["late"],
      start: "2024-06",
      end: undefined,
    },
  ],
  scenarios: [
    {
      id: "stopped",
      title: { en: "The hill stops for three months", my: "တောင် ရပ်ဆိုင်းသည်" },
      restrictions: ["stop"],
      levies: [],
      projects: [],
      against: undefined,
      shown: { start: "2024-06", end: "2025-05" },
      note: { en: "A test." },
      line: 1,
    },
    {
      id: "levied",
      title: { en: "The hill levies" },
      restrictions: [],
      levies: ["levy"],
      projects: ["announced"],
      against: undefined,
      shown: { start: "2024-04", end: "2025-12" },
      note: undefined,
      line: 1,
    },
  ],
  windows: { restriction: "stop", years: [2024, 2026], projects: ["announced"], note: undefined, line: 1 },
  revenueCurves: [{ levy: "levy", scenario: "levied", multiples: [0, 1, 4, 16] }],
  episodes: [
    {
      id: "summer",
      title: { en: "The summer of 2024" },
      from: "2024-05",
      to: "2024-08",
      observed: [
        {
          element: "E",
          stage: "oxide",
          region: "plant",
          measured: {
            kind: "pair",
            before: { indicator: "output", place: "plant", periods: ["2024-05"] },
            after: { indicator: "output", place: "plant", periods: ["2024-08"] },
          },
          note: undefined,
          line: 1,
        },
        {
          element: "E",
          stage: "oxide",
          region: "shore",
          measured: { kind: "change", change: { indicator: "share", place: "shore", periods: ["2024-08"] } },
          note: undefined,
          line: 1,
        },
      ],
      causes: ["stop", "papers"],
      statements: [],
      gap: "",
      note: undefined,
      line: 1,
    },
  ],
};

/** A desk with the small market; parameters, the plan, claims and gaps as a test has them. */
export function marketDesk(
  changes: {
    readonly plan?: Partial<MarketPlan>;
    readonly figures?: Readonly<Record<string, AssumedDistribution | number>>;
    readonly claims?: readonly Claim[];
    readonly gaps?: readonly Gap[];
  } = {},
): Desk {
  const parameters = Object.entries(figures).map(([id, [unit, drawn]]) =>
    assumed(id, changes.figures?.[id] ?? drawn, unit),
  );
  const { claims = [], gaps = [] } = changes;
  const { book } = makeDesk({ parameters, exposure, claims, gaps });
  return openDesk({ ...book, market: { ...plan, ...changes.plan } });
}
