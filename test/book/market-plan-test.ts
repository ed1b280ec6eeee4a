import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { marketPlanProducts } from "../../src/model/market-plan-products.ts";
import { marketFiles } from "./market-book.ts";
import type { Change } from "./one-change.ts";
import { parse } from "./tiny-book.ts";

const file = "market.yaml";
const oreFreight = "  - {stage: ore, share: some, steepness: some}\n";
const hillMine = "  - {regions: [hill], elasticity: more, headroom: more}\n";
const demand = "  - {elements: all, regions: all, short: some,";
const route = "  - {elements: [Ti], stage: oxide, from: hill, to: TNB, cost: some}\n";
const stock = "elements: all, stage: ore, region: TNA";
const projectGround = "    evidence: [closure]\n";
const pass = "stages: [ore], from: hill, kind: ban, size: all";
const papers = "    elements: all\n    stages: [ore, oxide]\n    from: TNB\n    to: [TNA]\n    kind: licence-delay\n";
const rain = "mine: hill, kind: quota, size: half";
const set = "  - {id: all-of-them, title: All of them, projects: [hill-plant], late: days}\n";
const scenario = "    restrictions: [pass-closed, rain]\n    levies: [hill-levy]\n    projects: [all-of-them]\n";
const curve = "{levy: hill-levy, scenario: closed, multiples: [0, 0.5, 1, 2]}";
const causes = "    causes: [pass-closed, hill-levy]\n    statements: [fell-because]\n    gap: levy-received\n";
const after = "after: {indicator: price, periods: [2025-02]}";

