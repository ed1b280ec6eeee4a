import type {
  BasePrice,
  DemandGrowth,
  DemandShare,
  FinalDemand,
  ParameterProduct,
  StageFreight,
  StageStep,
} from "../model/market-plan.ts";
import { type CellEntry, cellsOf, fillList } from "./market-plan-cells.ts";
import { type MarketDesk, nameAt, namesAt, productAt } from "./market-plan-keys.ts";
import { tell } from "./reading.ts";
import { declareOnce, type Ids } from "./registers.ts";
import { itemsUnder, lineUnder, readMap, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** What the base year is made of beside the network, and how demand grows. */
export type MarketBase = {
  readonly finalDemand: FinalDemand[];
  readonly prices: BasePrice[];
  readonly steps: StageStep[];
  readonly freight: StageFreight[];
  readonly growth: DemandGrowth[];
};

/** Read what the base year is made of: one entry for each element or stage. */
export function readMarketBase(map: YamlMap, desk: MarketDesk): MarketBase {
  const [elements, stages] = [cellsOf(desk.network?.elements), cellsOf(desk.network?.stages)];
  const valuesOf = <Value>(filled: readonly { readonly value: Value }[]) => filled.map(({ value }) => value);
  return {
    finalDemand: valuesOf(fillList(map, "finalDemand", elements, (item) => readFinalDemand(item, desk))),
    prices: valuesOf(fillList(map, "prices", elements, (item) => readPrice(item, desk))),
    steps: valuesOf(fillList(map, "steps", stages?.slice(1), (item) => readStep(item, desk))),
    freight: valuesOf(fillList(map, "freight", stages, (item) => readFreight(item, desk))),
    growth: fillList(map, "growth", elements, (item) => readGrowth(item, desk)).map(
      ({ parts: [element = ""], value }) => ({ element, perYear: value }),
    ),
  };
}

function readFinalDemand(item: YamlNode, desk: MarketDesk): CellEntry<FinalDemand> {
  const { reading } = desk;
  const map = readMap(item, { required: ["element", "stage", "tonnes", "rest"], optional: ["shares"] }, reading);
  const element = nameAt(map, "element", "ELEMENT_UNKNOWN", desk);
  const buyers: Ids = new Map();
  const shares = itemsUnder(map, "shares").map((node): DemandShare => {
    const entry = readMap(node, { required: ["region", "share"], optional: [] }, reading);
    const region = buyerAt(entry, "region", element, { buyers, desk });
    return { region, share: productAt(entry, "share", "share", desk) };
  });
  const value = {
    element,
    tonnes: productAt(map, "tonnes", "yearly-mass", desk),
    stage: nameAt(map, "stage", "STAGE_UNKNOWN", desk),
    shares,
    rest: buyerAt(map, "rest", element, { buyers, desk }),
    line: map.line,
  };
  return { parts: [{ ids: [element], isAll: false }], value, line: map.line };
}

/** A region that takes an element at the last stage, each once: it must have a supply of it there. */
function buyerAt(
  map: YamlMap,
  key: string,
  element: string,
  { buyers, desk }: { readonly buyers: Ids; readonly desk: MarketDesk },
): string {
  const { network, reading } = desk;
  const region = nameAt(map, key, "REGION_UNKNOWN", desk);
  const line = lineUnder(map, key);
  if (region !== "") declareOnce(buyers, region, reading, line);
  const last = network?.stages.at(-1);
  const isCell = network?.regions.includes(region) === true && network.elements.includes(element);
  if (isCell && last !== undefined && !network.hasSupply(element, last, region)) {
    const found = `a demand for ${element} of ${region}`;
    tell(reading, line, "MARKET_DEMAND_UNSUPPLIED", { found, expected: `a mix of its ${last} in exposure.yaml` });
  }
  return region;
}

function readPrice(item: YamlNode, desk: MarketDesk): CellEntry<BasePrice> {
  const { reading, currency } = desk;
  const map = readMap(item, { required: ["element", "stage", "region", "price"], optional: [] }, reading);
  const value = {
    element: nameAt(map, "element", "ELEMENT_UNKNOWN", desk),
    stage: nameAt(map, "stage", "STAGE_UNKNOWN", desk),
    region: nameAt(map, "region", "REGION_UNKNOWN", desk),
    price: productAt(map, "price", { currency }, desk),
    line: map.line,
  };
  return { parts: [{ ids: [value.element], isAll: false }], value, line: map.line };
}

function readStep(item: YamlNode, desk: MarketDesk): CellEntry<StageStep> {
  const { reading } = desk;
  const isLost = item.kind === "map" && item.entries.has("lost") && !item.entries.has("kept");
  const counts = isLost ? "lost" : "kept";
  const map = readMap(item, { required: ["stage", counts, "margin"], optional: [] }, reading);
  const value: StageStep = {
    stage: nameAt(map, "stage", "STAGE_UNKNOWN", desk),
    counts,
    share: productAt(map, counts, "share", desk),
    margin: productAt(map, "margin", "number", desk, 1),
  };
  return { parts: [{ ids: [value.stage], isAll: false }], value, line: map.line };
}

function readFreight(item: YamlNode, desk: MarketDesk): CellEntry<StageFreight> {
  const map = readMap(item, { required: ["stage", "share", "steepness"], optional: [] }, desk.reading);
  const value = {
    stage: nameAt(map, "stage", "STAGE_UNKNOWN", desk),
    share: productAt(map, "share", "share", desk),
    steepness: productAt(map, "steepness", "share", desk),
  };
  return { parts: [{ ids: [value.stage], isAll: false }], value, line: map.line };
}

function readGrowth(item: YamlNode, desk: MarketDesk): CellEntry<ParameterProduct> {
  const map = readMap(item, { required: ["elements", "perYear"], optional: [] }, desk.reading);
  const parts = [namesAt(map, "elements", "ELEMENT_UNKNOWN", desk)];
  return { parts, value: productAt(map, "perYear", "share", desk), line: map.line };
}
