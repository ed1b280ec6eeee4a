import type { QuestionPattern } from "./question.ts";
import type { Text } from "./text.ts";

/** Parameters (ids of `parameters.yaml`) whose product is taken. */
export type ParameterProduct = readonly string[];

/** What a region takes of one element at the last stage: a share of the world's. */
export type DemandShare = { readonly region: string; readonly share: ParameterProduct };

/** What the whole world takes of one element at the last stage in the base year, and who takes it. */
export type FinalDemand = {
  readonly element: string;
  /** Contained tonnes a year of all regions together at `stage`: what is left of them after the later stages is the demand. */
  readonly tonnes: ParameterProduct;
  readonly stage: string;
  readonly shares: readonly DemandShare[];
  /** The region that takes what the shares leave of the whole. */
  readonly rest: string;
  readonly line: number;
};

/** From the stage before to this one; every stage but the first has one. */
export type StageStep = {
  readonly stage: string;
  /** Whether `share` is the share of the contained tonnes that is kept or the one that is lost. */
  readonly counts: "kept" | "lost";
  readonly share: ParameterProduct;
  /** Value of what comes out over the value of what goes in, at base prices; 1 or more. */
  readonly margin: ParameterProduct;
};

/**
 * The known price of an element in the base year, in the plan's currency per mass of contained element. One an element: prices at
 * the other stages follow by yield and margin (price out = price in / yield x margin), those in other regions by freight.
 */
export type BasePrice = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  readonly price: ParameterProduct;
  readonly line: number;
};

/** What a route costs; every stage has one. */
export type StageFreight = {
  readonly stage: string;
  /** Share of the base price at the origin. */
  readonly share: ParameterProduct;
  /** How much the cost of the next tonne rises, as a share of the base price, when the flow doubles: how loosely buyers change sellers. */
  readonly steepness: ParameterProduct;
};

/** How a region's mine answers to its revenue. Every region that mines has one, also one that mines only through a project. */
export type MineBehaviour = {
  readonly region: string;
  readonly elasticity: ParameterProduct;
  /** Capacity over the base year's output; 1 or more. */
  readonly headroom: ParameterProduct;
};

/** How the plants of a stage in a region answer to their margin. Every pair with plants has one, also one that only a project gives plants. */
export type PlantBehaviour = MineBehaviour & { readonly stage: string };

/** How buyers at the last stage answer to the price. Every element and region with final demand has one. */
export type DemandBehaviour = {
  readonly element: string;
  readonly region: string;
  /** Positive: percent bought less for one percent dearer, after the time `shortMonths`, and in the end. */
  readonly short: ParameterProduct;
  readonly shortMonths: ParameterProduct;
  readonly long: ParameterProduct;
  /** Price over the base price above which nothing is bought. */
  readonly choke: ParameterProduct;
};

/** Growth of final demand, a share a year. Every element has one. */
export type DemandGrowth = { readonly element: string; readonly perYear: ParameterProduct };

/** A way on which nothing goes in the base year, but something could. */
export type PossibleRoute = {
  readonly elements: readonly string[];
  readonly stage: string;
  readonly from: string;
  readonly to: string;
  /** Share of the base price at the origin. */
  readonly cost: ParameterProduct;
  readonly line: number;
};

/** A stock of one good in one region and the policy by which it is released and filled. Days are days of the base year's use there. */
export type StockPolicy = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  /** Days held in the base year and aimed at. */
  readonly cover: ParameterProduct;
  /** Days that are never released. */
  readonly reserve: ParameterProduct;
  /** Share of what is above the reserve that is released in a month at most. */
  readonly release: ParameterProduct;
  /** Price over the base price from which it is released. */
  readonly releaseFrom: ParameterProduct;
  /** Share of what is lacking that is filled in a month at most. */
  readonly refill: ParameterProduct;
  /** Price over the base price below which it is filled. */
  readonly refillBelow: ParameterProduct;
  readonly line: number;
};

/** What stands behind an entry: claims of the book, or else the words that mark it as an assumption. */
export type PlanGround = { readonly evidence: readonly string[]; readonly assumption: Text | undefined };

/** New capacity that is announced or imagined. */
export type CapacityProject = PlanGround & {
  readonly id: string;
  readonly title: Text;
  /** A place of the book; empty where it names none. */
  readonly place: string;
  readonly region: string;
  /** Stages in order, without a hole: the first stage is a mine, the others are plants. Tonnes are of the last. */
  readonly stages: readonly string[];
  /** Contained tonnes a year when it runs in full, by element. */
  readonly tonnes: readonly { readonly element: string; readonly tonnes: ParameterProduct }[];
  /** Probability that it comes at all. */
  readonly probability: ParameterProduct;
  /** Announced month, `YYYY-MM`. */
  readonly start: string;
  /** Time that it comes later than announced. */
  readonly delay: ParameterProduct;
  /** Time from the start to full output. */
  readonly ramp: ParameterProduct;
  /** What it costs to run, as a share of its revenue less its inputs, at base prices. */
  readonly cost: ParameterProduct;
  readonly note: Text | undefined;
  readonly line: number;
};

/** Projects that come together in a scenario, `late` after the delay of each; an empty product is no further delay. */
export type ProjectSet = {
  readonly id: string;
  readonly title: Text;
  readonly projects: readonly string[];
  readonly late: ParameterProduct;
};

/** The goods and ways that a restriction or a levy binds: those routes of these elements at these stages that there are. */
export type BoundRoutes = {
  readonly elements: readonly string[];
  readonly stages: readonly string[];
  readonly from: string;
  /** Destinations. `all` is resolved to those that there is a route to, base flows and possible routes alike. */
  readonly to: readonly string[];
};

