import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chinaCustomsReader } from "../../src/ingest/china-customs.ts";
import { readAll } from "./flow-rows.ts";

const imports = { side: "importer", reporter: "156" } as const;
const read = (text: string | Uint8Array, cuts?: readonly number[]) =>
  readAll(chinaCustomsReader("customs.csv", imports), text, cuts);

const chinese =
  '"数据年月","商品编码","商品名称","贸易伙伴编码","贸易伙伴名称","第一数量","第一计量单位","第二数量","第二计量单位","人民币",\n';
const english =
  '"Date of data","Commodity code","Commodity","Trading partner code","Trading partner","Quantity","Unit","Supplementary Quantity","Supplementary Unit","US dollar",\n';
const row = (
  cells: Partial<Record<"period" | "code" | "partner" | "quantity" | "unit" | "second" | "value", string>>,
) => {
  const { period = "202601", code = "28046900", partner = "106", quantity = "81782" } = cells;
  const { unit = "Kilogram", second = '"0","?"', value = "315,286" } = cells;
  return `"${period}","${code}","Silicon","${partner}","Somewhere","${quantity}","${unit}",${second},"${value}",\n`;
};

/** As `iconv -t GB18030` writes it, so that the decoder is not tested against itself. */
const gb18030: Readonly<Record<string, readonly number[]>> = {
  数: [0xca, 0xfd],
  据: [0xbe, 0xdd],
  年: [0xc4, 0xea],
  月: [0xd4, 0xc2],
  商: [0xc9, 0xcc],
  品: [0xc6, 0xb7],
  编: [0xb1, 0xe0],
  码: [0xc2, 0xeb],
  名: [0xc3, 0xfb],
  称: [0xb3, 0xc6],
  贸: [0xc3, 0xb3],
  易: [0xd2, 0xd7],
  伙: [0xbb, 0xef],
  伴: [0xb0, 0xe9],
  第: [0xb5, 0xda],
  一: [0xd2, 0xbb],
  二: [0xb6, 0xfe],
  量: [0xc1, 0xbf],
  计: [0xbc, 0xc6],
  单: [0xb5, 0xa5],
  位: [0xce, 0xbb],
  人: [0xc8, 0xcb],
  民: [0xc3, 0xf1],
  币: [0xb1, 0xd2],
  千: [0xc7, 0xa7],
  克: [0xbf, 0xcb],
};

function inGb18030(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => gb18030[letter] ?? [letter.charCodeAt(0)]));
}

test("a file in English: kilograms, dollars, partners by the customs' own codes", () => {
  const { rows, faults, good } = read(english + row({}));
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    {
      period: 202601,
      exporter: "cn:106",
      importer: "156",
      code: "28046900",
      value: 315_286_000n,
      quantity: 81_782_000n,
      flags: [],
    },
  ]);
  assert.equal(good, 1);
});

test("the header says the currency and nothing says the side, so the caller does", () => {
  const dollars = chinaCustomsReader("a.csv", imports);
  readAll(dollars, english + row({}));
  assert.deepEqual(dollars.source, { side: "importer", currency: "USD" });
  const yuan = chinaCustomsReader("a.csv", { side: "exporter", reporter: "156" });
  const { rows } = readAll(yuan, chinese + row({ unit: "千克" }));
  assert.deepEqual(yuan.source, { side: "exporter", currency: "CNY" });
  assert.deepEqual([rows[0]?.exporter, rows[0]?.importer], ["156", "cn:106"]);
});

test("Chinese in UTF-8 and in GB18030 is the same, wherever chunks are cut", () => {
  const text = chinese + row({ unit: "千克", period: "202412" }) + row({ unit: "克", partner: "133", value: "7" });
  const expected = read(text);
  assert.deepEqual([expected.faults, expected.good, expected.rows[1]?.quantity], [[], 2, 81_782n]);
  const bytes = inGb18030(text);
  assert.deepEqual(read(`\ufeff${text}`), expected);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 5 }), (cuts) => assert.deepEqual(read(bytes, cuts), expected)),
    { numRuns: 30 },
  );
});

test("bytes that are no Chinese end the file", () => {
  assert.deepEqual(read(Uint8Array.from([0xff, 0xff, 10])).faults, ["1 TEXT_NOT_UTF8"]);
  const bytes = Uint8Array.from([...inGb18030(chinese), 0xff, 0xff, 10]);
  const { faults, isBroken } = read(bytes);
  assert.deepEqual([faults, isBroken], [["0 TEXT_NOT_UTF8"], true]);
});

