import assert from "node:assert/strict";
import { test } from "node:test";
import { type DependenceFindings, findDependence, listDependence } from "../../src/findings/dependence.ts";
import { openDesk } from "../../src/findings/desk.ts";
import type { PooledFindings } from "../../src/findings/pooled-risk.ts";
import type { Claim } from "../../src/model/claim.ts";
import type { PooledRisk } from "../../src/model/exposure.ts";
import type { Finding } from "../../src/model/finding.ts";
import { assumed, claim, gap, makeDesk, mix, network } from "./exposure-book.ts";

const pattern: PooledRisk = {
  importer: "plant",
  period: "2024",
  production: { indicator: "output", commodity: "varite" },
  imports: { indicator: "imports", commodity: "varite" },
  parts: undefined,
  governance: { indicator: "stability" },
  note: undefined,
};

const output = (place: string, tonnes: number, year = "2024") => claim(`output|${place}||varite|${year}|`, tonnes);
const bought = (origin: string, kilotonnes: number) => claim(`imports|plant|${origin}|varite|2024|`, kilotonnes);
const stability = (place: string, estimate: number) => claim(`stability|${place}|||2024|`, estimate);

/** The world mines 100 kt: plant 20, hill 50, shore 30. Plant buys 30 kt from the hill and 10 from shore. */
const whole: readonly Claim[] = [
  output("plant", 20_000),
  output("hill", 50_000),
  output("shore", 30_000),
  output("WLD", 100_000),
  bought("hill", 30),
  bought("shore", 10),
  bought("WLD", 40),
  stability("hill", -2),
  stability("shore", 1),
  stability("plant", 0.5),
];

function find(claims: readonly Claim[], changes: Partial<PooledRisk> = {}, parts: Parameters<typeof makeDesk>[0] = {}) {
  const mixes = [mix("ore", "plant", "", { hill: "most" })];
  const exposure = network(mixes, { pooled: { ...pattern, ...changes } });
  const dependence = findDependence(makeDesk({ ...parts, parameters: [assumed("most", 0.9)], exposure, claims }));
  assert.ok(dependence?.pooled);
  return { ...dependence, pooled: dependence.pooled };
}

const without = (...ids: string[]) => whole.filter(({ id }) => !ids.some((one) => id.includes(one)));

function estimateOf({ id, result }: Finding): { value: number; low: number; high: number } {
  assert.ok(result.kind === "estimate", `${id} ${JSON.stringify(result)}`);
  return result;
}

function assertNear(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);
}

function idsOf(findings: readonly Finding[]): string[] {
  return findings.map(({ id }) => id);
}

test("the pooled index is that of the field, and the nested share stands beside it", () => {
  const { pooled, concentration } = find(whole);
  // 0.2² + 0.5² + 0.3²; weights 0.5 + 2/5 and 0.5 - 1/5: (0.9 x 30 + 0.3 x 10) / (20 + 40).
  assertNear(estimateOf(concentration[0]?.index ?? pooled.score).value, 0.38);
  assertNear(estimateOf(pooled.importRisk).value, 0.5);
  assertNear(estimateOf(pooled.score).value, 0.19);
  assert.equal(pooled.origin?.region, "hill");
  assertNear(pooled.origin ? estimateOf(pooled.origin.importShare).value : 0, 0.75);
  assertNear(pooled.origin ? estimateOf(pooled.origin.supplyShare).value : 0, 0.5);
  const nested = pooled.nested.find(({ stage }) => stage === "ore");
  assertNear(nested ? estimateOf(nested.share.finding).value : 0, 0.9);
  const { method, grade, unit } = pooled.score;
  assert.deepEqual([method, grade, unit, pooled.missing], ["geopolrisk", "A", "score", []]);
  const { low, high } = estimateOf(pooled.score);
  assert.ok(low < 0.19 && high > 0.19 && high - low < 0.06, `${low} ${high}`);
});

