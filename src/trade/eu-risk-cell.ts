import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { quantile } from "../numerics/quantile.ts";
import { addSupply, type EuDraws, type EuEstimate, type EuProducer } from "./eu-draws.ts";
import { euGovernanceWeight } from "./eu-governance-weight.ts";
import { type EuSupply, type EuSupplyRisk, euSupplyRisk } from "./eu-supply-risk.ts";
import { importReliance } from "./import-reliance.ts";
import type { MissingIndex, RiskInterval } from "./risk-types.ts";

/** What the EU's measure needs of one material at one stage, one importer and one year. Countries are places in `countries`. */
export type EuRiskInput = {
  readonly countries: readonly string[];
  /** Names the production for its draws: the material and stage. */
  readonly what: string;
  /** The world's production, one entry a country; none when it is not known. */
  readonly production: readonly EuProducer[];
  /** Imported tonnes by origin, one entry an origin, none of them a member. */
  readonly imports: readonly { readonly country: number; readonly tonnes: number }[];
  /** The countries that the importer is made of. */
  readonly members: ReadonlySet<number>;
  /** Tonnes that left the importer for others. */
  readonly exportTonnes: number;
  readonly governance: ReadonlyMap<number, EuEstimate>;
  /** Shares, 0..1; the import reliance is computed when it is not given. */
  readonly importReliance: number | undefined;
  readonly endOfLifeRecycling: number | undefined;
  readonly substitution: number | undefined;
  readonly level: number;
  readonly draws: EuDraws;
};

/** The EU's supply risk of one cell; what is not known says why, and within which bounds it lies. */
export type EuRiskCell = {
  readonly hhiGlobal: number | MissingIndex;
  readonly hhiImporter: number | MissingIndex;
  readonly importReliance: number | MissingIndex;
  readonly endOfLifeRecycling: number | MissingIndex;
  readonly substitution: number | MissingIndex;
  readonly supplyRisk: number | MissingIndex;
  /** The supplies that the risk rests on. */
  readonly used: "both" | "global" | "importer" | "none";
  /** Of the supply risk. */
  readonly interval: RiskInterval | MissingIndex;
  /** Codes of countries with a share and without governance estimate. */
  readonly unrated: readonly string[];
};

/**
 * Supply risk of the EU's criticality assessment for any importer, as `euSupplyRisk` has it with every trade parameter 1,
 * from production, imports and estimates. The importer's own supply is what its members produce and what they import.
 *
 * A country without estimate could have any weight of 0..10, an unknown recycling or substitution any share of 0..1: the risk
 * is then missing, with the bounds that this leaves. The interval is that of seeded draws of estimates and production; its
 * driver is the input that moves the risk most when it moves by one standard deviation either way. Throws TRADE_INPUT as
 * `euSupplyRisk` does.
 *
 * @example
 * euRiskCell({ countries: ["4", "8"], what: "x", production: [{ country: 0, tonnes: 10, deviation: 0 }], imports: [], members: new Set([1]), exportTonnes: 0, governance: new Map([[0, { estimate: 0, standardError: 0 }]]), importReliance: 1, endOfLifeRecycling: 0, substitution: 0.5, level: 0.9, draws: { count: 1, weights: () => Float64Array.of(5), production: () => Float64Array.of(10), concentration: () => Float64Array.of(5) } }).supplyRisk // => 2.5
 * euRiskCell({ countries: ["4", "8"], what: "x", production: [{ country: 0, tonnes: 10, deviation: 0 }], imports: [], members: new Set([1]), exportTonnes: 0, governance: new Map([[0, { estimate: 0, standardError: 0 }]]), importReliance: 1, endOfLifeRecycling: 0, substitution: undefined, level: 0.9, draws: { count: 1, weights: () => Float64Array.of(5), production: () => Float64Array.of(10), concentration: () => Float64Array.of(5) } }).supplyRisk // => { missing: "not-collected", lower: 0, upper: 5 }
 */
