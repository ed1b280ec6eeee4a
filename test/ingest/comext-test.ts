import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ComextOptions, comextReader } from "../../src/ingest/comext.ts";
import { readAll } from "./flow-rows.ts";

const read = (text: string, options: ComextOptions = {}, cuts?: readonly number[]) =>
  readAll(comextReader("comext.csv", options), text, cuts);

const bulk =
  "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,PRODUCT_BEC,PRODUCT_BEC5," +
  "PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n";
type Cells = Partial<
  Record<"reporter" | "partner" | "product" | "flow" | "procedure" | "period" | "value" | "kg", string>
>;
const bulkRow = (cells: Cells = {}) => {
  const { reporter = "AT", partner = "CN", product = "28046900", flow = "1", procedure = "1" } = cells;
  const { period = "202407", value = "4739", kg = "2000" } = cells;
  return `${reporter},${partner},E,${product},07330,1082,1082,122,.....,04,${flow},${procedure},NO_SU,${period},${value},1,${kg},0\n`;
};

const sdmx = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n";
const sdmxRow = (cells: string) => `ESTAT:DS-045409(1.0),15/09/26 11:00:00,${cells}\n`;

test("a bulk file: euros, kilograms, two letters, eight digits", () => {
  const reader = comextReader("full_v2_202407.dat");
  const { rows, faults } = readAll(reader, bulk + bulkRow());
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    {
      period: 202407,
      exporter: "CN",
      importer: "AT",
      code: "28046900",
      value: 4_739_000n,
      quantity: 2_000_000n,
      flags: [],
    },
  ]);
  assert.deepEqual(reader.source, { side: "importer", currency: "EUR" });
});

test("the columns before 2022, numbers of countries beside their letters", () => {
  const header =
    "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG\n";
  const row = (regime: string) => `001,FR,0720,CN,E,28046900,1,${regime},201352,2580,600\n`;
  const { rows, filtered, faults } = read(header + row("1") + row("4") + row("2"));
  assert.deepEqual(faults, []);
  assert.deepEqual([rows.length, rows[0]?.exporter, rows[0]?.importer, rows[0]?.period], [2, "CN", "FR", 201300]);
  assert.deepEqual(filtered, { "totals over statistical procedures": 1 });
});

test("the first row decides whose record is read, unless the caller does", () => {
  const text = bulk + bulkRow({ flow: "2" }) + bulkRow();
  const first = read(text);
  assert.deepEqual([first.rows[0]?.exporter, first.rows[0]?.importer], ["AT", "CN"]);
  assert.deepEqual(first.filtered, { "the other direction of trade": 1 });
  const reader = comextReader("a", { side: "importer" });
  assert.deepEqual(
    readAll(reader, text).rows.map(({ importer }) => importer),
    ["AT"],
  );
  assert.equal(reader.source.side, "importer");
  assert.deepEqual(read(bulk + bulkRow({ flow: "3" })).faults, ["2 SHAPE_MISMATCH"]);
});

const leftOut: readonly (readonly [cells: Cells, rule: string])[] = [
  [{ partner: "WORLD" }, "totals over countries"],
  [{ partner: "EU27_2020_EXTRA" }, "totals over countries"],
  [{ partner: "EXT_EU27_2020" }, "totals over countries"],
  [{ reporter: "EU27_2020" }, "totals over countries"],
  [{ reporter: "EU" }, "totals over countries"],
  [{ product: "TOTAL" }, "totals over goods"],
  [{ product: "28" }, "totals over goods"],
  [{ product: "2804" }, "totals over goods"],
  [{ product: "28XXXXXX" }, "goods kept secret (letters in the code)"],
  [{ product: "99RRR100" }, "goods kept secret (letters in the code)"],
  [{ partner: "QX" }, "partners kept secret (QX, QY, QZ)"],
  [{ partner: "QZ" }, "partners kept secret (QX, QY, QZ)"],
  [{ partner: "QV" }, "partners not specified (QU, QV, QW)"],
  [{ partner: "QP" }, "ships' stores and high seas (QP, QQ, QR, QS)"],
  [{ product: "280469" }, "codes of another length than the first"],
];

for (const [cells, rule] of leftOut) {
  test(`${JSON.stringify(cells)} is counted under '${rule}'`, () => {
    const { rows, filtered, faults } = read(bulk + bulkRow() + bulkRow(cells));
    assert.deepEqual([rows.length, filtered, faults], [1, { [rule]: 1 }, []]);
  });
}

test("Qatar, Kosovo and Northern Ireland are no codes of something else", () => {
  const partners = ["QA", "XK", "XI", "EE", "EG"];
  const { rows } = read(bulk + partners.map((partner) => bulkRow({ partner })).join(""));
  assert.deepEqual(
    rows.map(({ exporter }) => exporter),
    partners,
  );
});

test("goods that cost something and weigh nothing have no mass", () => {
  const { rows } = read(bulk + bulkRow({ kg: "0" }) + bulkRow({ kg: "" }) + bulkRow({ kg: "0", value: "0" }));
  assert.deepEqual(
    rows.map(({ flags }) => flags),
    [["quantityMissing"], ["quantityMissing"], []],
  );
});

const faulty: readonly (readonly [cells: Cells, code: string])[] = [
  [{ partner: "CHN" }, "COUNTRY_CODE_UNKNOWN"],
  [{ partner: "" }, "COUNTRY_CODE_UNKNOWN"],
  [{ partner: "AT" }, "SELF_TRADE"],
  [{ product: "2804690" }, "HS_CODE_UNKNOWN"],
  [{ product: "SITC0_1" }, "HS_CODE_UNKNOWN"],
  [{ period: "202413" }, "PERIOD_UNREADABLE"],
  [{ period: "2024-Q1" }, "PERIOD_UNREADABLE"],
  [{ period: "" }, "PERIOD_UNREADABLE"],
  [{ value: "-1" }, "NUMBER_OUT_OF_RANGE"],
  [{ kg: '"2,5"' }, "NUMBER_DECIMAL_COMMA"],
];