test("every input is a finding of its own, and no id is used twice", () => {
  const ids = idsOf(listDependence(find(whole)));
  assert.equal(new Set(ids).size, ids.length);
  const { pooled, concentration } = find(whole);
  const inputs = [pooled.score, pooled.importRisk, ...concentration.map(({ index }) => index)].flatMap(
    (one) => one.inputs,
  );
  assert.deepEqual(
    inputs.filter((id) => !ids.includes(id)),
    [],
  );
  assert.ok(pooled.score.inputs.includes("herfindahl/production/2024"));
  assert.ok(pooled.score.inputs.includes("pooled/plant/governance/hill"));
  assert.ok(pooled.importRisk.inputs.includes("herfindahl/production/2024/plant"));
});

test("an origin without a governance estimate leaves bounds of the weights 0 and 1, and is listed", () => {
  const { pooled } = find(without("stability|shore"));
  const { result } = pooled.importRisk;
  assert.ok(result.kind === "sum");
  assertNear(result.known, (0.9 * 30) / 60);
  assert.ok(result.low < result.known && (result.high ?? 0) > (0.9 * 30 + 10) / 60);
  assert.deepEqual(result.missing, { "not-collected": 1 });
  assert.deepEqual(idsOf(pooled.missing), ["pooled/plant/missing/governance/shore"]);
});

test("imports beyond the named origins are counted with an unknown weight", () => {
  const { pooled } = find(without("imports|plant|shore"));
  const { result } = pooled.importRisk;
  assert.ok(result.kind === "sum");
  assertNear(result.known, (0.9 * 30) / 60);
  assert.ok((result.high ?? 0) > (0.9 * 30 + 10) / 60);
  assertNear(pooled.origin ? estimateOf(pooled.origin.importShare).value : 0, 0.75);
});

test("without the importer's own production or any imports there is no index, and the gap says why", () => {
  const { pooled } = find(without("output|plant"), {}, { gaps: [gap("no-output", "withheld", pattern.production)] });
  assert.deepEqual(pooled.importRisk.result, { kind: "missing", reason: "withheld", gap: "no-output" });
  assert.deepEqual(pooled.score.result, { kind: "missing", reason: "withheld", gap: "no-output" });
  assert.deepEqual(idsOf(pooled.missing), ["pooled/plant/missing/production/plant"]);
  const alone: PooledFindings = find(without("imports|")).pooled;
  assert.equal(alone.score.result.kind, "missing");
  assert.deepEqual(idsOf(alone.missing), ["pooled/plant/missing/imports/WLD"]);
});

test("the index of a year needs the world's total; what the total has beyond the countries widens it upwards", () => {
  const years = [...whole, output("hill", 5, "2023"), output("hill", 60, "2022"), output("WLD", 100, "2022")];
  const found: DependenceFindings = find(years);
  const index = (year: string) => found.concentration.find(({ period }) => period === year)?.index;
  assert.equal(index("2023")?.result.kind, "missing");
  const bounded = index("2022");
  assert.ok(bounded);
  const { value, high } = estimateOf(bounded);
  assertNear(value, 0.36);
  assert.ok(high > 0.36 + 0.16, `${high}`);
  const without2024 = find(without("output|WLD")).pooled;
  assert.equal(without2024.score.result.kind, "missing");
  assertNear(estimateOf(without2024.importRisk).value, 0.5);
});

test("regions inside countries and sums of several are no countries", () => {
  const parts = [...whole, output("east-hill", 40_000), output("others", 5_000), output("ABC", 0.001)];
  const [year] = find(parts).concentration;
  assert.deepEqual(year?.countries.map(({ place }) => place).toSorted(), ["ABC", "hill", "plant", "shore"]);
  assertNear(estimateOf(year?.index ?? find(parts).pooled.score).value, 0.38, 1e-6);
});

test("bases are apart: each has its own index, and the pooled one takes none of them", () => {
  const gross = whole
    .filter(({ id }) => id.includes("output"))
    .map(({ question, value = 0 }) => claim(`output|${question.place}||varite|2024|gross`, value));
  const { concentration, pooled } = find([...whole, ...gross]);
  assert.deepEqual(
    concentration.map(({ index }) => index.id),
    ["herfindahl/production/2024", "herfindahl/production/gross/2024"],
  );
  assert.equal(pooled.score.result.kind, "missing");
});

const parts: PooledRisk["parts"] = {
  mass: { indicator: "imports", basis: "gross" },
  share: { indicator: "share", basis: "by-mass" },
};

