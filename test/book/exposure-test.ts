import assert from "node:assert/strict";
import { test } from "node:test";
import { testChanges } from "./one-change.ts";
import { parse, tinyFiles, withBytes, withText } from "./tiny-book.ts";

const file = "exposure.yaml";
const element = "  - {id: Ti, name: {en: tinium}, commodity: ore}\n";
const hill = "- {element: Ti, stage: ore, region: hill, own: [all], rest: TNB}";
const oxide = "- {element: Ti, stage: oxide, region: TNA, own: [half], rest: TNB}";
const gap = "  - {element: Ti, stage: oxide, region: TNB, gap: levy-allocated}\n";
const byMass = "    exports: {indicator: export-mass, basis: gross}\n";
/** The hill and Tinia have oxide only from each other, and Tinbia none. */
const oxideCircle =
  "- {element: Ti, stage: oxide, region: hill, rest: TNA}\n  - {element: Ti, stage: oxide, region: TNA, rest: hill}";

testChanges([
  // Shapes
  ["KEY_MISSING", file, 1, "seed: 7\n", ""],
  ["KEY_MISSING", file, 16, ", rest: TNB}", "}"],
  ["KEY_MISSING", file, 22, ", share: [world-share, from-hill]", ""],
  ["KEY_UNKNOWN", file, 3, "seed: 7", "years: 3\nseed: 7"],
  ["KEY_UNKNOWN", file, 16, "own: [all]", "own: [all], owns: [all]"],
  ["KEY_UNKNOWN", file, 29, "gap: levy-allocated", "gap: levy-allocated, note: N"],
  ["SHAPE_MISMATCH", file, 16, "own: [all]", "own: all"],
  ["SHAPE_MISMATCH", file, 13, "[TNA, TNB]", "TNA"],
  ["SHAPE_MISMATCH", file, 10, "[10.5, 47]", "10.5"],
  ["LIST_LENGTH", file, 22, "[world-share, from-hill]", "[]"],
  ["LIST_LENGTH", file, 11, "[-70, -12.5]", "[-70]"],
  ["LIST_LENGTH", file, 11, "[-70, -12.5]", "[-70, -12.5, 0]"],
  ["PERIOD_UNREADABLE", file, 1, '"2024"', '"24"'],
  ["PERIOD_UNREADABLE", file, 32, '"2025"', "Q1"],
  // Numbers
  ["NUMBER_OUT_OF_RANGE", file, 2, "500", "99"],
  ["NUMBER_OUT_OF_RANGE", file, 2, "500", "100001"],
  ["NUMBER_OUT_OF_RANGE", file, 2, "500", "500.5"],
  ["NUMBER_OUT_OF_RANGE", file, 3, "seed: 7", "seed: -7"],
  ["NUMBER_OUT_OF_RANGE", file, 3, "seed: 7", "seed: 0.5"],
  ["NUMBER_OUT_OF_RANGE", file, 10, "[10.5, 47]", "[180.5, 47]"],
  ["NUMBER_OUT_OF_RANGE", file, 10, "[10.5, 47]", "[47, -90.5]"],
  ["NUMBER_UNREADABLE", file, 10, "[10.5, 47]", "[10.5, 47N]"],
  // Ids
  ["ID_UNREADABLE", file, 5, "{id: Ti,", '{id: "T i", name: n, commodity: ore}\n  - {id: Ti,'],
  ["ID_UNREADABLE", file, 39, "id: by-mass", "id: By mass"],
  ["ID_DUPLICATE", file, 6, element, element + element],
  ["ID_DUPLICATE", file, 9, "- {id: oxide, name: Oxide}", "- {id: oxide, name: Oxide}\n  - {id: ore, name: Ore}"],
  ["ID_DUPLICATE", file, 13, "regions:", "regions:\n  - {id: hill, name: H, place: TNA, at: [0, 0]}"],
  ["ID_DUPLICATE", file, 13, "[TNA, TNB]", "[TNA, TNB, TNA]"],
  ["ID_DUPLICATE", file, 14, "[hill]", "[hill, hill]"],
  ["ID_DUPLICATE", file, 44, "id: by-value", "id: by-mass"],
  ["ID_DUPLICATE", file, 26, "share: [half]}]", "share: [half]}, {region: hill, share: [kept]}]"],
  // Names
  ["COMMODITY_UNKNOWN", file, 5, "commodity: ore", "commodity: gold"],
  ["PLACE_UNKNOWN", file, 12, "place: north-hill", "place: south-hill"],
  ["ELEMENT_UNKNOWN", file, 16, hill, hill.replace("Ti", "ti")],
  ["ELEMENT_UNKNOWN", file, 29, gap, gap.replace("Ti", "To")],
  ["STAGE_UNKNOWN", file, 27, oxide, oxide.replace("oxide", "metal")],
  ["STAGE_UNKNOWN", file, 29, gap, gap.replace("oxide", "metal")],
  ["REGION_UNKNOWN", file, 13, "[TNA, TNB]", "[TNA, TNB, TNC]"],
  ["REGION_UNKNOWN", file, 14, "[hill]", "[hill, dale]"],
  ["REGION_UNKNOWN", file, 16, hill, hill.replace("hill", "dale")],
  ["REGION_UNKNOWN", file, 16, hill, hill.replace("TNB", "TNC")],
  ["REGION_UNKNOWN", file, 22, "{region: hill, share: [world", "{region: dale, share: [world"],
  ["REGION_UNKNOWN", file, 29, gap, gap.replace("TNB", "TNC")],
  ["REGION_UNKNOWN", file, 31, "importer: TNA", "importer: TNC"],
  ["GAP_UNKNOWN", file, 29, "gap: levy-allocated", "gap: levy-lost"],
  ["GAP_UNKNOWN", file, 50, "gap: levy-received", "gap: levy-lost"],
  ["INDICATOR_UNKNOWN", file, 33, "{indicator: export-mass, basis: net}", "{indicator: export-weight}"],
  ["INDICATOR_UNKNOWN", file, 47, "imports: {indicator: price}", "imports: {indicator: prize}"],
  ["BASIS_UNKNOWN", file, 33, "basis: net", "basis: dry"],
  ["PARAMETER_UNKNOWN", file, 16, "own: [all]", "own: [none]"],
  ["PARAMETER_UNKNOWN", file, 22, "share: [world-share, from-hill]", "share: [world-share, from-dale]"],
  ["PARAMETER_UNKNOWN", file, 24, "tonnes: [bought, content]", "tonnes: [bought, contents]"],
  ["PARAMETER_UNKNOWN", file, 49, "cifFob: freight", "cifFob: fright"],
  // Units
  ["UNIT_MISMATCH", file, 16, "own: [all]", "own: [all, freight]"],
  ["UNIT_MISMATCH", file, 22, "[world-share, from-hill]", "[world-share, from-hill, bought]"],
  ["UNIT_MISMATCH", file, 24, "[bought, content]", "[bought, content, bought]"],
  ["UNIT_MISMATCH", file, 27, oxide, oxide.replace("TNB", "TNB, tonnes: [content]")],
  ["UNIT_MISMATCH", file, 33, "production: {indicator: export-mass, basis: net}", "production: {indicator: price}"],
  ["UNIT_MISMATCH", file, 35, "{indicator: price-change}", "{indicator: event}"],
  ["UNIT_MISMATCH", file, 43, byMass, "    exports: {indicator: price}\n"],
  ["UNIT_MISMATCH", file, 48, "exports: {indicator: price}", "exports: {indicator: export-mass}"],
  ["UNIT_MISMATCH", file, 47, "imports: {indicator: price}", "imports: {indicator: export-mass}"],
  ["UNIT_MISMATCH", file, 36, "{mass: {indicator: export-mass, basis: gross}", "{mass: {indicator: price}"],
  ["UNIT_MISMATCH", file, 36, "share: {indicator: share-world, place: TNA}", "share: {indicator: export-mass}"],
  ["KEY_MISSING", file, 36, ", share: {indicator: share-world, place: TNA}", ""],
  ["KEY_MISSING", file, 36, "mass: {indicator: export-mass, basis: gross}, ", ""],
  ["KEY_UNKNOWN", file, 36, "share: {indicator: share-world", "yield: 1, share: {indicator: share-world"],
  ["INDICATOR_UNKNOWN", file, 36, "{indicator: share-world, place: TNA}", "{indicator: share}"],
  ["PLACE_UNKNOWN", file, 36, "share-world, place: TNA}", "share-world, place: TNC}"],
  ["BASIS_UNKNOWN", file, 36, "export-mass, basis: gross}", "export-mass, basis: dry}"],
  // Mirrors
  ["MEASURE_UNKNOWN", file, 41, "measure: mass", "measure: weight"],
  ["KEY_UNKNOWN", file, 44, byMass, `${byMass}    cifFob: freight\n`],
  ["KEY_MISSING", file, 44, "    cifFob: freight\n", ""],
  // The network
  ["REGION_SUPPLIES_ITSELF", file, 16, hill, hill.replace("TNB", "hill")],
  ["REGION_SUPPLIES_ITSELF", file, 26, "{region: hill, share: [half]}", "{region: TNB, share: [half]}"],
  ["EXPOSURE_CELL_DUPLICATE", file, 17, hill, `${hill}\n  ${hill}`],
  ["EXPOSURE_CELL_DUPLICATE", file, 30, gap, gap + gap],
  ["EXPOSURE_CELL_DUPLICATE", file, 29, gap, `${gap.replace("oxide", "ore")}${gap}`],
  ["EXPOSURE_CELL_MISSING", file, 13, gap, ""],
  ["EXPOSURE_CELL_MISSING", file, 13, `  ${oxide}\n`, ""],
  ["EXPOSURE_CELL_MISSING", file, 13, "[TNA, TNB]", "[TNA, TNB, hill]"],
  ["EXPOSURE_INPUT_MISSING", file, 16, hill, hill.replace("ore", "oxide")],
  ["EXPOSURE_CIRCULAR", file, 27, oxide, oxideCircle],
  ["SHARES_OVER_WHOLE", file, 26, "own: [half], from", "own: [all], from"],
]);

