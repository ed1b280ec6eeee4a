import type { QuestionPattern } from "./question.ts";
import type { Text } from "./text.ts";

/** A region of the exposure network. `place` is the book's code of it. */
export type ExposureRegion = {
  readonly id: string;
  readonly name: Text;
  readonly place: string;
  /** Where the map draws it, in degrees; undefined for what stands for many countries and lies nowhere. */
  readonly position: { readonly longitude: number; readonly latitude: number } | undefined;
};

/** A share of one region's supply: the product of parameters (ids), each a share of 0 to 1. */
export type SupplyShare = { readonly region: string; readonly share: readonly string[] };

/**
 * Where a region's supply of an element at one stage comes from, in contained tonnes. What `own` and `from` leave of the
 * whole comes from the region `rest`. At the first stage `own` is what the region mines; later it is what the region
 * makes out of its supply of the stage before.
 */
export type SupplyMix = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  /** The parameters (ids) whose product is the share that the region makes itself; empty: nothing. */
  readonly own: readonly string[];
  readonly from: readonly SupplyShare[];
  /** The region that stands for all that is not named. */
  readonly rest: string;
  /** Tonnes a year that the region takes at this stage, if the book has a figure (parameter ids, a product): the map's widths. */
  readonly tonnes: readonly string[];
  readonly note: Text | undefined;
  readonly line: number;
};

/** A cell of the network that the data at hand cannot fill: `gap` names the entry of `gaps.yaml` that says why. */
export type ExposureGap = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  readonly gap: string;
};

/** The network through which origins are traced: who gets what from whom, element by element. Out of `exposure.yaml`. */
export type Exposure = {
  readonly period: string;
  /** Seeded draws behind every interval. */
  readonly draws: number;
  readonly seed: number;
  readonly elements: readonly { readonly id: string; readonly name: Text; readonly commodity: string }[];
  /** In order: what leaves one stage enters the next. */
  readonly stages: readonly { readonly id: string; readonly name: Text }[];
  readonly regions: readonly ExposureRegion[];
  /** Regions whose dependence is published, in the report's order. */
  readonly importers: readonly string[];
  /** Origins that the report names; the others are summed. */
  readonly origins: readonly string[];
  readonly mixes: readonly SupplyMix[];
  readonly gaps: readonly ExposureGap[];
  /** Pooled index beside the nested one: imports, production and governance of one importer out of the book's claims. */
  readonly pooled: PooledRisk | undefined;
  /** Pairs of records of one flow, the exporter's and the importer's. */
  readonly mirrors: readonly MirrorPair[];
};

/** The question patterns of a GeoPolRisk index that is computed from claims. Parts left open are the countries. */
export type PooledRisk = {
  readonly importer: string;
  readonly period: string;
  readonly production: QuestionPattern;
  /** Imports from all origins together, and from each that is claimed as a quantity. */
  readonly imports: QuestionPattern;
  /** Where origins are claimed as shares of a commodity's imports: an origin's are the sum over commodities of mass times share. */
  readonly parts: ImportParts | undefined;
  readonly governance: QuestionPattern;
  readonly note: Text | undefined;
};

/** Imports of each commodity from all origins together, and the share of each origin in them. The commodities do not overlap. */
export type ImportParts = { readonly mass: QuestionPattern; readonly share: QuestionPattern };

/** Two records of one flow: mass or value, one indicator a side. */
export type MirrorPair = {
  readonly id: string;
  readonly title: Text;
  readonly imports: QuestionPattern;
  readonly exports: QuestionPattern;
  /** `mass` is compared as it is; `value` allows for freight and insurance by the parameter `cifFob`. */
  readonly measure: "mass" | "value";
  /** Parameter id: value cif over value fob; empty for mass. */
  readonly cifFob: string;
  /** Entry of `gaps.yaml` that says why a side is not there. */
  readonly gap: string;
};