const massOf = (commodity: string, kilotonnes: number) =>
  claim(`imports|plant|WLD|${commodity}|2024|gross`, kilotonnes);
const shareOf = (origin: string, commodity: string, percent: number, grade: Claim["grade"] = "A") =>
  claim(`share|plant|${origin}|${commodity}|2024|by-mass`, percent, { grade });

/** Plant buys 40 kt of light and 8 of heavy; the hill has 50 and 25 percent of them, the shore 30 and 75. */
const byShare: readonly Claim[] = [
  ...without("imports|plant|hill", "imports|plant|shore", "imports|plant|WLD"),
  bought("WLD", 48),
  massOf("light", 40),
  massOf("heavy", 8),
  shareOf("hill", "light", 50),
  shareOf("hill", "heavy", 25, "C"),
  shareOf("shore", "light", 30),
  shareOf("shore", "heavy", 75),
];

function pick(pooled: PooledFindings, id: string): Finding {
  const found = [...pooled.inputs, ...pooled.missing].find((one) => one.id === id);
  assert.ok(found, `${id} is not among ${idsOf(pooled.inputs).join(" ")}`);
  return found;
}

test("imports by origin are the sum over commodities of mass times share", () => {
  const { pooled } = find(byShare, { parts });
  // 0.5 x 40 + 0.25 x 8; with the masses exchanged it would be 14.
  const hill = pick(pooled, "pooled/plant/imports/hill");
  assertNear(estimateOf(hill).value, 22);
  assert.deepEqual(hill.inputs, ["pooled/plant/imports/hill/light", "pooled/plant/imports/hill/heavy"]);
  assert.deepEqual([hill.method, hill.unit, hill.grade, hill.label.en], ["sum", "kt", "C", "PLANT: imports from hill"]);
  const heavy = pick(pooled, "pooled/plant/imports/hill/heavy");
  assertNear(estimateOf(heavy).value, 2);
  assert.deepEqual([heavy.method, heavy.unit, heavy.claims], ["product", "kt", []]);
  assert.deepEqual(heavy.inputs, ["pooled/plant/imports/WLD/heavy", "pooled/plant/imports/hill/heavy/share"]);
  assert.equal(heavy.label.en, "PLANT: imports of heavy from hill");
  // 0.3 x 40 + 0.75 x 8 from the shore leave 8 of the 48 without an origin: (0.9 x 22 + 0.3 x 18) / (20 + 48) at least.
  assertNear(estimateOf(pick(pooled, "pooled/plant/imports/shore")).value, 18);
  const { result } = pooled.importRisk;
  assert.ok(result.kind === "sum");
  assertNear(result.known, 25.2 / 68);
  assert.ok((result.high ?? 0) > 33.2 / 68);
  assert.deepEqual([result.missing, pooled.missing], [{ "not-collected": 1 }, []]);
  assertNear(pooled.origin ? estimateOf(pooled.origin.importShare).value : 0, 22 / 48);
});

test("a product is as wide as its mass and its share, and a sum is not as wide as its products end to end", () => {
  const { pooled } = find(byShare, { parts });
  const ends = (path: string) => estimateOf(pick(pooled, `pooled/plant/imports/${path}`));
  const [hill, light, heavy] = [ends("hill"), ends("hill/light"), ends("hill/heavy")];
  assert.ok(hill.low > light.low + heavy.low && hill.high < light.high + heavy.high);
  const [mass, share] = [ends("WLD/heavy"), ends("hill/heavy/share")];
  const wide = (one: { low: number; high: number }) => Math.log(one.high / one.low);
  assert.ok(wide(heavy) > Math.max(wide(mass), wide(share)));
  assert.ok(wide(heavy) < wide(mass) + wide(share));
});

test("what imports were multiplied from is listed once, and every input is among it", () => {
  const found = find(byShare, { parts });
  const listed = listDependence(found);
  const ids = idsOf(listed);
  assert.equal(new Set(ids).size, ids.length);
  const inputs = listed.filter(({ id }) => id.startsWith("pooled/")).flatMap((one) => one.inputs);
  assert.deepEqual(
    inputs.filter((id) => !ids.includes(id)),
    [],
  );
  // One mass a commodity, one share and one product a commodity and origin.
  assert.equal(ids.filter((id) => /^pooled\/plant\/imports\/.*\/(light|heavy)/.test(id)).length, 2 + 4 + 4);
});