test("the network of the tiny book is read whole", () => {
  const { exposure } = parse(tinyFiles()).book ?? {};
  assert.ok(exposure);
  assert.deepEqual([exposure.period, exposure.draws, exposure.seed], ["2024", 500, 7]);
  assert.deepEqual(exposure.elements, [{ id: "Ti", name: { en: "tinium" }, commodity: "ore" }]);
  assert.deepEqual(
    exposure.stages.map(({ id }) => id),
    ["ore", "oxide"],
  );
  const hillRegion = {
    id: "hill",
    name: { en: "The hill" },
    place: "north-hill",
    position: { longitude: 180, latitude: 90 },
  };
  assert.deepEqual(exposure.regions[2], hillRegion);
  assert.deepEqual([exposure.importers, exposure.origins], [["TNA", "TNB"], ["hill"]]);
  assert.deepEqual(exposure.mixes[1], {
    element: "Ti",
    stage: "ore",
    region: "TNA",
    own: ["kept"],
    from: [{ region: "hill", share: ["world-share", "from-hill"] }],
    rest: "TNB",
    tonnes: ["bought", "content"],
    note: { en: "A note." },
    line: 17,
  });
  const plain = exposure.mixes[3];
  assert.deepEqual([plain?.from, plain?.tonnes, plain?.note, plain?.line], [[], [], undefined, 27]);
  assert.deepEqual(exposure.gaps, [{ element: "Ti", stage: "oxide", region: "TNB", gap: "levy-allocated" }]);
  assert.deepEqual(exposure.pooled, {
    importer: "TNA",
    period: "2025",
    production: { indicator: "export-mass", basis: "net" },
    imports: { indicator: "export-mass", place: "TNA", basis: "gross" },
    governance: { indicator: "price-change" },
    parts: { mass: { indicator: "export-mass", basis: "gross" }, share: { indicator: "share-world", place: "TNA" } },
    note: { en: "A note." },
  });
  assert.deepEqual(
    exposure.mirrors.map(({ id, measure, cifFob, gap }) => [id, measure, cifFob, gap]),
    [
      ["by-mass", "mass", "", ""],
      ["by-value", "value", "freight", "levy-received"],
    ],
  );
});