const changes: readonly Change[] = [
  // Shapes
  ["SHAPE_MISMATCH", file, 18, oreFreight, "  - ore\n"],
  ["SHAPE_MISMATCH", file, 30, "elements: [Ti], stage: oxide", "elements: Ti, stage: oxide"],
  ["KEY_MISSING", file, 1, "draws: 200\n", ""],
  ["KEY_MISSING", file, 14, ", margin: more", ""],
  ["KEY_MISSING", file, 14, "lost: some, ", ""],
  ["KEY_MISSING", file, 28, ", perYear: some", ""],
  ["KEY_MISSING", file, 51, "rate: rate, content: content", "rate: rate"],
  ["KEY_MISSING", file, 55, "    delay: days\n    leakage", "    leakage"],
  ["KEY_MISSING", file, 78, "start: 2025-02, end: 2025-04", "start: 2025-02"],
  ["KEY_MISSING", file, 90, "after: {indicator: price, periods: [2025-02]}, ", ""],
  ["KEY_MISSING", file, 85, causes, ""],
  ["KEY_UNKNOWN", file, 14, "lost: some", "lost: some, kept: some"],
  ["KEY_UNKNOWN", file, 52, "rate: half", "rate: half, content: content"],
  ["KEY_UNKNOWN", file, 54, "leakage: some, start: 2025-02", "leakage: some, delay: days, start: 2025-02"],
  ["KEY_UNKNOWN", file, 68, "mine: hill", "mine: hill, stages: [ore]"],
  [
    "KEY_UNKNOWN",
    file,
    91,
    "change: {indicator: price-change}",
    "change: {indicator: price-change}, after: {indicator: price}",
  ],
  ["LIST_LENGTH", file, 9, "[bought, content]", "[]"],
  ["LIST_LENGTH", file, 30, "elements: [Ti]", "elements: []"],
  ["LIST_LENGTH", file, 46, projectGround, "    evidence: []\n"],
  // Months and numbers
  ["PERIOD_UNREADABLE", file, 2, "startMonth: 2025-01", "startMonth: 2025"],
  ["PERIOD_UNREADABLE", file, 42, "start: 2026-01", "start: 2026-13"],
  ["PERIOD_UNREADABLE", file, 75, "shown: {start: 2025-01,", "shown: {start: 2025-01-01,"],
  ["PERIOD_REVERSED", file, 52, "end: 2025-09", "end: 2025-03"],
  ["PERIOD_REVERSED", file, 54, "end: 2025-04", "end: 2025-01"],
  ["PERIOD_REVERSED", file, 75, "start: 2025-01, end: 2026-12", "start: 2026-12, end: 2026-11"],
  ["PERIOD_REVERSED", file, 88, "to: 2025-02\n", "to: 2025-01\n"],
  ["MONTH_OUTSIDE_HORIZON", file, 42, "start: 2026-01", "start: 2028-01"],
  ["MONTH_OUTSIDE_HORIZON", file, 54, "start: 2025-02", "start: 2024-12"],
  ["MONTH_OUTSIDE_HORIZON", file, 75, "end: 2026-12", "end: 2028-01"],
  ["MONTH_OUTSIDE_HORIZON", file, 79, "[2025, 2026]", "[2025, 2028]"],
  ["MONTH_OUTSIDE_HORIZON", file, 79, "[2025, 2026]", "[2024, 2026]"],
  ["MONTH_OUTSIDE_HORIZON", file, 87, "from: 2025-01\n", "from: 2024-01\n"],
  ["NUMBER_OUT_OF_RANGE", file, 3, "months: 36", "months: 0"],
  ["NUMBER_OUT_OF_RANGE", file, 3, "months: 36", "months: 36.5"],
  ["NUMBER_OUT_OF_RANGE", file, 4, "draws: 200", "draws: 10"],
  ["NUMBER_OUT_OF_RANGE", file, 5, "seed: 11", "seed: -1"],
  ["NUMBER_OUT_OF_RANGE", file, 79, "[2025, 2026]", "[2025, 2025.5]"],
  ["NUMBER_OUT_OF_RANGE", file, 83, "[0, 0.5, 1, 2]", "[-1, 1]"],
  ["NUMBER_OUT_OF_RANGE", file, 14, "margin: more", "margin: some"],
  ["NUMBER_OUT_OF_RANGE", file, 22, hillMine, hillMine.replace("headroom: more", "headroom: some")],
  ["NUMBER_OUT_OF_RANGE", file, 26, "choke: more", "choke: [more, some]"],
  // Names
  ["ELEMENT_UNKNOWN", file, 7, "element: Ti\n", "element: ti\n"],
  [
    "ELEMENT_UNKNOWN",
    file,
    16,
    "{element: Ti, stage: ore, region: TNB, price",
    "{element: To, stage: ore, region: TNB, price",
  ],
  ["ELEMENT_UNKNOWN", file, 30, "elements: [Ti]", "elements: [Ti, To]"],
  ["ELEMENT_UNKNOWN", file, 40, "{element: Ti, tonnes: planned}", "{element: To, tonnes: planned}"],
  [
    "ELEMENT_UNKNOWN",
    file,
    91,
    "{element: Ti, stage: ore, region: TNB, change",
    "{element: To, stage: ore, region: TNB, change",
  ],
  ["STAGE_UNKNOWN", file, 8, "    stage: ore\n", "    stage: rock\n"],
  ["STAGE_UNKNOWN", file, 18, oreFreight, oreFreight.replace("ore", "rock")],
  ["STAGE_UNKNOWN", file, 24, "stages: all", "stages: [rock]"],
  ["STAGE_UNKNOWN", file, 54, pass, pass.replace("ore", "rock")],
  ["REGION_UNKNOWN", file, 11, "{region: TNB, share", "{region: TNC, share"],
  ["REGION_UNKNOWN", file, 12, "rest: TNA", "rest: TNC"],
  ["REGION_UNKNOWN", file, 22, hillMine, hillMine.replace("hill", "dale")],
  ["REGION_UNKNOWN", file, 37, "region: hill", "region: dale"],
  ["REGION_UNKNOWN", file, 54, pass, pass.replace("hill", "dale")],
  ["REGION_UNKNOWN", file, 61, papers, papers.replace("[TNA]", "[TNC]")],
  ["REGION_UNKNOWN", file, 68, rain, rain.replace("hill", "dale")],
  ["PLACE_UNKNOWN", file, 36, "place: north-hill", "place: south-hill"],
  ["CLAIM_UNKNOWN", file, 54, "[closure, flood]", "[closure, drought]"],
  ["GAP_UNKNOWN", file, 94, "gap: levy-received", "gap: levy-lost"],
  ["PARAMETER_UNKNOWN", file, 9, "[bought, content]", "[bought, contents]"],
  ["PARAMETER_UNKNOWN", file, 49, "late: days", "late: years"],
  ["PARAMETER_UNKNOWN", file, 54, "size: all", "size: none"],
  ["INDICATOR_UNKNOWN", file, 91, "{indicator: price-change}", "{indicator: price-jump}"],
  ["MARKET_ID_UNKNOWN", file, 49, "projects: [hill-plant]", "projects: [dale-plant]"],
  ["MARKET_ID_UNKNOWN", file, 72, "restrictions: [pass-closed, rain]", "restrictions: [pass-closed, snow]"],
  ["MARKET_ID_UNKNOWN", file, 72, "restrictions: [pass-closed, rain]", "restrictions: [pass-closed, hill-levy]"],
  [
    "MARKET_ID_UNKNOWN",
    file,
    75,
    "    shown: {start: 2025-01, end: 2026-12}\n",
    "    against: closed\n    shown: {start: 2025-01, end: 2026-12}\n",
  ],
  ["ID_DUPLICATE", file, 83, "[0, 0.5, 1, 2]", "[0, 0.5, 1, 0.5]"],
  ["MARKET_ID_UNKNOWN", file, 74, scenario, scenario.replace("all-of-them", "hill-plant")],
  ["MARKET_ID_UNKNOWN", file, 78, "restriction: pass-closed", "restriction: pass-open"],
  ["MARKET_ID_UNKNOWN", file, 83, curve, curve.replace("hill-levy", "hill-tax")],
  ["MARKET_ID_UNKNOWN", file, 83, curve, curve.replace("hill-levy", "hill-share")],
  ["MARKET_ID_UNKNOWN", file, 83, curve, curve.replace("closed", "open")],
  ["MARKET_ID_UNKNOWN", file, 92, causes, causes.replace("hill-levy", "closed")],
  ["MARKET_ID_UNKNOWN", file, 93, "[fell-because]", "[rose-because]"],
  ["ID_UNREADABLE", file, 55, "id: papers", "id: Papers asked"],
  ["ID_DUPLICATE", file, 12, "rest: TNA", "rest: TNB"],
  ["ID_DUPLICATE", file, 50, set, set + set],
  ["ID_DUPLICATE", file, 55, "id: papers", "id: hill-levy"],
  ["ID_DUPLICATE", file, 72, "[pass-closed, rain]", "[pass-closed, rain, rain]"],
  ["ID_DUPLICATE", file, 79, "[2025, 2026]", "[2025, 2025]"],
  // Units
  ["UNIT_UNKNOWN", file, 1, "currency: USD", "currency: kg"],
  ["UNIT_UNKNOWN", file, 1, "currency: USD", "currency: dollars"],
  ["UNIT_MISMATCH", file, 9, "[bought, content]", "[bought, content, rate]"],
  ["UNIT_MISMATCH", file, 11, "share: [half]", "share: [half, more]"],
  ["UNIT_MISMATCH", file, 16, "[ore-price, more]", "[ore-price, bought]"],
  ["UNIT_MISMATCH", file, 22, hillMine, hillMine.replace("elasticity: more", "elasticity: days")],
  ["UNIT_MISMATCH", file, 32, "cover: days", "cover: more"],
  ["UNIT_MISMATCH", file, 51, "rate: rate", "rate: half"],
  ["UNIT_MISMATCH", file, 52, "rate: half", "rate: rate"],
  ["UNIT_MISMATCH", file, 54, "size: all", "size: more"],
  ["UNIT_MISMATCH", file, 54, "size: all", "size: days"],
  ["UNIT_MISMATCH", file, 54, "kind: ban", "kind: levy"],
  ["UNIT_MISMATCH", file, 64, "delay: days\n    leakage", "delay: half\n    leakage"],
  ["UNIT_MISMATCH", file, 90, after, "after: {indicator: export-mass}"],
  ["UNIT_MISMATCH", file, 90, "before: {indicator: price,", "before: {indicator: event,"],
  ["UNIT_MISMATCH", file, 91, "change: {indicator: price-change}", "change: {indicator: price}"],
  // Parts that are missing, unknown or there twice
  ["MARKET_PART_MISSING", file, 18, oreFreight, ""],
  [
    "MARKET_PART_MISSING",
    file,
    21,
    "  - {regions: all, elasticity: some, headroom: more}\n",
    "  - {regions: [TNA], elasticity: some, headroom: more}\n",
  ],
  ["MARKET_PART_MISSING", file, 26, demand, demand.replace("regions: all", "regions: [TNA]")],
  ["MARKET_PART_DUPLICATE", file, 19, oreFreight, oreFreight + oreFreight],
  ["MARKET_PART_DUPLICATE", file, 23, hillMine, hillMine + hillMine],
  ["MARKET_PART_DUPLICATE", file, 31, route, route + route],
  [
    "MARKET_PART_DUPLICATE",
    file,
    30,
    route,
    route.replace("stage: oxide, from: hill, to: TNB", "stage: ore, from: hill, to: TNA"),
  ],
  [
    "MARKET_PART_DUPLICATE",
    file,
    33,
    "stocks:\n  - {",
    `stocks:\n  - {${stock}, cover: days, reserve: days, release: some, releaseFrom: more, refill: some, refillBelow: more}\n  - {`,
  ],
  [
    "MARKET_PART_UNKNOWN",
    file,
    24,
    "plants:\n",
    "plants:\n  - {stages: [ore], regions: all, elasticity: more, headroom: more}\n",
  ],
  ["MARKET_PART_UNKNOWN", file, 32, stock, stock.replace("ore, region: TNA", "oxide, region: hill")],
  ["REGION_SUPPLIES_ITSELF", file, 30, route, route.replace("TNB", "hill")],
  // The network
  ["MARKET_DEMAND_UNSUPPLIED", file, 11, "{region: TNB, share", "{region: hill, share"],
  ["MARKET_ROUTE_UNKNOWN", file, 52, "to: [TNA], basis", "to: [hill], basis"],
  ["MARKET_ROUTE_UNKNOWN", file, 54, pass, pass.replace("from: hill", "from: TNA, to: [hill]")],
  ["MARKET_ROUTE_UNKNOWN", file, 59, papers, papers.replace("TNB", "hill")],
  ["MARKET_ROUTE_UNKNOWN", file, 59, papers, papers.replace("from: TNB", "from: TNA").replace("    to: [TNA]\n", "")],
  ["MARKET_STAGES_BROKEN", file, 38, "stages: [ore, oxide]\n    tonnes", "stages: [oxide, ore]\n    tonnes"],
  ["MARKET_OUTLET_MISSING", file, 34, route, route.replace("from: hill, to: TNB", "from: TNA, to: hill")],
  // Restrictions, levies and scenarios
  ["MARKET_KIND_UNKNOWN", file, 51, "basis: gross, rate: rate, content: content", "basis: net, rate: rate"],
  ["MARKET_KIND_UNKNOWN", file, 54, "kind: ban", "kind: embargo"],
  ["MARKET_KIND_UNKNOWN", file, 68, rain, rain.replace("quota", "tax")],
  ["MARKET_GROUND", file, 34, projectGround, ""],
  ["MARKET_GROUND", file, 47, projectGround, `${projectGround}    assumption: A guess.\n`],
  ["MARKET_GROUND", file, 54, ", evidence: [closure, flood]", ""],
  ["MARKET_GROUND", file, 52, "end: 2025-09,", "end: 2025-09, evidence: [closure],"],
  [
    "MARKET_SCENARIO_EMPTY",
    file,
    70,
    "scenarios:\n",
    "scenarios:\n  - {id: nothing, title: Nothing, shown: {start: 2025-01, end: 2025-02}}\n",
  ],
  [
    "ID_UNREADABLE",
    file,
    70,
    "scenarios:\n",
    "scenarios:\n  - {id: windows, title: W, restrictions: [rain], shown: {start: 2025-01, end: 2025-02}}\n",
  ],
];

