import type { StockPolicy } from "../model/market-plan.ts";
import { type MarketDesk, nameAt, namesAt, productAt } from "./market-plan-keys.ts";
import { tell } from "./reading.ts";
import { itemsUnder, readMap, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const policy = ["cover", "reserve", "release", "releaseFrom", "refill", "refillBelow"];

/** Read the stocks and the policies by which they are released and filled: one for each element. */
export function readStocks(map: YamlMap, desk: MarketDesk): StockPolicy[] {
  const lines = new Map<string, number>();
  return itemsUnder(map, "stocks").flatMap((item) => readStock(item, lines, desk));
}

/** `lines` has the line of each stock that is read already. */
function readStock(item: YamlNode, lines: Map<string, number>, desk: MarketDesk): StockPolicy[] {
  const { reading, network } = desk;
  const map = readMap(item, { required: ["elements", "stage", "region", ...policy], optional: [] }, reading);
  const elements = namesAt(map, "elements", "ELEMENT_UNKNOWN", desk).ids;
  const stage = nameAt(map, "stage", "STAGE_UNKNOWN", desk);
  const region = nameAt(map, "region", "REGION_UNKNOWN", desk);
  const stock = {
    stage,
    region,
    cover: productAt(map, "cover", "time", desk),
    reserve: productAt(map, "reserve", "time", desk),
    release: productAt(map, "release", "share", desk),
    releaseFrom: productAt(map, "releaseFrom", "number", desk),
    refill: productAt(map, "refill", "share", desk),
    refillBelow: productAt(map, "refillBelow", "number", desk),
    line: map.line,
  };
  const isCell = network?.stages.includes(stage) === true && network.regions.includes(region);
  return elements.map((element) => {
    const found = `a stock for ${element} at ${stage} of ${region}`;
    const first = lines.get(found);
    lines.set(found, first ?? map.line);
    if (first !== undefined) {
      const details = { found, expected: "one stock", first: `${reading.file}:${first}` };
      tell(reading, map.line, "MARKET_PART_DUPLICATE", details);
    } else if (isCell && network?.elements.includes(element) && !network.hasSupply(element, stage, region)) {
      const expected = "a good that the region has a supply of in exposure.yaml";
      tell(reading, map.line, "MARKET_PART_UNKNOWN", { found, expected });
    }
    return { element, ...stock };
  });
}