test("an origin whose tonnes are claimed is not multiplied out", () => {
  const { pooled } = find([...byShare, bought("hill", 30)], { parts });
  const hill = pick(pooled, "pooled/plant/imports/hill");
  assertNear(estimateOf(hill).value, 30);
  assert.deepEqual([hill.method, hill.inputs], ["single-claim", []]);
  assert.equal(
    pooled.inputs.some(({ id }) => id.startsWith("pooled/plant/imports/hill/")),
    false,
  );
  assertNear(estimateOf(pick(pooled, "pooled/plant/imports/shore")).value, 18);
});

test("shares of all origins, of the importer, of another year and of another importer are no origins", () => {
  const others = [
    shareOf("WLD", "light", 90),
    shareOf("plant", "light", 10),
    claim("share|plant|isle|light|2023|by-mass", 10),
    claim("share|shore|isle|light|2024|by-mass", 10),
    // Nor is one origin's mass that of all together.
    claim("imports|plant|isle|light|2024|gross", 3),
    claim("imports|shore|WLD|light|2024|gross", 3),
  ];
  const { pooled } = find([...byShare, ...others], { parts });
  const sums = pooled.inputs.filter(({ method }) => method === "sum");
  assert.deepEqual(idsOf(sums), ["pooled/plant/imports/hill", "pooled/plant/imports/shore"]);
  assertNear(estimateOf(pick(pooled, "pooled/plant/imports/hill")).value, 22);
});

test("a share without a mass, or claimed twice, leaves the origin at least the rest", () => {
  const known = [...byShare, massOf("other", 4), claim("share|plant|hill|other|2024|by-mass", 50, { grade: "B" })];
  const noMass = known.filter(({ id }) => !id.includes("imports|plant|WLD|other"));
  const open: PooledRisk["parts"] = { mass: { indicator: "imports", basis: "gross" }, share: { indicator: "share" } };
  const twoShares = [...known, claim("share|plant|hill|other|2024|by-value", 40)];
  const why = [gap("no-mass", "withheld", { indicator: "imports", commodity: "other" })];
  for (const [claims, changed, reason] of [
    [noMass, parts, "withheld"],
    [twoShares, open, "not-collected"],
  ] as const) {
    const { pooled } = find(claims, { parts: changed }, { gaps: why });
    const { result, inputs } = pick(pooled, "pooled/plant/imports/hill");
    assert.ok(result.kind === "sum");
    assertNear(result.known, 22);
    assert.deepEqual([result.high, result.missing], [undefined, { [reason]: 1 }]);
    assert.ok(result.low < 22 && inputs.includes("pooled/plant/imports/hill/other"));
    assert.deepEqual(idsOf(pooled.missing), ["pooled/plant/imports/hill/other"]);
    assert.equal(pick(pooled, "pooled/plant/imports/hill/other").result.kind, "missing");
  }
  assertNear(estimateOf(pick(find(known, { parts }).pooled, "pooled/plant/imports/hill")).value, 24);
  const unbounded = find(
    noMass.filter(({ id }) => !id.includes("imports|plant|WLD|varite")),
    { parts },
  ).pooled.importRisk.result;
  assert.ok(unbounded.kind === "sum");
  assert.deepEqual([unbounded.high, unbounded.missing], [undefined, { "not-collected": 1 }]);
});

test("shares of imports are named by the place that trade is recorded for, not by the region on the map", () => {
  const exposure = network([mix("ore", "plant", "", { hill: "most" })], { pooled: pattern });
  const { book } = makeDesk({ parameters: [assumed("most", 0.9)], exposure, claims: whole });
  const places = new Map([["hill", { en: "the whole hill", my: "တောင်တစ်ခုလုံး" }]]);
  const { origin } = findDependence(openDesk({ ...book, terms: { ...book.terms, places } }))?.pooled ?? {};
  assert.equal(origin?.importShare.label.en, "PLANT: share of its imports bought from the whole hill");
  assert.match(origin?.supplyShare.label.my ?? "", /တောင်တစ်ခုလုံး/);
});
