import type { BoundRoutes, PossibleRoute } from "../model/market-plan.ts";
import { type MarketDesk, nameAt, namesAt, productAt } from "./market-plan-keys.ts";
import { tell } from "./reading.ts";
import { itemsUnder, lineUnder, readMap, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Whether an element can go from one region to another at a stage. Undefined where that is not known, for a list is at fault. */
export type Ways = ((element: string, stage: string, from: string, to: string) => boolean) | undefined;

/** Read the ways on which nothing goes in the base year, but something could; and what ways there are then. */
export function readPossibleRoutes(map: YamlMap, desk: MarketDesk): { routes: PossibleRoute[]; ways: Ways } {
  const { network, reading } = desk;
  const before = reading.faults.length;
  const places = new Map<string, string>();
  const routes = itemsUnder(map, "routes").map((item) => readRoute(item, places, desk));
  if (network === undefined || reading.faults.length > before) return { routes, ways: undefined };
  return { routes, ways: (...way) => network.hasFlow(...way) || places.has(keyOf(...way)) };
}

/** `places` has where each way stands that is read already. */
function readRoute(item: YamlNode, places: Map<string, string>, desk: MarketDesk): PossibleRoute {
  const { reading, network } = desk;
  const map = readMap(item, { required: ["elements", "stage", "from", "to", "cost"], optional: [] }, reading);
  const named = namesAt(map, "elements", "ELEMENT_UNKNOWN", desk);
  const stage = nameAt(map, "stage", "STAGE_UNKNOWN", desk);
  const [from, to] = [nameAt(map, "from", "REGION_UNKNOWN", desk), nameAt(map, "to", "REGION_UNKNOWN", desk)];
  const line = lineUnder(map, "to");
  if (from !== "" && from === to) {
    tell(reading, line, "REGION_SUPPLIES_ITSELF", { found: from, expected: "two regions" });
  }
  const placeOf = (element: string) =>
    network?.hasFlow(element, stage, from, to) ? "exposure.yaml" : places.get(keyOf(element, stage, from, to));
  // `all` means those that do not go there yet.
  const isNew = (element: string) => !network?.hasFlow(element, stage, from, to);
  const elements = named.isAll ? named.ids.filter(isNew) : named.ids;
  const twice = elements.length === 0 ? named.ids : elements.filter((element) => placeOf(element) !== undefined);
  const [first] = twice;
  if (first !== undefined) {
    const found = `a route for ${twice.join(", ")} at ${stage} from ${from} to ${to}`;
    const details = { found, expected: "a way on which nothing goes yet", first: placeOf(first) ?? "" };
    tell(reading, map.line, "MARKET_PART_DUPLICATE", details);
  }
  for (const element of elements) places.set(keyOf(element, stage, from, to), `${reading.file}:${map.line}`);
  return { elements, stage, from, to, cost: productAt(map, "cost", "number", desk), line: map.line };
}

function keyOf(element: string, stage: string, from: string, to: string): string {
  return `${element} ${stage} ${from} to ${to}`;
}

/** The keys of `boundRoutes`. */
export const boundKeys = { required: ["stages", "from"], optional: ["elements", "to"] } as const;

/** Which routes a restriction or a levy binds; a name among them without any route is told. */
export function boundRoutes(map: YamlMap, desk: MarketDesk, ways: Ways): BoundRoutes {
  const { reading, network } = desk;
  const before = reading.faults.length;
  const elements = namesAt(map, "elements", "ELEMENT_UNKNOWN", desk);
  const stages = namesAt(map, "stages", "STAGE_UNKNOWN", desk);
  const to = namesAt(map, "to", "REGION_UNKNOWN", desk);
  const from = nameAt(map, "from", "REGION_UNKNOWN", desk);
  const bound = { elements: elements.ids, stages: stages.ids, from, to: to.ids };
  if (network === undefined || ways === undefined || reading.faults.length > before || from === "") return bound;
  const isWay = (only: { element?: string; stage?: string; to?: string }) =>
    bound.elements.some((element) =>
      bound.stages.some((stage) =>
        bound.to.some((one) => ways(only.element ?? element, only.stage ?? stage, from, only.to ?? one)),
      ),
    );
  const named = [
    ...(to.isAll ? [] : to.ids.map((one) => ({ key: "to", name: `to ${one}`, only: { to: one } }))),
    ...(elements.isAll
      ? []
      : elements.ids.map((element) => ({ key: "elements", name: `for ${element}`, only: { element } }))),
    ...stages.ids.map((stage) => ({ key: "stages", name: `at ${stage}`, only: { stage } })),
  ];
  // One name without a route may be why another has none.
  const missing = named.find(({ only }) => !isWay(only));
  if (missing !== undefined) {
    const found = `a route ${missing.name} from ${from}`;
    const expected = "a base flow of exposure.yaml or an entry under 'routes'";
    tell(reading, lineUnder(map, missing.key), "MARKET_ROUTE_UNKNOWN", { found, expected });
  }
  return { ...bound, to: to.isAll ? to.ids.filter((one) => isWay({ to: one })) : to.ids };
}
