import { basePrices } from "../market/base-prices.ts";
import {
  type BaseDemand,
  type BaseMine,
  type BasePlant,
  type BaseRoute,
  type MarketBase,
  marketNode,
  type Operation,
} from "../market/market-base.ts";
import type { DemandBehaviour, MineBehaviour } from "../model/market-plan.ts";
import { elementAt } from "../numerics/element.ts";
import { type MarketInputs, monthsOf, placesIn, productOf } from "./market-inputs.ts";
import type { MarketShape, ShapedMine } from "./market-shape.ts";
import { type ElementYear, monthsPerYear, traceYear, yieldsOf } from "./market-year.ts";

/** One draw of the parameters, as the base period of a market: quantities a month, prices in thousands of the currency a tonne. */
export function drawBase(inputs: MarketInputs, shape: MarketShape, draw: number): MarketBase {
  const { exposure, plan } = inputs;
  const places: Places = {
    elements: exposure.elements.map(({ id }) => id),
    stages: exposure.stages.map(({ id }) => id),
    regions: exposure.regions.map(({ id }) => id),
  };
  const of: DrawOf = { inputs, shape, draw, places, year: traceYear(inputs, draw), yields: yieldsOf(inputs, draw) };
  const prices = pricesOf(of);
  const place = placesIn(exposure);
  return {
    ...places,
    yields: of.yields,
    mines: shape.mines.map((mine) => mineOf(of, mine)),
    plants: shape.plants.map((plant): BasePlant => {
      const { stage, element, region, project } = plant;
      const behaviour = plan.plants.find(
        (one) => one.stage === places.stages[stage] && one.region === places.regions[region],
      );
      const base = elementAt(of.year[element]?.made[stage] ?? nothing, region);
      const outputTonnes = project === undefined ? base : projectTonnes(of, project, element, stage);
      return { stage, element, region, outputTonnes, operation: operationOf(of, behaviour, project) };
    }),
    routes: routesOf(of, prices),
    demands: shape.demands.map((demand) => demandOf(of, demand)),
    stockNodes: plan.stocks.map(({ element, stage, region }) =>
      marketNode(places, {
        stage: places.stages.indexOf(stage),
        element: places.elements.indexOf(element),
        region: place(region),
      }),
    ),
    prices,
  };
}

type Places = Pick<MarketBase, "elements" | "stages" | "regions">;

type DrawOf = {
  readonly inputs: MarketInputs;
  readonly shape: MarketShape;
  readonly draw: number;
  readonly places: Places;
  readonly year: readonly ElementYear[];
  readonly yields: Float64Array;
};

const nothing = new Float64Array();

/** Prices are stated for a unit of money; the market counts in thousands. */
const thousand = 1000;

/** Base prices of every good by node: the known price along the stages by yield and margin, then along the routes by freight. */
function pricesOf(of: DrawOf): Float64Array {
  const { places, year } = of;
  const n = places.regions.length;
  const prices = new Float64Array(places.elements.length * places.stages.length * n);
  for (const [element, { made, flows }] of year.entries()) {
    const { centre, byStage } = centrePrices(of, element);
    for (let stage = 0; stage < places.stages.length; stage += 1) {
      const price = elementAt(byStage, stage);
      const known = basePrices({
        regions: n,
        made: made[stage] ?? nothing,
        flows: flows[stage] ?? nothing,
        centre,
        price,
        freight: freightOf(of, stage),
        possible: of.shape.routes
          .filter((route) => route.element === element && route.stage === stage)
          .map((route) => ({ from: route.from, to: route.to, cost: price * costShareOf(of, route) })),
      });
      prices.set(known, (stage * places.elements.length + element) * n);
    }
  }
  return prices;
}

/** The price of an element at the centre of its market, by stage: price out = price in / yield × margin. */
function centrePrices({ inputs, places, draw, yields }: DrawOf, element: number) {
  const { plan, exposure } = inputs;
  const known = plan.prices.find((one) => one.element === places.elements[element]);
  const byStage = new Float64Array(places.stages.length);
  const from = known === undefined ? 0 : places.stages.indexOf(known.stage);
  byStage[from] = known === undefined ? 0 : productOf(inputs, known.price, draw) / thousand;
  const stepUp = (stage: number) => {
    const step = plan.steps.find((one) => one.stage === places.stages[stage]);
    return step === undefined ? 1 : productOf(inputs, step.margin, draw) / elementAt(yields, stage);
  };
  for (let stage = from + 1; stage < byStage.length; stage += 1) {
    byStage[stage] = elementAt(byStage, stage - 1) * stepUp(stage);
  }
  for (let stage = from; stage > 0; stage -= 1) byStage[stage - 1] = elementAt(byStage, stage) / stepUp(stage);
  return { centre: placesIn(exposure)(known?.region ?? ""), byStage };
}