for (const [code, path, line, from, to] of changes) {
  test(`${code} at ${path}:${line} for '${to.slice(0, 40)}'`, () => {
    const { book, faults } = parse(marketFiles({ path, from, to }));
    const found = faults.map((fault) => `${fault.file}:${fault.line} ${fault.code}`);
    assert.deepEqual(found, [`${path}:${line} ${code}`], faults[0]?.message);
    assert.equal(book, undefined);
    assert.doesNotMatch(faults[0]?.message ?? "", /\{found\}|\{expected\}|\{first\}|undefined/);
  });
}

const codesOf = (files: Parameters<typeof parse>[0]) =>
  parse(files).faults.map(({ file: path, line, code }) => `${path}:${line} ${code}`);

test("the plan of the tiny market is read whole, with all lists resolved", () => {
  const { book, faults } = parse(marketFiles());
  assert.deepEqual(faults, []);
  const plan = book?.market;
  assert.ok(plan);
  assert.deepEqual(
    [plan.currency, plan.startMonth, plan.months, plan.draws, plan.seed],
    ["USD", "2025-01", 36, 200, 11],
  );
  const shares = [{ region: "TNB", share: ["half"] }];
  const demandOfAll = { element: "Ti", stage: "ore", tonnes: ["bought", "content"], shares, rest: "TNA", line: 7 };
  assert.deepEqual(plan.finalDemand, [demandOfAll]);
  assert.deepEqual(plan.steps, [{ stage: "oxide", counts: "lost", share: ["some"], margin: ["more"] }]);
  assert.deepEqual(plan.prices[0]?.price, ["ore-price", "more"]);
  // What is named goes before `all`, also where it stands below.
  const some = { elasticity: ["some"], headroom: ["more"] };
  const more = { elasticity: ["more"], headroom: ["more"] };
  assert.deepEqual(plan.mines, [
    { region: "TNA", ...some },
    { region: "TNB", ...some },
    { region: "hill", ...more },
  ]);
  // TNA makes oxide by its mix, TNB because it sells without one, the hill once its project runs.
  assert.deepEqual(
    plan.plants,
    ["TNA", "TNB", "hill"].map((region) => ({ stage: "oxide", region, ...more })),
  );
  assert.deepEqual(
    plan.demand.map(({ element, region }) => [element, region]),
    [
      ["Ti", "TNB"],
      ["Ti", "TNA"],
    ],
  );
  assert.deepEqual(plan.growth, [{ element: "Ti", perYear: ["some"] }]);
  assert.deepEqual(plan.stocks[0]?.reserve, ["days", "some"]);
});

