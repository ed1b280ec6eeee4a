import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DependenceFindings, findDependence, listDependence } from "../../src/findings/dependence.ts";
import type { ExposureCell } from "../../src/findings/exposure-cell.ts";
import type { DependenceFinding } from "../../src/findings/exposure-finding.ts";
import type { Exposure, SupplyMix } from "../../src/model/exposure.ts";
import type { Parameter } from "../../src/model/parameter.ts";
import { assumed, claim, evidenced, gap, makeDesk, mix, network } from "./exposure-book.ts";

type Parts = Omit<Parameters<typeof makeDesk>[0], "exposure" | "parameters">;

function find(parameters: readonly Parameter[], exposure: Exposure, parts: Parts = {}): DependenceFindings {
  const dependence = findDependence(makeDesk({ ...parts, parameters, exposure }));
  assert.ok(dependence);
  return dependence;
}

function cellOf({ cells }: DependenceFindings, stage: string, region: string): ExposureCell {
  const cell = cells.find((one) => one.stage === stage && one.region === region);
  assert.ok(cell);
  return cell;
}

function expected(one: DependenceFinding | undefined): number {
  assert.ok(one?.finding.result.kind === "estimate", JSON.stringify(one?.finding.result));
  return one.finding.result.value;
}

function assertNear(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);
}

const fixed = [assumed("six", 0.6), assumed("half", 0.5), assumed("nine", 0.9), assumed("all", 1)];

/** plant buys 0.6 of its ore from the hill and makes its oxide of it; shore buys 0.9 of its oxide from plant. */
const chain = [
  mix("ore", "plant", "", { hill: "six" }),
  mix("oxide", "plant", "all", {}),
  mix("oxide", "shore", "", { plant: "nine" }),
];

test("origins are traced through the seller and through the stages", () => {
  const found = find(fixed, network(chain));
  assertNear(expected(cellOf(found, "ore", "plant").origins[0]), 0.6);
  assertNear(expected(cellOf(found, "oxide", "plant").origins[0]), 0.6);
  const shore = cellOf(found, "oxide", "shore");
  // 0.9 from plant, of which 0.6 began in the hill.
  assertNear(expected(shore.origins[0]), 0.54);
  assertNear(expected(shore.otherOrigins), 0.46);
  assert.deepEqual(
    shore.direct.map((one) => [one.region, Math.round(1e9 * expected(one)) / 1e9]),
    [
      ["plant", 0.9],
      ["rest", 0.1],
    ],
  );
  assert.equal(shore.origins[0]?.finding.id, "exposure/E/oxide/shore/hill");
  assert.equal(shore.direct[0]?.finding.id, "exposure/E/oxide/shore/direct/plant");
});

test("regions that sell to each other are solved together", () => {
  // plant: half from the hill, half from shore; shore: 0.6 from plant, the rest unknown. p = 1/2 + s/2, s = 0.6 p.
  const both = [mix("ore", "plant", "", { hill: "half", shore: "half" }), mix("ore", "shore", "", { plant: "six" })];
  const found = find(fixed, network(both));
  assertNear(expected(cellOf(found, "ore", "plant").origins[0]), 1 / 1.4);
  assertNear(expected(cellOf(found, "ore", "shore").origins[0]), 0.6 / 1.4);
});

test("a share is the product of its parameters, whatever their units; what a region mines began there", () => {
  const parameters = [...fixed, assumed("forty", 40, "percent")];
  const mines = [mix("ore", "plant", "forty half", { hill: "six half" })];
  const plant = cellOf(find(parameters, network(mines, { origins: ["hill", "plant"] })), "ore", "plant");
  assertNear(expected(plant.origins[0]), 0.3);
  assertNear(expected(plant.origins[1]), 0.2);
  assertNear(expected(plant.otherOrigins), 0.5);
  assertNear(expected(plant.direct[0]), 0.2);
  assert.match(plant.direct[0]?.finding.label.en ?? "", /makes itself/);
});

test("a region without a mix at a later stage stands as an origin under its own name, and the cell says so", () => {
  // The hill has a mix of ore, but sells oxide without one: that oxide is not traced into its ore.
  const mixes = [mix("ore", "hill", "", { shore: "all" }), mix("oxide", "plant", "", { hill: "six" })];
  const plant = cellOf(find(fixed, network(mixes)), "oxide", "plant");
  assertNear(expected(plant.origins[0]), 0.6);
  assert.deepEqual(plant.beyond, ["hill", "rest"]);
  assert.deepEqual(cellOf(find(fixed, network(chain)), "ore", "plant").beyond, []);
});

