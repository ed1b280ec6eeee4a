import { elementAt } from "../numerics/element.ts";
import { type MarketInputs, placesIn } from "./market-inputs.ts";
import { type ElementYear, traceYear } from "./market-year.ts";

/** A mine, its own or that of a project; places in the network and in the plan's projects. */
export type ShapedMine = { readonly region: number; readonly project: number | undefined };

/** A plant of one element, of the base year or of a project. */
export type ShapedPlant = ShapedMine & { readonly stage: number; readonly element: number };

/** A way of a good: used in the base year of some draw, or else one of the plan's possible routes. */
export type ShapedRoute = {
  readonly stage: number;
  readonly element: number;
  readonly from: number;
  readonly to: number;
  readonly possible: number | undefined;
};

/** Who can do what, the same in all draws, so that the analysis of the market's equations serves them all. */
export type MarketShape = {
  readonly mines: readonly ShapedMine[];
  readonly plants: readonly ShapedPlant[];
  readonly routes: readonly ShapedRoute[];
  readonly demands: readonly { readonly element: number; readonly region: number }[];
};

/** What is used in the base year of at least one draw, and what the plan adds to that. */
export function findShape(inputs: MarketInputs): MarketShape {
  const use = makeUse(inputs);
  for (let draw = 0; draw < inputs.draws; draw += 1) noteYear(use, traceYear(inputs, draw));
  const { exposure, plan } = inputs;
  const n = exposure.regions.length;
  const mines = placesOf(use.mines).map((region): ShapedMine => ({ region, project: undefined }));
  const plants = placesOf(use.makes).flatMap((place): ShapedPlant[] => {
    const [good, region] = [Math.floor(place / n), place % n];
    const stage = Math.floor(good / exposure.elements.length);
    return stage === 0 ? [] : [{ stage, element: good % exposure.elements.length, region, project: undefined }];
  });
  const added = plan.projects.map((_, project) => projectParts(inputs, project));
  return {
    mines: [...mines, ...added.flatMap((one) => one.mines)],
    plants: [...plants, ...added.flatMap((one) => one.plants)],
    routes: listRoutes(inputs, use),
    demands: placesOf(use.demands).map((place) => ({ element: Math.floor(place / n), region: place % n })),
  };
}

/** Whether something was there in some draw: mines by region, making and carrying by good, demands by element. */
type Use = {
  readonly mines: Uint8Array;
  readonly makes: Uint8Array;
  readonly flows: Uint8Array;
  readonly demands: Uint8Array;
};

function makeUse({ exposure: { elements, stages, regions } }: MarketInputs): Use {
  const goods = elements.length * stages.length;
  const n = regions.length;
  return {
    mines: new Uint8Array(n),
    makes: new Uint8Array(goods * n),
    flows: new Uint8Array(goods * n * n),
    demands: new Uint8Array(elements.length * n),
  };
}

function noteYear({ mines, makes, flows, demands }: Use, year: readonly ElementYear[]): void {
  for (const [element, { made, flows: carried, demand }] of year.entries()) {
    const n = demand.length;
    for (let region = 0; region < n; region += 1) {
      if (elementAt(demand, region) > 0) demands[element * n + region] = 1;
    }
    for (const [stage, makes1] of made.entries()) {
      const good = stage * year.length + element;
      for (let region = 0; region < n; region += 1) {
        if (elementAt(makes1, region) > 0) makes[good * n + region] = 1;
        if (stage === 0 && elementAt(makes1, region) > 0) mines[region] = 1;
      }
      const moves = carried[stage] ?? new Float64Array();
      for (let way = 0; way < moves.length; way += 1) if (elementAt(moves, way) > 0) flows[good * n * n + way] = 1;
    }
  }
}

function placesOf(marks: Uint8Array): number[] {
  return [...marks.keys()].filter((place) => marks[place] === 1);
}

/** What a project opens: a mine for all its elements together, and a plant for each of them at each later stage. */
function projectParts({ exposure, plan }: MarketInputs, project: number): Pick<MarketShape, "mines" | "plants"> {
  const { region, stages, tonnes } = plan.projects[project] ?? { region: "", stages: [], tonnes: [] };
  const at = placesIn(exposure)(region);
  const places = stages.map((id) => exposure.stages.findIndex((stage) => stage.id === id));
  const elements = tonnes.map(({ element }) => exposure.elements.findIndex(({ id }) => id === element));
  return {
    mines: places.includes(0) ? [{ region: at, project }] : [],
    plants: places
      .filter((stage) => stage > 0)
      .flatMap((stage) => elements.map((element): ShapedPlant => ({ stage, element, region: at, project }))),
  };
}

function listRoutes({ exposure, plan }: MarketInputs, { flows }: Use): ShapedRoute[] {
  const n = exposure.regions.length;
  const count = exposure.elements.length;
  const place = placesIn(exposure);
  const used = placesOf(flows).map((at): ShapedRoute => {
    const good = Math.floor(at / (n * n));
    const way = at % (n * n);
    const [stage, element] = [Math.floor(good / count), good % count];
    return { stage, element, from: Math.floor(way / n), to: way % n, possible: undefined };
  });
  const isUsed = ({ stage, element, from, to }: ShapedRoute) =>
    flows[((stage * count + element) * n + from) * n + to] === 1;
  const possible = plan.routes.flatMap((route, index) =>
    route.elements.map((id): ShapedRoute => {
      const stage = exposure.stages.findIndex((one) => one.id === route.stage);
      const element = exposure.elements.findIndex((one) => one.id === id);
      return { stage, element, from: place(route.from), to: place(route.to), possible: index };
    }),
  );
  return [...used, ...possible.filter((route) => !isUsed(route))];
}