test("gaps, the pooled index and mirrors may be left out", () => {
  const text = new TextDecoder().decode(tinyFiles().find(({ path }) => path === file)?.bytes);
  const short = text.slice(0, text.indexOf("pooled:"));
  const { faults } = parse(withBytes(file, new TextEncoder().encode(short)));
  // The freight of the mirror is then used by nothing.
  assert.deepEqual(
    faults.map(({ code, line }) => `${code} ${line}`),
    ["PARAMETER_UNUSED 13"],
  );
});

test("shares that are not all fixed are no fault, though they may be more than the whole in a draw", () => {
  const open = withText(file, "share: [half]}]", "share: [half]}, {region: TNA, share: [kept]}]");
  assert.deepEqual(parse(open).faults, []);
});

test("a circle that a region enters is none: one that makes some, or one without a mix, which stands as an origin", () => {
  const makes = oxideCircle.replace("TNA, rest", "TNA, own: [half], rest");
  const buys = oxideCircle.replace("TNA, rest", "TNA, from: [{region: TNB, share: [half]}], rest");
  for (const entered of [makes, buys]) assert.deepEqual(parse(withText(file, oxide, entered)).faults, []);
});

test("all faults of a network come in one pass, each cell that is missing by its name", () => {
  const files = withText(file, `  ${oxide}\n`, "").map((one) => {
    const text = new TextDecoder().decode(one.bytes);
    if (one.path !== file) return one;
    const broken = text.replace(gap, "").replace("draws: 500", "draws: 5").replace("[-70, -12.5]", "[-700, -12.5]");
    return { ...one, bytes: new TextEncoder().encode(broken) };
  });
  const { faults } = parse(files);
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["2 NUMBER_OUT_OF_RANGE", "11 NUMBER_OUT_OF_RANGE", "13 EXPOSURE_CELL_MISSING", "13 EXPOSURE_CELL_MISSING"],
  );
  assert.match(faults[2]?.message ?? "", /'?Ti oxide of TNA/);
  assert.match(faults[3]?.message ?? "", /Ti oxide of TNB/);
});

test("a cell that is there twice names the first place", () => {
  const { faults } = parse(withText(file, gap, gap + gap));
  assert.match(faults[0]?.message ?? "", /exposure\.yaml:29/);
});
