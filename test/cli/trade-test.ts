import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root, runJson, runLodebook } from "./run.ts";
import { makeTradeFiles } from "./trade-files.ts";

const folder = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(folder, { recursive: true }));
const shared = join(root, "../shared/data/trade");
const files = makeTradeFiles(folder);

// Two origins, 10 and 30, sell to 20, which makes a fifth of the world's.
const flows = files.flows("flows.csv", [
  "2022,10,20,260400,60.000,30.000",
  "2022,30,20,260400,10.000,10.000",
  "2022,20,10,260400,8.000,4.000",
  "2022,10,20,720211,5.000,1.000",
]);
const production = files.production("production.csv", [
  "Ore,10,AAA,2022,60,t,r",
  "Ore,20,BBB,2022,20000,kg,e",
  "Ore,30,CCC,2022,20,metr. t,",
]);
const governance = files.governance("governance.csv", [
  "10,AAA,2022,-2.0,0.2",
  "20,BBB,2022,1.0,0.2",
  "30,CCC,2022,0.0,0.2",
]);
const materials = files.materials("materials.csv", ["Ore,260400"]);
const base = { flows, production, governance, materials, year: "2022" };

function words(options: Readonly<Record<string, string>>): string[] {
  return ["trade", "risk", ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
}

type Row = Record<string, unknown>;

function risk(options: Readonly<Record<string, string>>): Row[] {
  return Object(runJson(...words({ ...base, ...options })));
}

function codesOf(options: Readonly<Record<string, string>>): {
  status: number | null;
  codes: string[];
  stdout: string;
} {
  const { status, stdout, stderr } = runLodebook(...words({ ...base, ...options }));
  const codes = stderr.split("\n").flatMap((line) => /(?:^|:\d+: )([A-Z][A-Z_]+): /.exec(line)?.[1] ?? []);
  return { status, codes, stdout };
}

function assertNear(actual: unknown, expected: number, tolerance = 1e-12): void {
  assert.equal(typeof actual, "number");
  assert.ok(Math.abs(Number(actual) - expected) <= tolerance * Math.abs(expected), `${actual} is not near ${expected}`);
}

const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("trade risk gives what the formulas give by hand", () => {
  const [cell = {}] = risk({ importer: "20" });
  assert.deepEqual(Object.keys(cell), [
    ...["material", "importer", "year", "hhi", "domesticProduction", "numerator", "totalTrade", "importRisk", "score"],
    ...["price", "characterisationFactor", "interval"],
  ]);
  assert.deepEqual([cell.material, cell.importer, cell.year], ["Ore", "20", 2022]);
  // g of 10 is 0.5 + 2 / 5 = 0.9 and of 30 it is 0.5; shares of the world are 0.6, 0.2 and 0.2.
  assertNear(cell.hhi, 0.44);
  assertNear(cell.domesticProduction, 20);
  assertNear(cell.numerator, 32);
  assertNear(cell.totalTrade, 40);
  assertNear(cell.importRisk, 32 / 60);
  assertNear(cell.score, (0.44 * 32) / 60);
  assertNear(cell.price, 1.75);
  assertNear(cell.characterisationFactor, (0.44 * 32 * 1.75) / 60 / 0.409412948);
  const { low, high, level, driver } = Object(cell.interval);
  assert.ok(low < Number(cell.score) && Number(cell.score) < high);
  assert.equal(level, 0.9);
  // 30 says not how it knows its figure and 20 guesses: their deviations are the largest.
  assert.match(driver, /^production (20|30)$/);
});

test("the same question gives the same answer, out of CSV and out of Parquet", () => {
  const parquet = files.path("same.parquet");
  assert.equal(runLodebook("trade", "import", flows, "--format", "baci", "--to", parquet).status, 0);
  const fromCsv = runLodebook(...words(base), "--json");
  assert.equal(fromCsv.stderr, "");
  assert.equal(runLodebook(...words({ ...base, flows: parquet }), "--json").stdout, fromCsv.stdout);
  assert.deepEqual(
    Object(JSON.parse(fromCsv.stdout)).map(({ importer }: Row) => importer),
    ["10", "20", "30"],
  );
});

test("the nickel and manganese of the United States come out to the published digits", (context) => {
  if (!existsSync(shared)) return context.skip("../shared is absent");
  const lines = readFileSync(join(shared, "baci-usa-2022-nickel-manganese.csv"), "utf8").trim().split("\n").slice(1);
  const baci = lines.map((line) => {
    const [year, exporter, importer, , code, value, quantity] = line.split(",");
    return [year, exporter, importer, code, value, quantity].join();
  });
  const cells = risk({
    flows: files.flows("usa.csv", baci),
    production: join(shared, "production-wmd-2018-2022.csv"),
    governance: join(shared, "wgi-political-stability.csv"),
    materials: files.materials("usa-materials.csv", ["Nickel,260400", "Manganese,260200"]),
    importer: "842",
  });
  const expected = readFileSync(join(shared, "expected-geopolrisk.csv"), "utf8").trim().split("\n").slice(1);
  assert.equal(cells.length, expected.length);
  for (const [index, line] of expected.entries()) {
    const [material, , year, , importer, ...numbers] = line.split(",");
    const [hhi, made, numerator, traded, importRisk, score, price, , factor] = numbers.map(Number);
    const cell = cells[index] ?? {};
    assert.deepEqual([cell.material, String(cell.year), cell.importer], [material, year, importer]);
    const found = ["hhi", "domesticProduction", "numerator", "totalTrade", "importRisk", "score", "price"];
    for (const [place, name] of [...found, "characterisationFactor"].entries()) {
      assertNear(cell[name], [hhi, made, numerator, traded, importRisk, score, price, factor][place] ?? Number.NaN);
    }
  }
});

test("a group is one importer, and what its members sell each other is no import", () => {
  const groups = files.groups("groups.csv", ["AB,10", "AB,20"]);
  const [cell = {}] = risk({ groups, importer: "AB" });
  // 30 t and 4 t go from member to member with no weight, 10 t come from 30 with 0.5; the members make 80 t.
  assertNear(cell.numerator, 5);
  assertNear(cell.totalTrade, 44);
  assertNear(cell.importRisk, 5 / 124);
  assert.deepEqual(
    risk({ groups }).map(({ importer }) => importer),
    ["10", "20", "30", "AB"],
  );
});

test("the EU's measure by hand: both supplies, the worst stage, what is missing", () => {
  const eu = files.text(
    "eu.csv",
    "material,hs,stage,import_reliance,end_of_life,substitution\nOre,260400,mine,0.5,0.1,0.8\nOre,720211,plant,,0.1,\n",
  );
  const [row = {}] = risk({ materials: eu, importer: "20", method: "eu" });
  // W is 9, 3 and 5. World: 0.36 × 9 + 0.04 × 3 + 0.04 × 5; own 20, from 10 30 and from 30 10 of 60 t.
  const world = 3.56;
  const own = 0.5 ** 2 * 9 + 3 / 9 + 5 / 36;
  const mine = (world * 0.25 + own * 0.75) * 0.9 * 0.8;
  assertNear(row.hhiGlobal, world);
  assert.equal(row.governance, "estimate");
  assert.equal(row.tradeParameter, 1);
  const stages: Row[] = Object(row.stages);
  assert.deepEqual(
    stages.map(({ stage }) => stage),
    ["mine", "plant"],
  );
  assertNear(stages[0]?.supplyRisk, mine);
  // Nobody says how well the plant's product is replaced: from not at all to wholly.
  const reliance = 1 / 21;
  const plant = (world * reliance) / 2 + ((400 * 3 + 9) / 441) * (1 - reliance / 2);
  const { missing, lower, upper } = Object(stages[1]?.supplyRisk);
  assert.equal(missing, "not-collected");
  assertNear(upper, plant * 0.9);
  assert.equal(lower, 0);
  assert.equal(row.stage, upper > mine ? "plant" : "mine");
  const [alone = {}] = risk({
    materials: files.text("mine.csv", readFileSync(eu, "utf8").split("Ore,7")[0] ?? ""),
    importer: "20",
    method: "eu",
  });
  assertNear(alone.supplyRisk, mine);
  assert.equal(alone.used, "both");
  assert.equal(alone.stage, "mine");
  const { low, high } = Object(alone.interval);
  assert.ok(low < mine && mine < high);
});

test("the EU's own figures for four elements come out within 0.1", (context) => {
  const published = join(shared, "eu2023_rare_earth_results.csv");
  if (!existsSync(published)) return context.skip("../shared is absent");
  const names = ["Dysprosium", "Holmium", "Gadolinium", "Terbium"];
  const lines = readFileSync(published, "utf8").trim().split("\n").slice(1);
  const rows = lines.map((line) => line.split(",")).filter(([name = ""]) => names.includes(name));
  // One producer near 1 whose mean of the six gives W = 5.685; of terbium it makes 0.975. Only the world's supply is used.
  const cells = risk({
    flows: files.flows("eu-flows.csv", ["2022,156,276,284690,1,NA"]),
    production: files.production("eu-production.csv", [
      ...names.map((name) => `${name},156,CHN,2022,${name === "Terbium" ? 97.5 : 100},t,r`),
      "Terbium,36,AUS,2022,2.5,t,r",
    ]),
    governance: files.governance("eu-governance.csv", ["156,CHN,2022,-0.3425,0.2", "36,AUS,2022,1.4,0.2"]),
    materials: files.text(
      "eu-materials.csv",
      `material,hs,stage,import_reliance,end_of_life,substitution\n${rows
        .map(
          (cells) => `${cells[0]},284690,processing,${Number(cells[12]) / 100},${Number(cells[13]) / 100},${cells[10]}`,
        )
        .join("\n")}\n`,
    ),
    importer: "276",
    method: "eu",
  });
  assert.equal(cells.length, names.length);
  for (const [name, risk] of rows) {
    const cell = cells.find(({ material }) => material === name) ?? {};
    assert.equal(cell.used, "global");
    assert.ok(Math.abs(Number(cell.supplyRisk) - Number(risk)) < 0.1, `${name}: ${cell.supplyRisk}, published ${risk}`);
  }
});

test("governance as the World Bank gives it: stability for one method, the mean of all six for the other", () => {
  const dimensions = ["va", "pv", "ge", "rq", "rl", "cc"];
  const rows = ["AAA", "BBB", "CCC"].flatMap((code, country) =>
    dimensions.map((indicator, place) => `${code}2022,${code},Name,2022,${indicator},${(place - country) / 4},0.2`),
  );
  const wgi = files.text("wgi.csv", `codeindyr,code,countryname,year,indicator,estimate,stddev\n${rows.join("\n")}\n`);
  const countries = files.text(
    "countries.csv",
    "country_code,country_name,country_iso2,country_iso3\n10,One,AA,AAA\n20,Two,BB,BBB\n30,Three,CC,CCC\n",
  );
  const [cell = {}] = risk({ governance: wgi, countries, importer: "20" });
  // Stability is 0.25 in 10 and -0.25 in 30.
  assertNear(cell.numerator, 30 * 0.45 + 10 * 0.55);
  const [row = {}] = risk({ governance: wgi, countries, importer: "20", method: "eu" });
  assert.equal(row.governance, "mean of va, pv, ge, rq, rl, cc");
  const w = (mean: number) => (mean - 2.5) * -2;
  assertNear(row.hhiGlobal, 0.36 * w(0.625) + 0.04 * w(0.375) + 0.04 * w(0.125));
  assert.deepEqual(codesOf({ governance: wgi }).codes, ["COLUMN_MISSING"]);
});

test("a quantity that is missing stays missing: the row is counted, not guessed", () => {
  const gap = files.flows("gap.csv", ["2022,10,20,260400,60.000,30.000", "2022,30,20,260400,10.000,NA"]);
  const [cell = {}] = risk({ flows: gap, importer: "20" });
  assertNear(cell.totalTrade, 30);
  assertNear(cell.price, 2);
  assert.deepEqual(cell.missing, { quantityRows: 1, governance: [], production: [] });
  const to = files.path("gap.parquet");
  const { good, flagged } = Object(runJson("trade", "import", gap, "--format", "baci", "--to", to));
  assert.equal(good, 2);
  assert.equal(flagged.quantityMissing, 1);
  assert.deepEqual(risk({ flows: to, importer: "20" }), risk({ flows: gap, importer: "20" }));
});

test("an origin without estimate leaves bounds and no score, and so does an own production that is not published", () => {
  const partial = files.governance("partial.csv", ["10,AAA,2022,-2.0,0.2", "20,BBB,2022,1.0,0.2", "30,CCC,2022,,"]);
  const [cell = {}] = risk({ governance: partial, importer: "20" });
  assert.deepEqual(Object(cell.missing).governance, ["30"]);
  assertNear(Object(cell.score).lower, (0.44 * 27) / 60);
  assertNear(Object(cell.score).upper, (0.44 * 37) / 60);
  const withheld = files.production("withheld.csv", [
    "Ore,10,AAA,2022,60,t,r",
    "Ore,20,BBB,2022,,t,",
    "Ore,30,CCC,2022,20,t,",
  ]);
  const [own = {}] = risk({ production: withheld, importer: "20" });
  assert.deepEqual(Object(own.missing).production, ["20"]);
  assert.deepEqual(own.domesticProduction, { missing: "not-published", lower: 0 });
  assert.equal(Object(own.score).missing, "not-published");
  const [other = {}] = risk({ production: withheld, importer: "10" });
  assert.equal(typeof other.score, "number");
  assert.deepEqual(Object(other.missing).production, ["20"]);
});

test("every bad row is told in one pass with its line, and there is no number", () => {
  const bad = files.flows("bad.csv", [
    "2022,10,20,260400,60.000,30.000",
    "2022,10,20,260400,1.000,-3.000",
    "2022,10,20,99,1.000,1.000",
    "2022,20,20,260400,1.000,1.000",
    '2022,10,20,260400,"1,5",1.000',
    "2022,10,20,260400,1.000,about 5",
  ]);
  const { status, codes, stdout } = codesOf({ flows: bad });
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.deepEqual(codes, [
    ...["NUMBER_OUT_OF_RANGE", "HS_CODE_UNKNOWN", "SELF_TRADE", "NUMBER_DECIMAL_COMMA", "NUMBER_UNREADABLE"],
  ]);
  const { stderr } = runLodebook(...words({ ...base, flows: bad }));
  assert.match(stderr, /bad\.csv:3: NUMBER_OUT_OF_RANGE/);
  assert.match(stderr, /bad\.csv:7: NUMBER_UNREADABLE/);
});

test("faults of all files are told together", () => {
  const { status, codes } = codesOf({
    flows: files.flows("self.csv", ["2022,20,20,260400,1.000,1.000"]),
    production: files.production("unit.csv", ["Ore,10,AAA,2022,60,stone,r"]),
    governance: files.governance("range.csv", ["10,AAA,2022,60,0.2"]),
    materials: files.materials("code.csv", ["Ore,2604"]),
  });
  assert.equal(status, 1);
  assert.deepEqual(codes.sort(), ["HS_CODE_UNKNOWN", "NUMBER_OUT_OF_RANGE", "SELF_TRADE", "UNIT_UNKNOWN"]);
});

test("a file cut off, a renamed column and a file that is not there end the command", () => {
  const cut = files.text("cut.csv", "t,i,j,k,v,q\n2022,10,20,260400,60.000,30.000\n2022,10,20,2604");
  assert.deepEqual(codesOf({ flows: cut }).codes, ["FILE_CUT"]);
  const renamed = files.text("renamed.csv", "year,i,j,k,v,q\n2022,10,20,260400,60.000,30.000\n");
  assert.ok(codesOf({ flows: renamed }).codes.includes("COLUMN_MISSING"));
  assert.deepEqual(codesOf({ flows: files.path("absent.csv") }).codes, ["FILE_UNREADABLE"]);
  assert.deepEqual(codesOf({ flows: files.path("absent.parquet") }).codes, ["FILE_UNREADABLE"]);
  assert.deepEqual(codesOf({ flows: files.text("no.parquet", "t,i,j,k,v,q\n") }).codes, ["PARQUET_UNREADABLE"]);
  assert.deepEqual(codesOf({ flows: files.flows("empty.csv", []) }).codes, ["LIST_LENGTH"]);
});

test("a byte order mark and other line ends change nothing", () => {
  const marked = files.text("marked.csv", `\ufeff${readFileSync(flows, "utf8").replaceAll("\n", "\r\n")}`);
  assert.deepEqual(risk({ flows: marked }), risk({}));
});

test("what the files do not have is a clear fault", () => {
  assert.deepEqual(codesOf({ year: "2021" }).codes, ["FLOWS_YEAR_MISSING", "GOVERNANCE_YEAR_MISSING"]);
  const later = files.flows("later.csv", ["2022,10,20,260400,1.000,1.000", "2023,10,20,260400,1.000,1.000"]);
  const missing = codesOf({ flows: later, year: "2022-2023" });
  assert.deepEqual([missing.status, missing.codes], [1, ["GOVERNANCE_YEAR_MISSING"]]);
  const unknown = codesOf({ importer: "840" });
  assert.deepEqual([unknown.status, unknown.codes], [2, ["IMPORTER_UNKNOWN"]]);
  for (const wrong of [{ year: "last" }, { year: "2022-2020" }, { method: "best" }]) {
    assert.deepEqual(codesOf(wrong), { status: 2, codes: ["USAGE"], stdout: "" });
  }
});

test("a code that nobody trades is a warning, and so is a material that nobody makes", () => {
  const { status, stdout, stderr } = runLodebook(
    ...words({ ...base, materials: files.materials("rare.csv", ["Ore,260400;811292", "Dust,261590"]) }),
    "--json",
  );
  assert.equal(status, 0);
  assert.match(stderr, /^warning: Ore: .*flows\.csv has no flow of 811292$/m);
  assert.match(stderr, /^warning: Dust, 2022: no production/m);
  assert.deepEqual(JSON.parse(stdout), risk({}));
});

test("months are summed to their year, unless the year itself stands beside them", () => {
  const row = (period: number) => [period, 20, "M", 10, 260400, 15_000, 30_000] as const;
  const months = files.comtrade("months.csv", [row(202201), row(202206)]);
  const to = files.path("months.parquet");
  runJson("trade", "import", months, "--format", "comtrade-csv", "--to", to);
  assertNear(risk({ flows: to, importer: "20" })[0]?.totalTrade, 30);
  const mixed = files.comtrade("mixed.csv", [row(202201), row(2022)]);
  runJson("trade", "import", mixed, "--format", "comtrade-csv", "--to", to);
  assert.deepEqual(codesOf({ flows: to }).codes, ["PERIODS_MIXED"]);
});

test("values in another currency give no price", () => {
  const comext = files.text(
    "comext.csv",
    "REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR,QUANTITY_KG\nDE,CN,26040000,1,202201,1000,500\n",
  );
  const to = files.path("comext.parquet");
  assert.equal(Object(runJson("trade", "import", comext, "--format", "comext", "--to", to)).good, 1);
  assert.deepEqual(codesOf({ flows: to }).codes, ["UNIT_MISMATCH"]);
});

test("what looks like SQL is a name", () => {
  const name = "x'); drop table flow; --";
  const rows = risk({
    materials: files.materials("evil.csv", [`${name},260400`]),
    production: files.production("evil-production.csv", [`${name},10,AAA,2022,60,t,r`]),
  });
  assert.ok(rows.length > 0 && rows.every(({ material }) => material === name));
  const code = files.materials("evil-code.csv", ["Ore,260400' or '1'='1"]);
  assert.deepEqual(codesOf({ materials: code }).codes, ["HS_CODE_UNKNOWN"]);
  assert.deepEqual(codesOf({ importer: "20' or '1'='1" }).codes, ["IMPORTER_UNKNOWN"]);
});

test("many rows of one importer are no trouble", () => {
  const rows = Array.from({ length: 300_000 }, (_, row) => {
    const exporter = 100 + (row % 800);
    return `2022,${exporter},20,${String(10_000 + 7 * Math.floor(row / 800)).padStart(6, "0")},1.000,2.000`;
  });
  const many = files.flows("many.csv", rows);
  const begun = performance.now();
  const { good } = Object(runJson("trade", "import", many, "--format", "baci", "--to", files.path("many.parquet")));
  assert.equal(good, 300_000);
  assertNear(
    risk({ flows: many, importer: "20", materials: files.materials("one.csv", ["Ore,010000"]) })[0]?.totalTrade,
    1600,
  );
  assert.ok(performance.now() - begun < 20_000);
});

test("import keeps good rows and bad ones apart, and a spreadsheet runs neither", () => {
  const mixed = files.flows("half.csv", [
    "2022,10,20,260400,60.000,30.000",
    '"=cmd|calc",10,20,260400,1.000,3.000',
    "2022,30,20,260400,10.000,-1",
  ]);
  const to = files.path("out/half.parquet");
  const done = runLodebook("trade", "import", mixed, "--format", "baci", "--to", to, "--json");
  assert.equal(done.status, 1);
  const { rows, good, bad, filtered, rejects, faults } = JSON.parse(done.stdout);
  assert.deepEqual([rows, good, bad, filtered, faults.length], [3, 1, 2, {}, 2]);
  assert.equal(rejects, `${to}.rejects.csv`);
  const lines = readFileSync(rejects, "utf8").trim().split("\r\n");
  assert.equal(lines.length, 3);
  assert.equal(lines[0], "line,code,message,row");
  assert.match(lines[1] ?? "", /^3,PERIOD_UNREADABLE,/);
  assert.match(lines[1] ?? "", /"""=cmd\|calc"",10,/);
  assert.match(lines[2] ?? "", /^4,NUMBER_OUT_OF_RANGE,.*"2022,30,20,260400,10\.000,-1"$/);
  assert.deepEqual(readdirSync(files.path("out")).sort(), ["half.parquet", "half.parquet.rejects.csv"]);
  assertNear(risk({ flows: to, importer: "20" })[0]?.totalTrade, 30);
  // A later import without a bad row leaves no rejects of an earlier one behind.
  assert.equal(runLodebook("trade", "import", flows, "--format", "baci", "--to", to).status, 0);
  assert.deepEqual(readdirSync(files.path("out")), ["half.parquet"]);
});

test("a row that begins like a formula has an apostrophe in front", () => {
  const bad = files.text("formula.csv", "t,i,j,k,v,q\n=1+1,10,20,260400,1,1\n2022,10,20,260400,1,1\n");
  const to = files.path("formula.parquet");
  assert.equal(runLodebook("trade", "import", bad, "--format", "baci", "--to", to).status, 1);
  assert.match(readFileSync(`${to}.rejects.csv`, "utf8"), /,"'=1\+1,10,20,260400,1,1"\r\n$/);
});

test("a file at fault as a whole writes nothing and leaves what was there", () => {
  const to = files.path("kept.parquet");
  runJson("trade", "import", flows, "--format", "baci", "--to", to);
  const before = digest(to);
  const cut = files.text("cut-import.csv", "t,i,j,k,v,q\n2022,10,20,260400,1,-1\n2022,10,20,2604");
  const { status, stderr } = runLodebook("trade", "import", cut, "--format", "baci", "--to", to);
  assert.equal(status, 1);
  assert.match(stderr, /cut-import\.csv:3: FILE_CUT/);
  assert.equal(digest(to), before);
  assert.equal(existsSync(`${to}.rejects.csv`), false);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith(".")),
    [],
  );
  writeFileSync(files.path("a-file"), "");
  const inside = join(files.path("a-file"), "x.parquet");
  const unwritable = runLodebook("trade", "import", flows, "--format", "baci", "--to", inside);
  assert.equal(unwritable.status, 3);
  assert.match(unwritable.stderr, /OUTPUT_UNWRITABLE/);
});

test("import twice gives the same bytes", () => {
  const [one, two] = [files.path("one.parquet"), files.path("two.parquet")];
  for (const to of [one, two]) runJson("trade", "import", files.path("many.csv"), "--format", "baci", "--to", to);
  assert.equal(digest(one), digest(two));
});

test("import says which formats and options there are", () => {
  const failed = (...more: string[]) => runLodebook("trade", "import", flows, "--to", files.path("x.parquet"), ...more);
  for (const more of [
    ["--format", "xlsx"],
    ["--format", "baci", "--side", "importer"],
    ["--format", "comext", "--side", "both"],
    ["--format", "china-customs", "--side", "importer"],
    ["--format", "china-customs", "--reporter", "156"],
  ]) {
    const { status, stderr } = failed(...more);
    assert.equal(status, 2, more.join(" "));
    assert.match(stderr, /^USAGE: /m);
  }
  assert.equal(runLodebook("trade", "import", flows, "--format", "baci", "--to", files.path("x.csv")).status, 2);
});

test("mirror compares both records of a flow", () => {
  const imports = files.comtrade("imports.csv", [
    [2022, 20, "M", 10, 260400, 30_000, 1_100_000],
    [2022, 20, "M", 10, 280530, 2_000, 50_000],
    [2022, 20, "M", 30, 260400, 7_000, 70_000],
    [2022, 20, "M", 10, 720211, "", 5_000],
    [2022, 20, "X", 10, 260400, 1, 1],
  ]);
  const exports = files.comtrade("exports.csv", [
    [2022, 10, "X", 20, 260400, 10_000, 1_000_000],
    [2022, 10, "X", 20, 720211, 1_000, 4_000],
    [2022, 10, "X", 40, 260400, 3_000, 9_000],
  ]);
  const { counts, rows, cifFob, currency } = Object(
    runJson("trade", "mirror", "--imports", imports, "--exports", exports),
  );
  assert.deepEqual(counts, { both: 2, importer: 2, exporter: 1 });
  assert.deepEqual(currency, { imports: "USD", exports: "USD" });
  const find = (exporter: string, importer: string, code: string) =>
    rows.find((row: Row) => row.exporter === exporter && row.importer === importer && row.code === code);
  const ore = find("10", "20", "260400");
  assert.deepEqual([ore.period, ore.sides, ore.mass], ["2022", "both", { exporter: 10, importer: 30, gap: 0.5 }]);
  // 1,100 imported at 1.0 to 1.2 times the exported value explains 1,000 exported.
  assert.ok(cifFob.low <= 1.1 && 1.1 <= cifFob.high);
  assert.equal(ore.value.gap.low, 0);
  assertNear(ore.value.gap.high, Math.max(100 / 2100, (1000 - 1100 / cifFob.high) / (1000 + 1100 / cifFob.high)));
  assert.deepEqual(find("10", "20", "720211").mass.gap, { missing: "not-published" });
  // 10 reports this year and not this flow; 30 was not asked.
  assert.deepEqual(find("10", "20", "280530").mass, {
    exporter: { missing: "unknown" },
    importer: 2,
    gap: { missing: "unknown" },
  });
  assert.deepEqual(find("30", "20", "260400").mass.exporter, { missing: "not-collected" });
  assert.deepEqual(find("10", "40", "260400").value.importer, { missing: "not-collected" });
  const only = Object(runJson("trade", "mirror", "--imports", imports, "--exports", exports, "--code", "26"));
  assert.deepEqual(only.counts, { both: 1, importer: 1, exporter: 1 });
});

test("mirror takes other codes of countries, national codes of goods and months together", () => {
  const comext = files.text(
    "de.csv",
    "REPORTER,PARTNER,PRODUCT_NC,FLOW,PERIOD,VALUE_EUR,QUANTITY_KG\nDE,CN,26040000,1,202201,1000,500\nDE,CN,26040000,1,202202,1000,500\n",
  );
  const imports = files.path("de.parquet");
  runJson("trade", "import", comext, "--format", "comext", "--to", imports);
  const exports = files.comtrade("cn.csv", [[2022, 156, "X", 276, 260400, 3_000, 9_000]]);
  const countries = files.text("concordance.csv", "code,to\nDE,276\nCN,156\n");
  const asked = ["trade", "mirror", "--imports", imports, "--exports", exports, "--countries", countries];
  assert.deepEqual(Object(runJson(...asked)).counts, { both: 0, importer: 2, exporter: 1 });
  const { counts, rows } = Object(runJson(...asked, "--by", "year"));
  assert.deepEqual(counts, { both: 1, importer: 0, exporter: 0 });
  assert.deepEqual(rows[0].mass, { exporter: 3, importer: 1, gap: 0.5 });
  // Euros and dollars are not compared.
  assert.deepEqual(rows[0].value.gap, { missing: "not-applicable" });
});

test("mirror refuses what it cannot compare", () => {
  const imports = files.path("imports.csv");
  const exports = files.path("exports.csv");
  const baci = files.path("same.parquet");
  const run = (...more: string[]) => runLodebook("trade", "mirror", ...more);
  assert.match(
    run("--imports", baci, "--exports", exports).stderr,
    /SHAPE_MISMATCH: got records of the side 'reconciled'/,
  );
  assert.equal(run("--imports", imports, "--exports", exports, "--by", "day").status, 2);
  const twice = files.text("twice.csv", "code,to\nDE,276\nDE,280\n,1\n");
  const { status, stderr } = run("--imports", imports, "--exports", exports, "--countries", twice);
  assert.equal(status, 1);
  assert.match(stderr, /twice\.csv:3: KEY_DUPLICATE/);
  assert.match(stderr, /twice\.csv:4: CELL_EMPTY/);
});

test("a person gets tables", () => {
  const told = runLodebook(...words(base));
  assert.equal(told.status, 0);
  assert.deepEqual(told.stdout.split("\n").slice(0, 1), [
    "material importer year       risk                interval  driver",
  ]);
  const mirror = runLodebook(
    "trade",
    "mirror",
    "--imports",
    files.path("imports.csv"),
    "--exports",
    files.path("exports.csv"),
  );
  assert.match(mirror.stdout, /2 flows recorded by both sides, 2 by the importer alone, 1 by the exporter alone/);
  const imported = runLodebook("trade", "import", flows, "--format", "baci", "--to", files.path("told.parquet"));
  assert.match(imported.stdout, /flows\.csv: 4 rows, 4 good, 0 bad\n/);
});

test("the help of every trade command shows an example", () => {
  for (const name of ["import", "risk", "mirror"]) {
    const { status, stdout } = runLodebook("trade", name, "--help");
    assert.equal(status, 0);
    assert.match(stdout, /Example:\n {2}lodebook trade /);
  }
});