test("what a restriction or a levy binds is resolved to the routes that there are", () => {
  const plan = parse(marketFiles()).book?.market;
  const bound = { elements: ["Ti"], stages: ["ore"], from: "hill", to: ["TNA", "TNB"] };
  const [ban, delay, mine] = plan?.restrictions ?? [];
  assert.deepEqual(ban?.binds, { kind: "routes", ...bound });
  assert.deepEqual([ban?.size, ban?.delay, ban?.end, ban?.assumption], [["all"], [], "2025-04", undefined]);
  assert.deepEqual([delay?.delay, delay?.end, delay?.evidence], [["days"], undefined, []]);
  assert.deepEqual(delay?.assumption, { en: "Nobody has said so." });
  assert.deepEqual(mine?.binds, { kind: "mine", region: "hill" });
  const [gross, value] = plan?.levies ?? [];
  assert.deepEqual([gross?.to, gross?.content, gross?.basis], [["TNA", "TNB"], ["content"], "gross"]);
  assert.deepEqual([value?.to, value?.content, value?.basis], [["TNA"], [], "value"]);
});

test("projects, scenarios, windows, curves and episodes are read as they stand", () => {
  const plan = parse(marketFiles()).book?.market;
  const [project] = plan?.projects ?? [];
  assert.deepEqual([project?.stages, project?.place, project?.start], [["ore", "oxide"], "north-hill", "2026-01"]);
  assert.deepEqual(project?.tonnes, [{ element: "Ti", tonnes: ["planned"] }]);
  assert.deepEqual(plan?.projectSets[0]?.late, ["days"]);
  const [scenario] = plan?.scenarios ?? [];
  assert.deepEqual([scenario?.restrictions, scenario?.levies], [["pass-closed", "rain"], ["hill-levy"]]);
  assert.deepEqual([scenario?.projects, scenario?.shown], [["all-of-them"], { start: "2025-01", end: "2026-12" }]);
  assert.deepEqual([plan?.windows?.restriction, plan?.windows?.years], ["pass-closed", [2025, 2026]]);
  assert.deepEqual(plan?.revenueCurves, [{ levy: "hill-levy", scenario: "closed", multiples: [0, 0.5, 1, 2] }]);
  const [episode] = plan?.episodes ?? [];
  assert.deepEqual([episode?.causes, episode?.statements], [["pass-closed", "hill-levy"], ["fell-because"]]);
  assert.deepEqual(
    episode?.observed.map(({ measured }) => measured.kind),
    ["pair", "change"],
  );
});