function freightOf({ inputs, places, draw }: DrawOf, stage: number): number {
  const freight = inputs.plan.freight.find((one) => one.stage === places.stages[stage]);
  return freight === undefined ? 0 : productOf(inputs, freight.share, draw);
}

/** What a route without a base flow costs, as a share of the base price where it begins. */
function costShareOf(of: DrawOf, { stage, possible }: MarketShape["routes"][number]): number {
  const route = possible === undefined ? undefined : of.inputs.plan.routes[possible];
  return route === undefined ? freightOf(of, stage) : productOf(of.inputs, route.cost, of.draw);
}

function routesOf(of: DrawOf, prices: Float64Array): BaseRoute[] {
  const { inputs, places, shape, year, draw } = of;
  const n = places.regions.length;
  return shape.routes.map((route): BaseRoute => {
    const { stage, element, from, to } = route;
    const good = stage * places.elements.length + element;
    const freight = inputs.plan.freight.find((one) => one.stage === places.stages[stage]);
    return {
      good,
      from,
      to,
      baseTonnes: elementAt(year[element]?.flows[stage] ?? nothing, from * n + to),
      cost: elementAt(prices, good * n + from) * costShareOf(of, route),
      slopeShare: freight === undefined ? 0 : productOf(inputs, freight.steepness, draw),
    };
  });
}

function mineOf(of: DrawOf, { region, project }: ShapedMine): BaseMine {
  const { inputs, places, year } = of;
  const behaviour = inputs.plan.mines.find((one) => one.region === places.regions[region]);
  const outputTonnes = Float64Array.from(places.elements, (_, element) =>
    project === undefined
      ? elementAt(year[element]?.made[0] ?? nothing, region)
      : projectTonnes(of, project, element, 0),
  );
  return { region, outputTonnes, operation: operationOf(of, behaviour, project) };
}

/** What a project makes of an element at one of its stages, a month at full output: its tonnes are those of its last stage. */
function projectTonnes(
  { inputs, places, draw, yields }: DrawOf,
  project: number,
  element: number,
  stage: number,
): number {
  const { tonnes, stages } = inputs.plan.projects[project] ?? { tonnes: [], stages: [] };
  const named = tonnes.find((one) => one.element === places.elements[element]);
  if (named === undefined) return 0;
  const last = places.stages.indexOf(stages.at(-1) ?? "");
  const kept = yields.subarray(stage + 1, last + 1).reduce((product, share) => product * share, 1);
  return productOf(inputs, named.tonnes, draw) / monthsPerYear / kept;
}

/** A project's own cost, as a share of what its output brings, is spread over its stages in proportion to what each adds. */
function operationOf({ inputs, draw }: DrawOf, behaviour: MineBehaviour | undefined, project?: number): Operation {
  if (project !== undefined) {
    return { kind: "planned", costShare: productOf(inputs, inputs.plan.projects[project]?.cost ?? [], draw) };
  }
  const { elasticity = [], headroom = [] } = behaviour ?? {};
  return {
    kind: "working",
    elasticity: productOf(inputs, elasticity, draw),
    headroom: productOf(inputs, headroom, draw),
  };
}

function demandOf(of: DrawOf, { element, region }: MarketShape["demands"][number]): BaseDemand {
  const { inputs, places, year, draw } = of;
  const isThis = (one: DemandBehaviour) =>
    one.element === places.elements[element] && one.region === places.regions[region];
  const behaviour = inputs.plan.demand.find(isThis);
  const { short = [], long = [], shortMonths = [], choke = [] } = behaviour ?? {};
  const longElasticity = productOf(inputs, long, draw);
  return {
    good: (places.stages.length - 1) * places.elements.length + element,
    region,
    baseTonnes: elementAt(year[element]?.demand ?? nothing, region),
    // Two figures drawn apart may cross; buyers never react more at once than in the end.
    shortElasticity: Math.min(longElasticity, productOf(inputs, short, draw)),
    shortMonths: monthsOf(inputs, shortMonths, draw),
    longElasticity,
    choke: productOf(inputs, choke, draw),
  };
}
