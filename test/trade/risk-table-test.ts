import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LodebookError } from "../../src/model/fault.ts";
import { riskTable } from "../../src/trade/risk-table.ts";
import type { RiskCell, RiskInputs } from "../../src/trade/risk-types.ts";
import { copperMidpoint, type RiskRows, riskInputs } from "./risk-inputs.ts";
import { naiveRisk } from "./risk-naive.ts";
import { blocks, groups, places, smallWorld, worlds } from "./risk-worlds.ts";
import { numberOf, readSharedTable, skipShared } from "./shared-table.ts";

for (const material of ["Nickel", "Manganese"]) {
  test(`${material}, United States 2022, comes out to the published digits`, { skip: skipShared }, () => {
    const expected = readSharedTable("expected-geopolrisk.csv").find((row) => row.get("Raw Material") === material);
    assert.ok(expected);
    const inputs = publishedInputs(material);
    const [cell] = riskTable({ ...inputs, importers: [inputs.countries.indexOf("842")] });
    const columns = {
      HHI: cell?.hhi,
      "Domestic Production": cell?.domesticProduction,
      Numerator: cell?.numerator,
      "Total Trade": cell?.totalTrade,
      "Import Risk (WTA)": cell?.importRisk,
      "GeoPolRisk Score": cell?.score,
      Price: cell?.price,
      CF: cell?.characterisationFactor,
    };
    for (const [column, value] of Object.entries(columns)) assertNear(value, numberOf(expected, column), 1e-12);
    assert.ok(typeof cell?.score === "number" && "low" in cell.interval);
    assert.ok(cell.interval.low < cell.score && cell.score < cell.interval.high);
    assert.equal(cell.missing, undefined);
  });
}