test("codes are text of six, eight or ten digits", () => {
  assert.equal(read(english + row({ code: "01012100" })).rows[0]?.code, "01012100");
  assert.equal(read(english + row({ code: "2804690010" })).rows[0]?.code, "2804690010");
  assert.equal(read(english + row({ code: "98010010" })).rows[0]?.code, "98010010", "a chapter of China's own");
  const { faults, rejects } = read(
    english + row({ code: "1012100" }) + row({ code: "2804" }) + row({ code: "77010100" }),
  );
  assert.deepEqual(faults, ["2 HS_CODE_UNKNOWN", "3 HS_CODE_UNKNOWN", "4 HS_CODE_UNKNOWN"]);
  assert.match(rejects[0]?.message ?? "", /'01012100'/);
});

test("codes of another length are the same goods again", () => {
  const { rows, filtered } = read(english + row({}) + row({ code: "280469" }));
  assert.deepEqual([rows.length, filtered], [1, { "codes of another length than the first": 1 }]);
});

test("a comma parts thousands here, and only there", () => {
  const amounts = (value: string) => read(english + row({ value, quantity: "1,234,567.5" }));
  assert.deepEqual(amounts("5,848,714").rows[0]?.value, 5_848_714_000n);
  assert.deepEqual(amounts("5,848,714").rows[0]?.quantity, 1_234_567_500n);
  assert.deepEqual(amounts("5,84").faults, ["2 NUMBER_DECIMAL_COMMA"]);
  assert.deepEqual(amounts("-1").faults, ["2 NUMBER_OUT_OF_RANGE"]);
});

test("a question mark is a missing figure, never nought", () => {
  const { rows, flagged } = read(english + row({ quantity: "?" }) + row({ value: "?" }));
  assert.deepEqual(
    rows.map(({ flags }) => flags),
    [["quantityMissing"], ["valueMissing"]],
  );
  assert.deepEqual([flagged.quantityMissing, flagged.valueMissing], [1, 1]);
});

test("a mass may be the second quantity; a row without one is refused", () => {
  const weighed = row({ quantity: "5", unit: "Set", second: '"2,000","Kilogram"' });
  const { rows, rejects, bad } = read(english + weighed + row({ unit: "Set" }) + row({ unit: "吨", quantity: "2" }));
  assert.deepEqual(
    rows.map(({ quantity }) => quantity),
    [2_000_000n, 2_000_000n],
  );
  assert.deepEqual([bad, rejects[0]?.code, rejects[0]?.line], [1, "UNIT_UNKNOWN", 3]);
});

test("columns in another order, without the second quantity, with a code of provinces", () => {
  const header = '"US dollar","Unit","Quantity","Locations of importers and exporters code","Trading partner code",';
  const { rows, faults } = read(`${header}"Commodity code","Date of data"\n"7",kg,1000,44,412,28046900,2024\n`);
  assert.deepEqual(faults, []);
  assert.deepEqual([rows[0]?.period, rows[0]?.exporter, rows[0]?.quantity], [202400, "cn:412", 1_000_000n]);
});

test("the page has spelt a column in two ways", () => {
  const header = english.replaceAll("Supplementary", "Supplimentary");
  assert.equal(read(header + row({ unit: "Set", second: '"3","Kilogram"' })).rows[0]?.quantity, 3000n);
});

test("goods that come back are counted and left out", () => {
  const { rows, filtered } = read(english + row({ partner: "142" }));
  assert.deepEqual([rows, filtered], [[], { "goods that come back (partner 142)": 1 }]);
});

test("a partner by name, a month 13 and a file without its months are faults", () => {
  assert.deepEqual(read(english + row({ partner: "Chile" })).faults, ["2 COUNTRY_CODE_UNKNOWN"]);
  assert.deepEqual(read(english + row({ period: "202613" })).faults, ["2 PERIOD_UNREADABLE"]);
  const { faults, isBroken } = read(english.replace('"Date of data",', "") + row({}));
  assert.deepEqual([faults, isBroken], [["1 COLUMN_MISSING"], true]);
  assert.deepEqual(read("").faults, ["1 COLUMN_MISSING"]);
});

test("ten thousand rows to the row are a download that was cut off", () => {
  const rows = (count: number) => read(english + row({}).repeat(count));
  assert.deepEqual(rows(9_999).faults, []);
  const { faults, isBroken } = rows(10_000);
  assert.deepEqual([faults, isBroken], [["0 FILE_CUT"], true]);
  assert.deepEqual(rows(10_001).faults, []);
});

test("a row that ends in the middle ends the file", () => {
  const { faults, isBroken } = read(`${english + row({})}"202601","28046900","Sil`);
  assert.deepEqual([faults, isBroken], [["3 FILE_CUT"], true]);
});