export function euRiskCell(input: EuRiskInput): EuRiskCell {
  const nodes = nodesOf(input);
  const hasWorld = nodes.produced.some((tonnes) => tonnes > 0);
  const hasOwn = suppliedOf(nodes, nodes.produced).some((tonnes) => tonnes > 0);
  const used = hasWorld && hasOwn ? "both" : hasWorld ? "global" : hasOwn ? "importer" : "none";
  const reliance = input.importReliance ?? relianceOf(nodes, input.exportTonnes);
  const unrated = nodes.countries.filter((country) => !input.governance.has(country));
  const known = {
    importReliance: reliance ?? { missing: "not-applicable" as const },
    endOfLifeRecycling: input.endOfLifeRecycling ?? { missing: "not-collected" as const },
    substitution: input.substitution ?? { missing: "not-collected" as const },
    used,
    unrated: unrated.map((country) => input.countries[country] ?? ""),
  } as const;
  if (used === "none") return { ...known, ...nothingOf({ missing: "not-collected" }) };
  const [low, high] = boundsOf(nodes, input, reliance);
  const isRelianceKnown = used !== "both" || reliance !== undefined;
  const reason = reasonOf(input, unrated, isRelianceKnown);
  return {
    ...known,
    hhiGlobal: between(low.hhiGlobal, high.hhiGlobal),
    hhiImporter: between(low.hhiImporter, high.hhiImporter),
    supplyRisk:
      reason === undefined ? high.supplyRisk : { missing: reason, lower: low.supplyRisk, upper: high.supplyRisk },
    interval: reason === undefined ? intervalOf(nodes, input) : { missing: reason },
  };
}

/** Every country that produces, or that the importer is supplied by. */
type Nodes = {
  readonly countries: readonly number[];
  /** Tonnes made, by the producer's own entry. */
  readonly produced: Float64Array;
  readonly producers: readonly (EuProducer | undefined)[];
  readonly imported: Float64Array;
  readonly isMember: readonly boolean[];
};

function nodesOf({ production, imports, members }: EuRiskInput): Nodes {
  const producers = new Map(production.filter(({ tonnes }) => tonnes > 0).map((one) => [one.country, one]));
  const imported = new Map(imports.filter(({ tonnes }) => tonnes > 0).map(({ country, tonnes }) => [country, tonnes]));
  const countries = [...new Set([...producers.keys(), ...imported.keys()])].sort((a, b) => a - b);
  return {
    countries,
    produced: Float64Array.from(countries, (country) => producers.get(country)?.tonnes ?? 0),
    producers: countries.map((country) => producers.get(country)),
    imported: Float64Array.from(countries, (country) => imported.get(country) ?? 0),
    isMember: countries.map((country) => members.has(country)),
  };
}

/** What the importer gets from each country: its imports, and what its members make. */
function suppliedOf({ imported, isMember }: Nodes, produced: Float64Array): Float64Array {
  return imported.map((tonnes, k) => tonnes + (isMember[k] === true ? elementAt(produced, k) : 0));
}

function relianceOf(nodes: Nodes, exportTonnes: number): number | undefined {
  const importTonnes = sum(nodes.imported);
  const productionTonnes = sum(suppliedOf(nodes, nodes.produced)) - importTonnes;
  // More left than was made and bought: there is nothing to be a share of.
  if (!(productionTonnes + importTonnes - exportTonnes > 0)) return undefined;
  return importReliance({ productionTonnes: Math.max(0, productionTonnes), importTonnes, exportTonnes });
}

/** The risk with everything unknown at the end that makes it least, and at the one that makes it most. */
function boundsOf(
  nodes: Nodes,
  input: EuRiskInput,
  reliance: number | undefined,
): readonly [EuSupplyRisk, EuSupplyRisk] {
  const at = (weight: number, endOfLifeRecycling: number, substitution: number) => {
    const weights = nodes.countries.map((country) => {
      const rated = input.governance.get(country);
      return rated === undefined ? weight : euGovernanceWeight(rated.estimate);
    });
    const supplies = {
      global: supplyOf(nodes.produced, weights),
      importer: supplyOf(suppliedOf(nodes, nodes.produced), weights),
    };
    const ends = reliance === undefined ? [0, 1] : [reliance];
    return ends.map((importReliance) =>
      euSupplyRisk({ ...supplies, importReliance, endOfLifeRecycling, substitution }),
    );
  };
  const least = at(0, input.endOfLifeRecycling ?? 1, input.substitution ?? 0);
  const most = at(10, input.endOfLifeRecycling ?? 0, input.substitution ?? 1);
  const byRisk = (one: EuSupplyRisk, other: EuSupplyRisk) => one.supplyRisk - other.supplyRisk;
  const [low, high] = [least.sort(byRisk)[0], most.sort(byRisk).at(-1)];
  if (low === undefined || high === undefined) throw lodebookError("INTERNAL", { found: "a risk without an end" });
  return [low, high];
}

function supplyOf(tonnes: Float64Array, weights: readonly number[]): EuSupply | undefined {
  const total = sum(tonnes);
  if (total === 0) return undefined;
  const tradeParameters = new Float64Array(tonnes.length).fill(1);
  return { shares: tonnes.map((one) => one / total), weights, tradeParameters };
}