for (const [cells, code] of faulty) {
  test(`${JSON.stringify(cells)} is ${code}, and the other rows are read`, () => {
    const { rows, faults, bad, rejects } = read(bulk + bulkRow(cells) + bulkRow());
    assert.deepEqual([rows.length, faults, bad], [1, [`2 ${code}`], 1]);
    assert.equal(`${rejects[0]?.text}\n`, bulkRow(cells));
  });
}

test("a fault is never lost behind a rule that would leave the row out", () => {
  const { filtered, faults, bad } = read(bulk + bulkRow({ partner: "CHN", product: "TOTAL" }));
  assert.deepEqual([filtered, faults[0], bad], [{}, "2 COUNTRY_CODE_UNKNOWN", 1]);
});

test("a renamed column, a file cut off", () => {
  assert.deepEqual(read(bulk.replace("VALUE_EUR", "VALUE") + bulkRow()).faults, ["1 COLUMN_MISSING"]);
  const cut = read(bulk + bulkRow() + bulkRow().slice(0, 30));
  assert.deepEqual([cut.faults, cut.isBroken], [["3 FILE_CUT"], true]);
});

const extract =
  sdmx +
  sdmxRow("M,DE,CN,280469,1,QUANTITY_IN_100KG,2024-01,1772.90,") +
  sdmxRow("M,DE,CN,280469,1,QUANTITY_IN_100KG,2024-02,5,e") +
  sdmxRow("M,DE,CN,280469,1,SUPPLEMENTARY_QUANTITY,2024-01,3,") +
  sdmxRow("M,DE,CN,280469,1,VALUE_IN_EUROS,2024-01,204548,") +
  sdmxRow("M,DE,CN,280469,1,VALUE_IN_EUROS,2024-02,7,") +
  sdmxRow("M,DE,CN,280469,1,VALUE_IN_EUROS,2024-03,9,") +
  sdmxRow("M,DE,WORLD,280469,1,VALUE_IN_EUROS,2024-01,404548,");

test("an extract: value and quantity of a flow become one row; 100 kg are 100,000 g", () => {
  const { rows, filtered, faults, good } = read(extract);
  assert.deepEqual(faults, []);
  const flow = { exporter: "CN", importer: "DE", code: "280469" };
  assert.deepEqual(rows, [
    { period: 202401, ...flow, value: 204_548_000n, quantity: 177_290_000n, flags: [] },
    { period: 202402, ...flow, value: 7_000n, quantity: 500_000n, flags: ["estimated"] },
    { period: 202403, ...flow, value: 9_000n, quantity: 0n, flags: ["quantityMissing"] },
  ]);
  assert.deepEqual([filtered, good], [{ "supplementary quantities": 1, "totals over countries": 1 }, 3]);
});

test("an extract is the same wherever chunks are cut", () => {
  const expected = read(extract);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 5 }), (cuts) => assert.deepEqual(read(extract, {}, cuts), expected)),
    { numRuns: 30 },
  );
});

test("a confidential value is missing and not nought", () => {
  const text = `${sdmxRow("M,DE,CN,280469,1,QUANTITY_KG,2024-01,5,")}${sdmxRow("M,DE,CN,280469,1,VALUE_EUR,2024-01,,c")}`;
  assert.deepEqual(
    read(sdmx + text).rows.map(({ flags }) => flags),
    [["valueMissing"]],
  );
});

test("rows of one flow that stand apart are refused, since their halves are with other rows", () => {
  const other = sdmxRow("M,DE,US,280469,1,VALUE_EUR,2024-01,5,");
  const quantity = sdmxRow("M,DE,CN,280469,1,QUANTITY_KG,2024-01,5,");
  const value = sdmxRow("M,DE,CN,280469,1,VALUE_EUR,2024-01,5,");
  const { faults, rows } = read(sdmx + quantity + other + value);
  assert.deepEqual([faults, rows.length], [["4 FLOW_DUPLICATE"], 2]);
  assert.deepEqual(read(sdmx + value + value).faults, ["3 FLOW_DUPLICATE"]);
});

test("the half of a bad row is no row", () => {
  const quantity = sdmxRow("M,DE,CN,280469,1,QUANTITY_KG,2024-01,-5,");
  const { rows, filtered, bad } = read(sdmx + sdmxRow("M,DE,CN,280469,1,VALUE_EUR,2024-01,5,") + quantity);
  assert.deepEqual([rows, filtered, bad], [[], { "the other half of a bad row": 1 }, 1]);
});

test("years beside months, an unknown measure and an unknown dimension", () => {
  const year = sdmxRow("A,DE,CN,280469,1,VALUE_EUR,2024,5,");
  const month = sdmxRow("M,DE,CN,280469,1,VALUE_EUR,2024-01,5,");
  const { rows, filtered } = read(sdmx + year + month);
  assert.deepEqual([rows[0]?.period, filtered], [202400, { "periods of another frequency than the first": 1 }]);
  assert.deepEqual(read(sdmx + sdmxRow("A,DE,CN,280469,1,UNIT_VALUE,2024,5,")).faults, ["2 UNIT_UNKNOWN"]);
  const { faults, isBroken } = read(sdmx.replace("freq", "freq,transport_mode"));
  assert.deepEqual([faults, isBroken], [["1 COLUMN_UNKNOWN"], true]);
});