test("every cell of every importer and group equals the functions of one cell", () => {
  fc.assert(
    fc.property(worlds, (rows) => {
      const cells = riskTable(riskInputs(rows, { groups, draws: 1 }));
      const found = new Map(cells.map((cell) => [`${cell.material} ${cell.year} ${cell.importer}`, cell]));
      for (const [material, year] of blocks) {
        if (!rows.trade.some(([m, y]) => m === material && y === year)) continue;
        for (const [code, members] of [...places.map((c) => [`c${c}`, [c]] as const), ...groups]) {
          const cell = found.get(`m${material} ${year} ${code}`);
          const imports = rows.trade.filter(([m, y, i = -1]) => m === material && y === year && members.includes(i));
          const made = rows.production.filter(([m, c = -1, y]) => m === material && y === year && members.includes(c));
          const supply = [...imports.map((row) => row[4] ?? 0), ...made.map((row) => row[3] ?? 0)];
          assert.equal(cell !== undefined, imports.length > 0 || made.some((row) => (row[3] ?? 0) > 0));
          if (cell !== undefined && supply.some((tonnes) => tonnes > 0)) {
            assertCell(cell, naiveRisk(rows, material, year, members));
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("the same seed gives the same cells; fewer importers and further countries change none of them", () => {
  fc.assert(
    fc.property(worlds, fc.subarray(places), (rows, some) => {
      const inputs = riskInputs(rows, { groups });
      const cells = riskTable(inputs);
      assert.deepEqual(riskTable(inputs), cells);
      const isSome = ({ importer }: RiskCell) => some.some((place) => importer === `c${place}`);
      assert.deepEqual(riskTable({ ...inputs, importers: some.toReversed(), groups: new Map() }), cells.filter(isSome));
      assert.deepEqual(riskTable({ ...inputs, countries: [...inputs.countries, "c6"] }), cells);
      const shifted = rows.production.toReversed();
      assert.deepEqual(riskTable(riskInputs({ ...rows, production: shifted }, { groups })), cells);
    }),
    { numRuns: 15 },
  );
});

test("two origins with the same estimate may be merged", () => {
  const rows = smallWorld();
  const apart = riskTable(riskInputs({ ...rows, governance: equalGovernance(0) }))[0];
  const merged = rows.trade
    .map((row) => (row[3] === 1 ? [0, 2022, 0, 1, 100, 200] : row))
    .filter((row) => row[3] !== 2);
  const together = riskTable(riskInputs({ ...rows, trade: merged, governance: equalGovernance(0) }))[0];
  const { interval: first, ...plain } = apart ?? {};
  const { interval: second, ...other } = together ?? {};
  assert.deepEqual(plain, other);
  // Two estimates that err apart are surer together than one.
  assert.ok(first && second && "low" in first && "low" in second);
  assert.ok(first.high - first.low < second.high - second.low);
});

test("an origin without estimate is missing, with the bounds that 0 and 1 would give", () => {
  const rows = smallWorld();
  const governance = rows.governance.filter(([country]) => country !== 2);
  const [cell] = riskTable(riskInputs({ ...rows, governance }));
  const bound = (estimate: number) =>
    naiveRisk({ ...rows, governance: [...governance, [2, 2022, estimate, 0]] }, 0, 2022, [0]);
  const [lower, upper] = [bound(2.5), bound(-2.5)];
  const pick = (name: "numerator" | "importRisk" | "score" | "characterisationFactor") => ({
    missing: "not-published",
    lower: lower[name],
    upper: upper[name],
  });
  assertClose(cell?.numerator, pick("numerator"));
  assertClose(cell?.importRisk, pick("importRisk"));
  assertClose(cell?.score, pick("score"));
  assertClose(cell?.characterisationFactor, pick("characterisationFactor"));
  assert.deepEqual([cell?.totalTrade, cell?.price], [100, 2]);
  assert.deepEqual(cell?.interval, { missing: "not-published" });
  assert.deepEqual(cell?.missing, { quantityRows: 0, governance: ["c2"] });
});

test("a year that governance does not cover leaves every origin without estimate", () => {
  const rows = smallWorld();
  const [cell] = riskTable(
    riskInputs({ ...rows, governance: rows.governance.map(([c = 0, , e = 0]) => [c, 2021, e, 0]) }),
  );
  assert.deepEqual(cell?.missing, { quantityRows: 0, governance: ["c1", "c2"] });
  assertClose(cell?.importRisk, { missing: "not-published", lower: 0, upper: 100 / 160 });
});

test("an estimate that only a member of the group lacks is not needed", () => {
  const rows = smallWorld();
  const governance = rows.governance.filter(([country]) => country !== 2);
  const inputs = riskInputs({ ...rows, governance }, { importers: [], groups: new Map([["G", [0, 2]]]) });
  const [cell] = riskTable(inputs);
  assert.equal(cell?.importer, "G");
  assert.deepEqual([cell?.totalTrade, cell?.missing], [100, undefined]);
  assertNear(cell?.score, naiveRisk(rows, 0, 2022, [0, 2]).score, 1e-14);
});

test("rows without quantity are counted and in no sum", () => {
  const rows = smallWorld();
  const some = [...rows.trade, [0, 2022, 0, 3, 0, 0, 4]];
  const [plain] = riskTable(riskInputs(rows));
  const [cell] = riskTable(riskInputs({ ...rows, trade: some }));
  assert.deepEqual(cell, { ...plain, missing: { quantityRows: 4, governance: [] } });
});

test("an importer of which no row has a quantity is unknown between bounds, not 0", () => {
  const rows = smallWorld();
  const [cell] = riskTable(riskInputs({ ...rows, trade: [[0, 2022, 0, 1, 0, 0, 2]] }));
  const unknown = { missing: "not-published" };
  assert.deepEqual(cell?.totalTrade, { ...unknown, lower: 0 });
  assert.deepEqual(cell?.numerator, { ...unknown, lower: 0 });
  assert.deepEqual(cell?.importRisk, { ...unknown, lower: 0, upper: 1 });
  assert.deepEqual(cell?.score, { ...unknown, lower: 0, upper: cell?.hhi });
  assert.deepEqual([cell?.price, cell?.characterisationFactor, cell?.interval], [unknown, unknown, unknown]);
  assert.deepEqual(cell?.missing, { quantityRows: 2, governance: [] });
});

test("who makes all it uses has no risk and no price; who makes and buys nothing has no cell", () => {
  const cells = riskTable(riskInputs(smallWorld()));
  assert.deepEqual(
    cells.map(({ importer }) => importer),
    ["c0", "c1"],
  );
  const maker = cells[1];
  const none = { missing: "not-applicable" };
  assert.deepEqual([maker?.numerator, maker?.totalTrade, maker?.importRisk, maker?.score], [0, 0, 0, 0]);
  assert.deepEqual([maker?.price, maker?.characterisationFactor], [none, none]);
  assert.deepEqual(maker?.interval, { low: 0, high: 0, level: 0.9, driver: "none" });
});

test("a producer that a covered year leaves out makes 0 t; a year that is not covered is not known", () => {
  const rows = smallWorld();
  const trades = [...rows.trade, [0, 2022, 3, 1, 5, 5], [0, 2023, 3, 1, 5, 10], [1, 2022, 0, 1, 5, 5]];
  const rated = [...rows.governance, [1, 2023, 0, 0.2]];
  const cells = riskTable(riskInputs({ ...rows, trade: trades, governance: rated }));
  const find = (material: string, year: number, importer: string) =>
    cells.find((cell) => cell.material === material && cell.year === year && cell.importer === importer);
  assert.equal(find("m0", 2022, "c3")?.domesticProduction, 0);
  const none = { missing: "not-collected" };
  for (const cell of [find("m0", 2023, "c3"), find("m1", 2022, "c0")]) {
    assert.deepEqual([cell?.hhi, cell?.domesticProduction, cell?.importRisk], [none, none, none]);
    assert.deepEqual([cell?.score, cell?.characterisationFactor, cell?.interval], [none, none, none]);
    assert.equal(cell?.totalTrade, 5);
  }
  assertNear(find("m0", 2023, "c3")?.numerator, 2.5, 1e-15);
  assert.equal(find("m0", 2023, "c3")?.price, 2);
});

test("a year without any trade is not known either, and a world that makes nothing has no concentration", () => {
  const rows = smallWorld();
  const production = [...rows.production, [0, 0, 2030, 9, 0], [1, 0, 2022, 0, 0]];
  const trades = [...rows.trade, [1, 2022, 0, 1, 5, 5], [1, 2022, 1, 0, 0, 5]];
  const cells = riskTable(riskInputs({ ...rows, production, trade: trades }));
  const later = cells.find(({ year }) => year === 2030);
  const none = { missing: "not-collected" };
  assert.deepEqual([later?.hhi, later?.domesticProduction], [1, 9]);
  assert.deepEqual([later?.totalTrade, later?.numerator, later?.importRisk, later?.score], [none, none, none, none]);
  assert.deepEqual([later?.price, later?.interval], [none, none]);
  const [idle, empty] = cells.filter(({ material }) => material === "m1");
  assert.deepEqual([idle?.hhi, idle?.importRisk], [{ missing: "not-applicable" }, idle?.importRisk]);
  assert.equal(typeof idle?.importRisk, "number");
  assert.deepEqual([idle?.score, idle?.interval], [{ missing: "not-applicable" }, { missing: "not-applicable" }]);
  assert.deepEqual([empty?.totalTrade, empty?.importRisk], [0, { missing: "not-applicable" }]);
});

test("what cannot be computed with is refused, every fault at once", () => {
  const rows = smallWorld();
  const refuses = (changes: Partial<RiskRows>, settings: Partial<RiskInputs>, ...patterns: readonly RegExp[]) => {
    const messages = faultsOf(() => riskTable(riskInputs({ ...rows, ...changes }, settings)));
    assert.equal(messages.length, patterns.length, messages.join("\n"));
    for (const [k, pattern] of patterns.entries()) assert.match(messages[k] ?? "", pattern);
  };
  refuses({ trade: [[0, 2022, 1, 1, 5, 5]] }, {}, /row 0 of trade, from 1 to itself/);
  refuses({ trade: [[0, 2022, 0, 1, -5, 5]] }, {}, /row 0 of trade with -5 t/);
  refuses({ trade: [[0, 2022, 0, 1, 5, Number.NaN]] }, {}, /row 0 of trade with 5 t, NaN thousand USD/);
  refuses({ trade: [[0, 2022, 0, 6, 5, 5]] }, {}, /outside the lists/);
  refuses({ trade: [[2, 2022, 0, 1, 5, 5]] }, {}, /outside the lists/);
  refuses({ trade: [...rows.trade, ...rows.trade.slice(0, 1)] }, {}, /row 1 of trade out of order or twice/);
  refuses({ production: [[0, 0, 2022, Number.POSITIVE_INFINITY, 0]] }, {}, /Infinity t with deviation 0/);
  refuses({ production: [[0, 0, 2022, 1, -1]] }, {}, /deviation -1/);
  refuses({ production: [[0, -1, 2022, 1, 0]] }, {}, /outside the lists/);
  refuses(
    { production: [...rows.production, ...rows.production.slice(0, 1)] },
    {},
    /row 2 of production for a country/,
  );
  refuses({ governance: [[1, 2022, Number.NaN, 0]] }, {}, /an estimate of NaN/);
  refuses({ governance: [[1, 2022, 0, Number.NaN]] }, {}, /a standard error of NaN/);
  refuses({ governance: [[9, 2022, 0, 0]] }, {}, /outside the list/);
  refuses(
    { governance: [...rows.governance, ...rows.governance.slice(0, 1)] },
    {},
    /row 2 of governance for a country/,
  );
  refuses({}, { level: 1, draws: 0, seed: 0.5, copperMidpoint: 0 }, /copper/, /level 1/, /0 draws/, /seed 0.5/);
  refuses({}, { importers: [1, 1, 6] }, /places 6 among the importers/, /twice among the importers/);
  const odd = new Map([
    ["c1", [0]],
    ["E", []],
    ["T", [2, 2]],
  ]);
  refuses({}, { groups: odd }, /c1, which is also a country/, /E without members/, /twice among the members of T/);
  const many = Array.from({ length: 500 }, () => [0, 2022, 1, 1, 5, 5]);
  assert.equal(faultsOf(() => riskTable(riskInputs({ ...rows, trade: many }))).length, 100);
});

function equalGovernance(estimate: number): number[][] {
  return [1, 2].map((country) => [country, 2022, estimate, 0.2]);
}

function publishedInputs(material: string): RiskInputs {
  const trade = readSharedTable("baci-usa-2022-nickel-manganese.csv").filter(
    (row) => row.get("rawMaterial") === material,
  );
  const made = readSharedTable("production-wmd-2018-2022.csv").filter(
    (row) => row.get("material") === material && row.get("year") === "2022",
  );
  // The table has rows without an estimate, rows without a code, and one code with two estimates: none of them is used.
  const year = readSharedTable("wgi-political-stability.csv").filter((row) => row.get("year") === "2022");
  const codesOf = year.map((row) => row.get("country_code") ?? "");
  const isOnce = (code: string) => code !== "" && codesOf.indexOf(code) === codesOf.lastIndexOf(code);
  const rated = year.filter((row) => row.get("estimate") !== "" && isOnce(row.get("country_code") ?? ""));
  const codes = new Set([
    ...trade.flatMap((row) => [row.get("Exporting Country") ?? "", row.get("Importing Country") ?? ""]),
    ...[...made, ...rated].map((row) => row.get("country_code") ?? ""),
  ]);
  const countries = [...codes];
  const place = (row: ReadonlyMap<string, string>, column: string) => countries.indexOf(row.get(column) ?? "");
  const rows = {
    trade: trade.map((row) => [
      0,
      2022,
      place(row, "Importing Country"),
      place(row, "Exporting Country"),
      numberOf(row, "Quantity (mTonnes)"),
      numberOf(row, "Trade Value (1000 USD)"),
    ]),
    production: made.map((row) => [0, place(row, "country_code"), 2022, numberOf(row, "quantity"), 0.05]),
    governance: rated.map((row) => [
      place(row, "country_code"),
      2022,
      numberOf(row, "estimate"),
      numberOf(row, "standard_error"),
    ]),
  };
  return riskInputs(rows, { countries, materials: [material] });
}

function assertCell(cell: RiskCell, expected: ReturnType<typeof naiveRisk>): void {
  assertNear(cell.numerator, expected.numerator, 1e-12);
  assertNear(cell.totalTrade, expected.totalTrade, 1e-12);
  assertNear(cell.importRisk, expected.importRisk, 1e-12);
  assertNear(cell.score, expected.score, 1e-12);
  if (expected.price === undefined || expected.characterisationFactor === undefined) {
    assert.deepEqual(cell.price, { missing: "not-applicable" });
    assert.deepEqual(cell.characterisationFactor, { missing: "not-applicable" });
    return;
  }
  assertNear(cell.price, expected.price, 1e-12);
  assertNear(cell.characterisationFactor, expected.characterisationFactor, 1e-12);
  assertNear(cell.characterisationFactor, (expected.score * expected.price) / copperMidpoint, 1e-12);
}

function assertNear(found: unknown, expected: number, tolerance: number): void {
  assert.ok(typeof found === "number", `${JSON.stringify(found)} is no number, expected ${expected}`);
  assert.ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${found}, expected ${expected}`);
}

function assertClose(
  found: unknown,
  expected: { missing: string; lower?: number | undefined; upper?: number | undefined },
): void {
  assert.ok(typeof found === "object" && found !== null && "lower" in found && "upper" in found && "missing" in found);
  assert.equal(found.missing, expected.missing);
  for (const side of ["lower", "upper"] as const) {
    assert.ok(Math.abs(Number(found[side]) - (expected[side] ?? Number.NaN)) < 1e-12, `${side} ${found[side]}`);
  }
}

function faultsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof LodebookError);
    assert.ok(error.faults.every(({ code }) => code === "TRADE_INPUT"));
    return error.faults.map(({ message }) => message);
  }
  return [];
}