test("shares of more than the whole are scaled down to it, and the draws are counted", () => {
  const parameters = [...fixed, assumed("some", { kind: "uniform", low: 0, high: 0.8 })];
  const mixes = [mix("ore", "plant", "", { hill: "six", shore: "some" })];
  const plant = cellOf(find(parameters, network(mixes)), "ore", "plant");
  assert.ok(plant.scaled?.finding.result.kind === "count");
  // Half of the draws are above 0.4.
  assertNear(plant.scaled.finding.result.value, 250, 40);
  assertNear(expected(plant.direct[0]) + expected(plant.direct[1]) + expected(plant.direct[2]), 1);
  assert.ok(expected(plant.origins[0]) < 0.6);
  const full = [mix("ore", "plant", "", { hill: "six", shore: "four" })];
  const exact = cellOf(find([...fixed, assumed("four", 0.4)], network(full)), "ore", "plant");
  assert.equal(exact.scaled, undefined);
});

test("the driver is the parameter with the most of the variance", () => {
  const parameters = [
    assumed("a", { kind: "uniform", low: 0.2, high: 0.6 }),
    assumed("b", { kind: "uniform", low: 0.1, high: 0.3 }),
    assumed("all", 1),
  ];
  // plant has a + b of the hill, through shore: the variances of a and b are as 4 to 1.
  const mixes = [mix("ore", "plant", "", { hill: "a", shore: "b" }), mix("ore", "shore", "", { hill: "all" })];
  const [first] = cellOf(find(parameters, network(mixes, { draws: 4000 })), "ore", "plant").origins;
  assert.equal(first?.driver?.parameter, "a");
  assert.deepEqual(first?.driver?.finding.inputs, ["parameter/a", "exposure/E/ore/plant/hill"]);
  const { result } = first?.driver?.finding ?? {};
  assert.ok(result?.kind === "estimate");
  assertNear(result.value, 0.8, 0.03);
  assert.ok(result.low < result.value && result.value < result.high && result.high - result.low < 0.05);
  const still = cellOf(find(fixed, network(chain)), "oxide", "shore");
  assert.equal(still.origins[0]?.driver, undefined);
});

test("what hangs on an assumption names it and has no grade; what is claimed has the worst grade", () => {
  const question = { indicator: "share", place: "plant" };
  const claims = [
    claim("share|plant||varite|2024|", 60, { grade: "C" }),
    claim("share|shore||varite|2024|", 90, { grade: "A" }),
  ];
  const parameters = [
    evidenced("six", question),
    evidenced("nine", { ...question, place: "shore" }),
    assumed("all", 1),
  ];
  const found = find(parameters, network(chain), { claims });
  const ore = cellOf(found, "ore", "plant").origins[0];
  assert.deepEqual([ore?.assumptions, ore?.finding.grade, ore?.finding.inputs], [[], "C", ["parameter/six"]]);
  const oxide = cellOf(found, "oxide", "shore").origins[0];
  assert.deepEqual([oxide?.assumptions, oxide?.finding.grade], [["all"], undefined]);
  assert.deepEqual(oxide?.finding.inputs, ["parameter/six", "parameter/nine", "parameter/all"]);
});

test("a gap, a missing parameter and a missing one upstream are told with their reason", () => {
  const question = { indicator: "share", place: "plant" };
  const parameters = [...fixed, evidenced("sought", question)];
  const mixes = [mix("ore", "plant", "", { hill: "sought" }), ...chain.slice(1)];
  const gaps = [gap("no-share", "withheld", question), gap("no-customs", "not-published")];
  const told = [{ element: "E", stage: "ore", region: "shore", gap: "no-customs" }];
  const found = find(parameters, network(mixes, { gaps: told }), { gaps });
  const resultOf = (stage: string, region: string) => cellOf(found, stage, region).origins[0]?.finding.result;
  assert.deepEqual(resultOf("ore", "shore"), { kind: "missing", reason: "not-published", gap: "no-customs" });
  assert.deepEqual(resultOf("ore", "plant"), { kind: "missing", reason: "withheld", gap: "no-share" });
  assert.deepEqual(resultOf("oxide", "shore"), { kind: "missing", reason: "withheld", gap: "no-share" });
  assertNear(expected(cellOf(found, "oxide", "shore").direct[0]), 0.9);
  assert.deepEqual(found.ranks, []);
});

test("regions that only buy from each other are unknown, and no fault", () => {
  const circle = [mix("ore", "plant", "", { shore: "all" }), mix("ore", "shore", "", { plant: "all" })];
  const found = find(fixed, network(circle));
  for (const region of ["plant", "shore"]) {
    const { result } = cellOf(found, "ore", region).origins[0]?.finding ?? {};
    assert.deepEqual(result, { kind: "missing", reason: "unknown", gap: "" });
  }
});

