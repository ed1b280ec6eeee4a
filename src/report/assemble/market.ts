import type { MarketFindings } from "../../findings/market.ts";
import { namesOf } from "../../findings/market-finding.ts";
import type { ScenarioFindings } from "../../findings/market-scenarios.ts";
import type { ScenarioPrice } from "../../findings/scenario-price.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Cell } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, stack, table, text, value } from "./cells.ts";
import { claims } from "./group-table.ts";

import { driverBlocks, gainBlocks, leverageBlocks, levyBlocks, priceBlocks, shortageBlocks } from "./market-parts.ts";
import { attributionBlocks, backtestBlocks, limitBlocks } from "./market-tests.ts";
import { joinTexts } from "./names.ts";

/** What a restriction changes, and for whom: the scenarios side by side, then each question of its own, and the model's record. */
export function assembleMarket(assembly: Assembly): Block[] {
  const { market } = assembly.all;
  if (market === undefined) return [paragraph("market.none")];
  if ("missing" in market) {
    if (market.missing.length === 0) return [paragraph("market.unrun")];
    return [paragraph("market.missing"), missingTable(assembly, market.missing)];
  }
  return [
    paragraph("market.lead", {
      draws: value(market.draws),
      parameters: value(market.model),
      assumed: value(market.assumed),
    }),
    ...(market.isKept ? [] : [paragraph("market.few", { draws: value(market.draws) })]),
    ...scenarioBlocks(market),
    ...priceBlocks(assembly, market),
    ...shortageBlocks(market),
    ...levyBlocks(assembly, market),
    ...leverageBlocks(assembly, market),
    ...gainBlocks(assembly, market),
    ...driverBlocks(assembly, market),
    ...backtestBlocks(assembly, market),
    ...attributionBlocks(assembly, market),
    ...limitBlocks(assembly, market),
  ];
}

function missingTable(assembly: Assembly, missing: readonly Finding[]): Block {
  const columns = [
    ["what", "start"],
    ["reason", "start"],
    ["claims", "start"],
  ] as const;
  const rows = missing.map((finding) => [text(finding.label), full(finding), claims(assembly, finding)]);
  return { kind: "table", table: table("market-missing", message("market.missing-caption"), columns, rows) };
}

/** A row a scenario: how far prices move where they are known, who goes short, what is paid, and what the territory gains. */
function scenarioBlocks(market: MarketFindings): Block[] {
  const { scenarios, exposure } = market;
  if (scenarios.length === 0) return [];
  const [territory = ""] = exposure.origins;
  const columns = [
    ["scenario", "start"],
    ["highest-price", "start"],
    ["last-price", "start"],
    ["shortage", "start"],
    ["paid", "start"],
    ["gain-home", "end"],
  ] as const;
  const rows = scenarios.map((one): Cell[] => [
    scenarioCell(one),
    stack(pricesAtCentre(market, one).map((price) => named(market, price.element, price.highest))),
    stack(pricesAtCentre(market, one).map((price) => named(market, price.element, price.last))),
    shortageCell(market, one),
    one.levies.length === 0
      ? message("market.nothing")
      : stack(one.levies.map(({ title, revenue }) => ofWhat(text(title), full(revenue)))),
    gainCell(one, territory),
  ]);
  return [
    heading("market.scenarios"),
    { kind: "table", table: table("scenarios", message("market.scenarios-caption"), columns, rows) },
  ];
}

/** A scenario's name, what it stands against if that is another scenario, and its note. */
function scenarioCell({ scenario: { title, note, against: other }, against }: ScenarioFindings): Cell {
  return stack([
    text(title),
    ...(other === undefined ? [] : [message("market.against", { scenario: text(against) })]),
    ...(note === undefined ? [] : [text(note)]),
  ]);
}

/** Prices where the book knows them, one an element. */
function pricesAtCentre({ plan }: MarketFindings, { prices }: ScenarioFindings): ScenarioPrice[] {
  return plan.prices.flatMap(({ element, region }) =>
    prices.filter((price) => price.element === element && price.region === region),
  );
}

function named(market: MarketFindings, element: string, finding: Finding): Cell {
  return ofWhat(text(namesOf(market).element(element)), full(finding));
}

/** Of each element the importer that lacks most. */
function shortageCell(market: MarketFindings, { shortages }: ScenarioFindings): Cell {
  const names = namesOf(market);
  const size = ({ result }: Finding) => (result.kind === "estimate" ? result.value : -1);
  const cells = market.exposure.elements.flatMap(({ id, name }) => {
    const [most] = shortages.filter((one) => one.element === id).toSorted((a, b) => size(b.worst) - size(a.worst));
    return most === undefined ? [] : [ofWhat(text(joinTexts([name, names.region(most.region)])), full(most.worst))];
  });
  return cells.length === 0 ? message("market.nothing") : stack(cells);
}

function gainCell({ gains }: ScenarioFindings, territory: string): Cell {
  const gain = gains.find(({ region }) => region === territory);
  return gain === undefined ? message("market.nothing") : full(gain.total);
}

function ofWhat(what: Cell, cell: Cell): Cell {
  return message("market.of", { what, value: cell });
}
