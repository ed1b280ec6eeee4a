import type {
  CapacityProject,
  DemandBehaviour,
  FinalDemand,
  MineBehaviour,
  PlantBehaviour,
} from "../model/market-plan.ts";
import { type CellEntry, type Cells, fillList } from "./market-plan-cells.ts";
import { type MarketDesk, namesAt, productAt } from "./market-plan-keys.ts";
import { readMap, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Who answers to prices: demand and projects of the plan; undefined where they are at fault. */
export type Answering =
  | { readonly finalDemand: readonly FinalDemand[]; readonly projects: readonly CapacityProject[] }
  | undefined;

/** Read how mines, plants and buyers answer to prices: all that are there in the base year, or come with a project. */
export function readBehaviours(
  map: YamlMap,
  who: Answering,
  desk: MarketDesk,
): { mines: MineBehaviour[]; plants: PlantBehaviour[]; demand: DemandBehaviour[] } {
  const makers = makersOf(who, desk);
  const first = desk.network?.stages[0];
  const mines = makers?.filter(([stage]) => stage === first).map(([, region = ""]) => [region]);
  const plants = makers?.filter(([stage]) => stage !== first);
  const buyers = who?.finalDemand.flatMap(({ element, shares, rest }) =>
    [...shares.map(({ region }) => region), rest].map((region) => [element, region]),
  );
  return {
    mines: fillList(map, "mines", mines, (item) => readMaker(item, [], desk)).map(
      ({ parts: [region = ""], value }) => ({ region, ...value }),
    ),
    plants: fillList(map, "plants", plants, (item) => readMaker(item, ["stages"], desk)).map(
      ({ parts: [stage = "", region = ""], value }) => ({ stage, region, ...value }),
    ),
    demand: fillList(map, "demand", buyers, (item) => readBuyer(item, desk)).map(
      ({ parts: [element = "", region = ""], value }) => ({ element, region, ...value }),
    ),
  };
}

/** Stage and region of every mine and plant, in the order of the network. */
function makersOf(who: Answering, { network }: MarketDesk): Cells {
  if (network === undefined || who === undefined) return undefined;
  const { stages, regions, elements, makes } = network;
  const isPlanned = (stage: string, region: string) =>
    who.projects.some((project) => project.region === region && project.stages.includes(stage));
  return stages.flatMap((stage) =>
    regions
      .filter((region) => isPlanned(stage, region) || elements.some((element) => makes(element, stage, region)))
      .map((region) => [stage, region]),
  );
}

/** A mine, or a plant where the stages are named. */
function readMaker(
  item: YamlNode,
  stages: readonly "stages"[],
  desk: MarketDesk,
): CellEntry<Pick<MineBehaviour, "elasticity" | "headroom">> {
  const required = [...stages, "regions", "elasticity", "headroom"];
  const map = readMap(item, { required, optional: [] }, desk.reading);
  const value = {
    elasticity: productAt(map, "elasticity", "number", desk),
    headroom: productAt(map, "headroom", "number", desk, 1),
  };
  const staged = stages.map((key) => namesAt(map, key, "STAGE_UNKNOWN", desk));
  return { parts: [...staged, namesAt(map, "regions", "REGION_UNKNOWN", desk)], value, line: map.line };
}

function readBuyer(item: YamlNode, desk: MarketDesk): CellEntry<Omit<DemandBehaviour, "element" | "region">> {
  const required = ["elements", "regions", "short", "shortMonths", "long", "choke"];
  const map = readMap(item, { required, optional: [] }, desk.reading);
  const value = {
    short: productAt(map, "short", "number", desk),
    shortMonths: productAt(map, "shortMonths", "time", desk),
    long: productAt(map, "long", "number", desk),
    choke: productAt(map, "choke", "number", desk, 1),
  };
  const parts = [namesAt(map, "elements", "ELEMENT_UNKNOWN", desk), namesAt(map, "regions", "REGION_UNKNOWN", desk)];
  return { parts, value, line: map.line };
}