test("every parameter that only the market uses is used by its plan, and one that it leaves out is told", () => {
  const { book } = parse(marketFiles());
  assert.ok(book?.market);
  const products = marketPlanProducts(book.market);
  assert.deepEqual(
    new Set(products.flat()),
    new Set(["bought", "content", "half", "some", "more", "days", "ore-price", "rate", "planned", "all"]),
  );
  const change = { path: file, from: "tonnes: planned", to: "tonnes: bought" };
  assert.deepEqual(codesOf(marketFiles(change)), ["parameters.yaml:19 PARAMETER_UNUSED"]);
});

test("units that cancel out leave a price", () => {
  const yuan = {
    path: "parameters.yaml",
    from: "label: Price of ore, unit: USD/kg",
    to: "label: Price of ore, unit: CNY/t",
  };
  assert.deepEqual(codesOf(marketFiles(yuan)), ["market.yaml:16 UNIT_MISMATCH"]);
  const rate = "- {id: exchange, label: R, unit: USD/CNY, assumption: {fixed: 0.14}, reason: R}\n";
  const files = marketFiles(yuan).map(({ path, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    const changed = path === file ? text.replace("[ore-price, more]", "[ore-price, more, exchange]") : `${text}${rate}`;
    return path === file || path === yuan.path ? { path, bytes: new TextEncoder().encode(changed) } : { path, bytes };
  });
  assert.deepEqual(codesOf(files), []);
});

test("a plant where nothing comes to work on, and the same plant with a way for its feed", () => {
  const dale = "- {id: dale, name: The dale, place: TNA, at: [0, 0]}";
  const files = marketFiles({
    path: file,
    from: "    region: hill\n    stages: [ore, oxide]",
    to: "    region: dale\n    stages: [oxide]",
  });
  const withWays = (ways: string) =>
    files.map(({ path, bytes }) => {
      const text = new TextDecoder().decode(bytes);
      const changed =
        path === "exposure.yaml"
          ? text.replace("importers:", `  ${dale}\nimporters:`)
          : text.replace("routes:\n", `routes:\n${ways}`);
      const isChanged = path === "exposure.yaml" || path === file;
      return { path, bytes: isChanged ? new TextEncoder().encode(changed) : bytes };
    });
  const out = "  - {elements: all, stage: oxide, from: dale, to: TNA, cost: some}\n";
  const feed = "  - {elements: all, stage: ore, from: TNB, to: dale, cost: some}\n";
  const told = (ways: string) => parse(withWays(ways)).faults.map(({ code, line }) => [code, line]);
  assert.deepEqual(told(out), [["MARKET_FEED_MISSING", 35]]);
  assert.deepEqual(told(feed), [["MARKET_OUTLET_MISSING", 35]]);
  assert.deepEqual(told(out + feed), []);
});

test("a restriction on the mine of a region that mines nothing", () => {
  const dale = "- {id: dale, name: The dale, place: TNA, at: [0, 0]}";
  const files = marketFiles({ path: file, from: "mine: hill", to: "mine: dale" }).map(({ path, bytes }) => {
    const text = new TextDecoder().decode(bytes).replace("importers:", `  ${dale}\nimporters:`);
    return { path, bytes: path === "exposure.yaml" ? new TextEncoder().encode(text) : bytes };
  });
  const told = parse(files).faults.map(({ code, line }) => [code, line]);
  assert.deepEqual(told, [["MARKET_MINE_UNKNOWN", 68]]);
});

test("thirteen causes are more than the attribution runs", () => {
  const many = Array.from({ length: 13 }, (_, index) => `cause-${index}`);
  const entry = (id: string) =>
    `  - {id: ${id}, title: T, actor: A, mine: hill, kind: ban, size: half, leakage: some, start: 2025-02, assumption: A.}\n`;
  const files = marketFiles({
    path: file,
    from: "causes: [pass-closed, hill-levy]",
    to: `causes: [${many.join(", ")}]`,
  });
  const withCauses = files.map(({ path, bytes }) => {
    const text = new TextDecoder()
      .decode(bytes)
      .replace("restrictions:\n", `restrictions:\n${many.map(entry).join("")}`);
    return { path, bytes: path === file ? new TextEncoder().encode(text) : bytes };
  });
  assert.deepEqual(codesOf(withCauses), ["market.yaml:105 LIST_LENGTH"]);
});

test("a book may have no market; a market needs the network that it is about", () => {
  const { book } = parse(
    marketFiles().filter(({ path }) => path !== file && path !== "parameters.yaml" && path !== "exposure.yaml"),
  );
  assert.equal(book?.market, undefined);
  assert.ok(book);
  const without = codesOf(marketFiles().filter(({ path }) => path !== "exposure.yaml"));
  assert.deepEqual(without, ["market.yaml:0 FILE_MISSING"]);
});

test("where the network is at fault nothing is said of what stands in it, but all else is", () => {
  const files = marketFiles({ path: "exposure.yaml", from: "stages:\n  - {id: ore,", to: "stages:\n  - {id: rock," });
  assert.ok(codesOf(files).every((one) => one.startsWith("exposure.yaml:")));
  const both = files.map(({ path, bytes }) => {
    const text = new TextDecoder().decode(bytes).replace("end: 2025-09", "end: 2025-03");
    return { path, bytes: path === file ? new TextEncoder().encode(text) : bytes };
  });
  assert.ok(codesOf(both).includes("market.yaml:52 PERIOD_REVERSED"));
});

test("all faults come in one pass", () => {
  const text = new TextDecoder().decode(marketFiles().find(({ path }) => path === file)?.bytes);
  const broken = text
    .replace("seed: 11", "seed: x")
    .replace("kind: ban", "kind: embargo")
    .replace("end: 2025-09", "end: 2025-03")
    .replace("[closure, flood]", "[closure, drought]")
    .replace("gap: levy-received", "gap: levy-lost");
  const files = marketFiles().map((one) =>
    one.path === file ? { path: file, bytes: new TextEncoder().encode(broken) } : one,
  );
  assert.deepEqual(codesOf(files), [
    "market.yaml:5 NUMBER_UNREADABLE",
    "market.yaml:52 PERIOD_REVERSED",
    "market.yaml:54 MARKET_KIND_UNKNOWN",
    "market.yaml:54 CLAIM_UNKNOWN",
    "market.yaml:94 GAP_UNKNOWN",
  ]);
});

test("market.yaml with a piece exchanged gives a book or faults, and never an error of our own", () => {
  const valid = marketFiles().find(({ path }) => path === file)?.bytes ?? new Uint8Array();
  const words = fc.array(
    fc.constantFrom("\n", "  ", "- ", ": ", ", ", "{", "}", "[", "]", "all", "hill", "Ti", "2025-01", "-1", "id"),
    {
      maxLength: 8,
    },
  );
  const splice = fc.record({ at: fc.nat(valid.length), length: fc.nat(40), words });
  fc.assert(
    fc.property(splice, ({ at, length, words: parts }) => {
      const bytes = Buffer.concat([valid.subarray(0, at), Buffer.from(parts.join("")), valid.subarray(at + length)]);
      const { book, faults } = parse(marketFiles().map((one) => (one.path === file ? { path: file, bytes } : one)));
      assert.equal(book === undefined, faults.length > 0);
      for (const fault of faults) assert.ok(fault.file !== "" && fault.code !== "INTERNAL", fault.message);
    }),
    { numRuns: 120 },
  );
});
