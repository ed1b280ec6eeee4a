import type { CapacityProject, ProjectSet } from "../model/market-plan.ts";
import {
  declaredAt,
  groundAt,
  idsOf,
  type MarketDesk,
  monthAt,
  nameAt,
  namesAt,
  productAt,
} from "./market-plan-keys.ts";
import type { Ways } from "./market-plan-routes.ts";
import { tell } from "./reading.ts";
import { checkName, declareId, declareOnce, type Ids } from "./registers.ts";
import { itemsUnder, lineUnder, readMap, textUnder, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const required = ["id", "title", "region", "stages", "tonnes", "probability", "start", "delay", "ramp", "cost"];
const optional = ["place", "evidence", "assumption", "note"];

/** Read the capacity that is announced or imagined, and the sets in which scenarios take it. */
export function readProjects(
  map: YamlMap,
  desk: MarketDesk,
  ways: Ways,
): { projects: CapacityProject[]; projectSets: ProjectSet[] } {
  const before = desk.reading.faults.length;
  const [ids, setIds]: [Ids, Ids] = [new Map(), new Map()];
  const projects = itemsUnder(map, "projects").map((item) => readProject(item, ids, desk));
  const declared = idsOf(projects);
  if (desk.reading.faults.length === before) for (const project of projects) checkChain(project, projects, desk, ways);
  const projectSets = itemsUnder(map, "projectSets").map((item): ProjectSet => {
    const entry = readMap(item, { required: ["id", "title", "projects"], optional: ["late"] }, desk.reading);
    const id = wordUnder(entry, "id");
    if (id !== "") declareId(setIds, id, desk.reading, lineUnder(entry, "id"));
    return {
      id,
      title: textUnder(entry, "title") ?? { en: "" },
      projects: declaredAt(entry, "projects", declared, "'projects'"),
      late: productAt(entry, "late", "time", desk),
    };
  });
  return { projects, projectSets };
}

function readProject(item: YamlNode, ids: Ids, desk: MarketDesk): CapacityProject {
  const { reading, known } = desk;
  const map = readMap(item, { required, optional }, reading);
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
  const place = wordUnder(map, "place");
  checkName(place, known.registers.places, "PLACE_UNKNOWN", { reading, line: lineUnder(map, "place") });
  return {
    id,
    title: textUnder(map, "title") ?? { en: "" },
    place,
    region: nameAt(map, "region", "REGION_UNKNOWN", desk),
    stages: readStages(map, desk),
    tonnes: readTonnes(map, desk),
    probability: productAt(map, "probability", "share", desk),
    start: monthAt(map, "start", desk),
    delay: productAt(map, "delay", "time", desk),
    ramp: productAt(map, "ramp", "time", desk),
    cost: productAt(map, "cost", "number", desk),
    ...groundAt(map, desk),
    note: textUnder(map, "note"),
    line: map.line,
  };
}

/** The stages of a project follow each other as those of the network do. */
function readStages(map: YamlMap, desk: MarketDesk): readonly string[] {
  const { ids } = namesAt(map, "stages", "STAGE_UNKNOWN", desk);
  const places = ids.map((id) => desk.network?.stages.indexOf(id) ?? -1);
  const [first = -1] = places;
  const isRun = places.every((place, index) => place === first + index);
  if (isRun || places.includes(-1)) return ids;
  const expected = `stages one after the other, as in ${desk.network?.stages.join(", ")}`;
  tell(map.reading, lineUnder(map, "stages"), "MARKET_STAGES_BROKEN", { found: ids.join(", "), expected });
  return ids;
}

function readTonnes(map: YamlMap, desk: MarketDesk): CapacityProject["tonnes"] {
  const elements: Ids = new Map();
  return itemsUnder(map, "tonnes").map((item) => {
    const entry = readMap(item, { required: ["element", "tonnes"], optional: [] }, desk.reading);
    const element = nameAt(entry, "element", "ELEMENT_UNKNOWN", desk);
    if (element !== "") declareOnce(elements, element, desk.reading, lineUnder(entry, "element"));
    return { element, tonnes: productAt(entry, "tonnes", "yearly-mass", desk) };
  });
}

/** Check that a plant has something to work on, and that what a project makes has somewhere to go. */
function checkChain(
  { region, stages, tonnes, line }: CapacityProject,
  projects: readonly CapacityProject[],
  { reading, network }: MarketDesk,
  ways: Ways,
): void {
  if (network === undefined || ways === undefined) return;
  const [first = "", last = ""] = [stages[0], stages.at(-1)];
  const place = network.stages.indexOf(first);
  const [before, after] = [network.stages[place - 1], network.stages[network.stages.indexOf(last) + 1]];
  const isPlanned = (stage: string, element: string) =>
    projects.some(
      (one) =>
        one.region === region && one.stages.includes(stage) && one.tonnes.some((made) => made.element === element),
    );
  for (const { element } of tonnes) {
    const comes = (stage: string) =>
      network.hasSupply(element, stage, region) ||
      isPlanned(stage, element) ||
      network.regions.some((from) => ways(element, stage, from, region));
    const goes =
      after === undefined
        ? network.hasSupply(element, last, region)
        : network.makes(element, after, region) || isPlanned(after, element);
    if (before !== undefined && !comes(before)) {
      const found = `a plant for ${element} at ${first} of ${region}`;
      tell(reading, line, "MARKET_FEED_MISSING", { found, expected: `${before} that is made there or can come there` });
    }
    if (!goes && !network.regions.some((to) => ways(element, last, region, to))) {
      const found = `${element} at ${last} of ${region}`;
      tell(reading, line, "MARKET_OUTLET_MISSING", { found, expected: "a use there, or an entry under 'routes'" });
    }
  }
}