/** Months `YYYY-MM`, both included; without an end it lasts. */
export type MonthSpan = { readonly start: string; readonly end: string | undefined };

/** A levy on what leaves a region. */
export type PlanLevy = MonthSpan &
  PlanGround &
  BoundRoutes & {
    readonly id: string;
    readonly title: Text;
    /** `value`: a share of the price at the origin; `contained`: money per mass of contained element; `gross`: money per mass as weighed. */
    readonly basis: "value" | "contained" | "gross";
    readonly rate: ParameterProduct;
    /** Mass of all traced elements together in one mass as weighed; only with the basis `gross`, else empty. */
    readonly content: ParameterProduct;
    readonly line: number;
  };

/** The kinds of restriction, in the words of the method. */
export type RestrictionKind = "ban" | "quota" | "licence-delay" | "tax" | "levy";

/** What an actor holds back, and from when to when. */
export type PlanRestriction = MonthSpan &
  PlanGround & {
    readonly id: string;
    readonly title: Text;
    readonly actor: Text;
    /** Routes, or the whole output of a region's mine. */
    readonly binds: ({ readonly kind: "routes" } & BoundRoutes) | { readonly kind: "mine"; readonly region: string };
    readonly kind: RestrictionKind;
    /**
     * `ban`: share stopped; `quota`: share of the base flow allowed; `licence-delay`: nothing passes until the delay is over, then this share
     * of the base flow; `tax`: share of the price at the origin; `levy`: money per mass of contained element.
     */
    readonly size: ParameterProduct;
    /** Time until licences are given; only for `licence-delay`, else empty. */
    readonly delay: ParameterProduct;
    /** Share of what is stopped that goes all the same. */
    readonly leakage: ParameterProduct;
    readonly line: number;
  };

/** What is run against the undisturbed market or another scenario: restrictions, levies and sets of projects, by their ids. At least one of them. */
export type PlanScenario = {
  readonly id: string;
  readonly title: Text;
  readonly restrictions: readonly string[];
  readonly levies: readonly string[];
  readonly projects: readonly string[];
  /** The scenario that it stands against; undefined: the undisturbed market. */
  readonly against: string | undefined;
  /** Months whose results are shown, `YYYY-MM`, both included. */
  readonly shown: { readonly start: string; readonly end: string };
  readonly note: Text | undefined;
  readonly line: number;
};

/** One stop begun in each of several years: the restriction's own months, moved by whole years. */
export type PlanWindows = {
  readonly restriction: string;
  readonly years: readonly number[];
  /** Sets of projects that come meanwhile; each is a window of its own, beside the one without any. */
  readonly projects: readonly string[];
  readonly note: Text | undefined;
  readonly line: number;
};

/** A levy's revenue at multiples of its rate, within a scenario that has the levy. */
export type RevenueCurve = { readonly levy: string; readonly scenario: string; readonly multiples: readonly number[] };

/** An observed rise: two questions on one indicator, or one on a change (percent) or multiple (times). */
export type ObservedPrice = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  readonly measured:
    | { readonly kind: "pair"; readonly before: QuestionPattern; readonly after: QuestionPattern }
    | { readonly kind: "change"; readonly change: QuestionPattern };
  readonly note: Text | undefined;
  readonly line: number;
};

/** An episode whose outcome is known, to test the model on. */
export type PlanEpisode = {
  readonly id: string;
  readonly title: Text;
  /** Months of the model, `YYYY-MM`, both included: the price of `to` over that of `from` stands against what was observed. */
  readonly from: string;
  readonly to: string;
  readonly observed: readonly ObservedPrice[];
  /** Restrictions and levies by id, to which the rise is attributed; 12 at most. None where the model cannot run the episode. */
  readonly causes: readonly string[];
  /** Causal statements (ids) that the attribution bears on. */
  readonly statements: readonly string[];
  /** Entry of `gaps.yaml` on what the model lacks for it; empty where it lacks nothing. Needed where there are no causes. */
  readonly gap: string;
  readonly note: Text | undefined;
  readonly line: number;
};

/**
 * The market of the book over months: what the exposure network does not say. Out of `market.yaml`. Elements, stages, regions and base
 * flows are those of `exposure.yaml`; lists under `all` are already resolved.
 */
export type MarketPlan = {
  /** ISO code of the one currency that the model counts in. */
  readonly currency: string;
  /** First month of the model, `YYYY-MM`. */
  readonly startMonth: string;
  readonly months: number;
  readonly draws: number;
  readonly seed: number;
  /** Draws that a report makes itself where the book keeps no run of its present state; undefined: none. */
  readonly reportDraws: number | undefined;
  readonly finalDemand: readonly FinalDemand[];
  readonly steps: readonly StageStep[];
  readonly prices: readonly BasePrice[];
  readonly freight: readonly StageFreight[];
  readonly mines: readonly MineBehaviour[];
  readonly plants: readonly PlantBehaviour[];
  readonly demand: readonly DemandBehaviour[];
  readonly growth: readonly DemandGrowth[];
  readonly routes: readonly PossibleRoute[];
  readonly stocks: readonly StockPolicy[];
  readonly projects: readonly CapacityProject[];
  readonly projectSets: readonly ProjectSet[];
  readonly levies: readonly PlanLevy[];
  readonly restrictions: readonly PlanRestriction[];
  readonly scenarios: readonly PlanScenario[];
  readonly windows: PlanWindows | undefined;
  readonly revenueCurves: readonly RevenueCurve[];
  readonly episodes: readonly PlanEpisode[];
};