test("importers are ranked by the first origin, with probabilities that sum to one", () => {
  const parameters = [
    assumed("a", { kind: "uniform", low: 0.2, high: 0.8 }),
    assumed("b", { kind: "uniform", low: 0.5, high: 0.8 }),
  ];
  const mixes = [mix("ore", "plant", "", { hill: "a" }), mix("ore", "shore", "", { hill: "b" })];
  const { ranks } = find(parameters, network(mixes, { draws: 4000 }));
  const [ore] = ranks;
  assert.ok(ore);
  assert.deepEqual(
    ore.rows.map(({ importer }) => importer),
    ["shore", "plant"],
  );
  const probabilities = ore.rows.map((row) => row.ranks.map(expected));
  for (const row of probabilities) assertNear((row[0] ?? 0) + (row[1] ?? 0), 1);
  // a > b only when a is above 0.5 (half of the time), and then half of the time.
  assertNear(probabilities[1]?.[0] ?? 0, 0.25, 0.03);
  const [first] = ore.rows[0]?.ranks ?? [];
  assert.equal(first?.finding.id, "exposure/E/ore/shore/rank/1");
  assert.deepEqual(first?.assumptions, ["a", "b"]);
  assert.deepEqual(first?.finding.inputs, ["exposure/E/ore/plant/hill", "exposure/E/ore/shore/hill"]);
});

test("what a region takes is a product with one mass in it", () => {
  const parameters = [...fixed, assumed("kilotonnes", 2, "kt")];
  const [ore, ...others] = chain;
  assert.ok(ore);
  const weighed: SupplyMix = { ...ore, tonnes: ["kilotonnes", "half"] };
  const found = find(parameters, network([weighed, ...others]));
  const tonnes = cellOf(found, "ore", "plant").tonnes;
  assertNear(expected(tonnes), 1000);
  assert.equal(tonnes?.finding.unit, "t");
  const unfit = find(parameters, network([{ ...ore, tonnes: ["half"] }, ...others]));
  assert.equal(cellOf(unfit, "ore", "plant").tonnes, undefined);
});

test("shares of origins and of sellers sum to one, and nothing hangs on the order of the mixes", () => {
  const width = fc.double({ min: 0, max: 0.6, noNaN: true });
  fc.assert(
    fc.property(fc.array(width, { minLength: 4, maxLength: 4 }), (lows) => {
      const ids = ["a", "b", "c", "d"];
      const parameters = ids.map((id, index) => {
        const low = lows[index] ?? 0;
        return assumed(id, { kind: "uniform", low, high: low + 0.4 });
      });
      const mixes = [
        mix("ore", "plant", "a", { hill: "b", shore: "c" }),
        mix("ore", "shore", "", { hill: "c", plant: "d" }),
        mix("oxide", "plant", "b", { shore: "a" }),
        mix("oxide", "shore", "d", { plant: "c" }),
      ];
      const changes = { draws: 100, origins: ["hill", "plant"] };
      const found = find(parameters, network(mixes, changes));
      for (const { origins, otherOrigins, direct } of found.cells) {
        const began = [...origins, ...(otherOrigins === undefined ? [] : [otherOrigins])];
        assertNear(
          began.reduce((sum, one) => sum + expected(one), 0),
          1,
        );
        assertNear(
          direct.reduce((sum, one) => sum + expected(one), 0),
          1,
        );
      }
      const turned = find(parameters, network(mixes.toReversed(), changes));
      for (const { stage, region, origins } of found.cells) {
        assertNear(expected(cellOf(turned, stage, region).origins[0]), expected(origins[0]));
      }
    }),
    { numRuns: 15 },
  );
});

test("ids are those of one finding each, every input is among them, and two runs give the same", () => {
  const parameters = [assumed("six", { kind: "triangular", low: 0.4, value: 0.6, high: 0.7 }), ...fixed.slice(1)];
  const all = listDependence(find(parameters, network(chain)));
  const ids = all.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const lost = all.flatMap(({ inputs }) => inputs).filter((id) => !ids.includes(id));
  assert.deepEqual(lost, []);
  for (const { id, result } of all) {
    if (result.kind !== "estimate") continue;
    assert.ok(result.low <= result.value && result.value <= result.high, id);
  }
  assert.deepEqual(listDependence(find(parameters, network(chain))), all);
});

test("labels have the book's words in each of its languages", () => {
  const { label } = cellOf(find(fixed, network(chain)), "oxide", "shore").origins[0]?.finding ?? {};
  assert.equal(label?.en, "Element, oxide: share of SHORE's supply that began in HILL");
  assert.match(label?.my ?? "", /^ဒြပ်စင်၊ oxide/);
});