function reasonOf(
  input: EuRiskInput,
  unrated: readonly number[],
  isRelianceKnown: boolean,
): MissingIndex["missing"] | undefined {
  if (unrated.length > 0) return "not-published";
  if (input.endOfLifeRecycling === undefined || input.substitution === undefined) return "not-collected";
  return isRelianceKnown ? undefined : "not-applicable";
}

function between(lower: number | undefined, upper: number | undefined): number | MissingIndex {
  if (lower === undefined || upper === undefined) return { missing: "not-collected" };
  return lower === upper ? upper : { missing: "not-published", lower, upper };
}

function nothingOf(missing: MissingIndex) {
  return { hhiGlobal: missing, hhiImporter: missing, supplyRisk: missing, interval: missing };
}

/** The measure without its checks, from concentrations (undefined where there is no supply) and the importer's own tonnes. */
function riskOf(
  { imported, input }: { imported: number; input: EuRiskInput },
  world: number | undefined,
  supplied: { readonly total: number; readonly squares: number },
): number {
  const net = imported - input.exportTonnes;
  const reliance = input.importReliance ?? (net > 0 ? net / (supplied.total - imported + net) : 0);
  const own = supplied.total === 0 ? undefined : supplied.squares / (supplied.total * supplied.total);
  const remaining = (1 - (input.endOfLifeRecycling ?? 0)) * (input.substitution ?? 1);
  if (world === undefined || own === undefined) return (world ?? own ?? 0) * remaining;
  return ((world * reliance) / 2 + own * (1 - reliance / 2)) * remaining;
}

function intervalOf(nodes: Nodes, input: EuRiskInput): RiskInterval {
  const { draws, level, what } = input;
  const producers = nodes.producers.filter((one) => one !== undefined);
  const world = producers.length === 0 ? undefined : draws.concentration(what, producers);
  const sums = { totals: new Float64Array(draws.count), squares: new Float64Array(draws.count) };
  for (const [k, country] of nodes.countries.entries()) {
    const producer = nodes.isMember[k] === true ? nodes.producers[k] : undefined;
    const imported = elementAt(nodes.imported, k);
    if (imported === 0 && producer === undefined) continue;
    const made = producer === undefined ? undefined : draws.production(what, producer);
    addSupply(sums, imported, made, draws.weights(country));
  }
  const context = { imported: sum(nodes.imported), input };
  const risks = sums.totals.map((total, d) =>
    riskOf(context, world?.[d], { total, squares: elementAt(sums.squares, d) }),
  );
  return {
    low: quantile(risks, (1 - level) / 2),
    high: quantile(risks, (1 + level) / 2),
    level,
    driver: driverOf(nodes, input),
  };
}

/** The input that moves the risk most between one standard deviation below and one above; among equals the first. */
function driverOf(nodes: Nodes, input: EuRiskInput): string {
  const rated = nodes.countries.map((country) => input.governance.get(country) ?? { estimate: 0, standardError: 0 });
  const weights = Float64Array.from(rated, ({ estimate }) => euGovernanceWeight(estimate));
  const imported = sum(nodes.imported);
  const at = (produced: Float64Array, rating: Float64Array) => {
    const total = { world: 0, own: 0 };
    const squares = { world: 0, own: 0 };
    for (let k = 0; k < produced.length; k += 1) {
      const made = elementAt(produced, k);
      const own = elementAt(nodes.imported, k) + (nodes.isMember[k] === true ? made : 0);
      total.world += made;
      total.own += own;
      squares.world += made * made * elementAt(rating, k);
      squares.own += own * own * elementAt(rating, k);
    }
    const world = total.world === 0 ? undefined : squares.world / (total.world * total.world);
    return riskOf({ imported, input }, world, { total: total.own, squares: squares.own });
  };
  const swing = (values: Float64Array, k: number, ends: readonly [number, number]) => {
    const [low, high] = ends.map((end) => {
      const moved = values.with(k, end);
      return values === weights ? at(nodes.produced, moved) : at(moved, weights);
    });
    return Math.abs((high ?? 0) - (low ?? 0));
  };
  let driver = "none";
  let largest = 0;
  const consider = (name: string, k: number, size: number) => {
    if (size <= largest) return;
    largest = size;
    driver = `${name} ${input.countries[nodes.countries[k] ?? -1] ?? ""}`;
  };
  for (const [k, { estimate, standardError }] of rated.entries()) {
    const ends = [euGovernanceWeight(estimate - standardError), euGovernanceWeight(estimate + standardError)] as const;
    consider("governance", k, swing(weights, k, ends));
  }
  for (const [k, producer] of nodes.producers.entries()) {
    if (producer === undefined) continue;
    const factor = Math.exp(producer.deviation);
    consider("production", k, swing(nodes.produced, k, [producer.tonnes / factor, producer.tonnes * factor]));
  }
  return driver;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
