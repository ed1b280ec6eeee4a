import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { LodebookError } from "../../src/model/fault.ts";
import type { FlowSource } from "../../src/model/flow.ts";
import { type FlowStore, openFlowStore } from "../../src/tables/flow-store.ts";
import type { FlowSumRequest, FlowSums } from "../../src/tables/sum-flows.ts";
import { makeBatch, type TestFlow } from "./flow-batches.ts";

const folder = mkdtempSync(join(tmpdir(), "lodebook-tables-"));
after(() => rmSync(folder, { recursive: true }));
const source: FlowSource = { side: "reconciled", currency: "USD" };
const options = { temporaryFolder: join(folder, "spill") };

async function withStore<Made>(use: (store: FlowStore) => Promise<Made>, more = {}): Promise<Made> {
  const store = await openFlowStore({ ...options, ...more });
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

async function storeOf(flows: readonly TestFlow[], store: FlowStore): Promise<void> {
  const { batch, names } = makeBatch(flows);
  store.append(batch, names, source);
}

function rowsOf(sums: FlowSums): unknown[][] {
  const columns = [sums.into, sums.period, sums.importer, sums.exporter, sums.tonnes, sums.thousands];
  return Array.from({ length: sums.rows }, (_, row) => [...columns.map((column) => column[row])]);
}

const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

async function codesOf(run: () => Promise<unknown>): Promise<string[]> {
  try {
    await run();
  } catch (error) {
    assert.ok(error instanceof LodebookError, String(error));
    return error.faults.map(({ code }) => code);
  }
  return [];
}

const flows: TestFlow[] = [
  { period: 202200, exporter: "10", importer: "20", code: "260400", value: 1_500_000n, quantity: 2_000_000n },
  { period: 202200, exporter: "10", importer: "20", code: "750110", value: 500_000n, quantity: 1n },
  { period: 202200, exporter: "30", importer: "20", code: "260400", value: 7n },
  { period: 202200, exporter: "30", importer: "10", code: "260400", quantity: 5_000_000n },
  { period: 202100, exporter: "10", importer: "30", code: "999999", value: 1n, quantity: 1n },
];
const request: FlowSumRequest = {
  codes: [
    { code: "260400", into: 0 },
    { code: "750110", into: 0 },
    { code: "750110", into: 1 },
    { code: "000000", into: 1 },
  ],
  countries: new Map([
    ["10", 2],
    ["20", 0],
    ["30", 1],
  ]),
  years: [2022],
  by: "year",
};
const expected = [
  [0, 2022, 0, 1, 0, 0.000007],
  [0, 2022, 0, 2, 2.000001, 2],
  [0, 2022, 2, 1, 5, 0],
  [1, 2022, 0, 2, 0.000001, 0.5],
];

test("rows are summed into what is asked for, missing ones counted and not added", async () => {
  await withStore(async (store) => {
    await storeOf(flows, store);
    const sums = await store.sum(request);
    assert.deepEqual(rowsOf(sums), expected);
    assert.deepEqual([...sums.quantityMissing], [1, 0, 0, 0]);
    assert.deepEqual([...sums.valueMissing], [0, 0, 1, 0]);
    assert.deepEqual([...sums.thousandsOfTonnes], [0, 2, 0, 0.5]);
    const ofTwenty = await store.sum({ ...request, importers: [0] });
    assert.deepEqual(
      rowsOf(ofTwenty),
      expected.filter(([, , importer]) => importer === 0),
    );
    assert.equal((await store.sum({ ...request, years: [] })).rows, 0);
    assert.equal((await store.sum({ ...request, codes: [] })).rows, 0);
    assert.deepEqual(await store.contents(), {
      countries: ["10", "20", "30"],
      codes: ["260400", "750110", "999999"],
      years: [2021, 2022],
    });
  });
});

test("a Parquet file gives back what was written, and missing is no zero in it", async () => {
  const file = join(folder, "flows.parquet");
  const contents = await withStore(async (store) => {
    await storeOf(flows, store);
    await store.writeParquet(file);
    return store.contents();
  });
  await withStore(async (store) => {
    await store.openParquet(file);
    assert.deepEqual(store.source(), source);
    assert.deepEqual(await store.contents(), contents);
    const sums = await store.sum(request);
    assert.deepEqual(rowsOf(sums), expected);
    assert.deepEqual([...sums.quantityMissing], [1, 0, 0, 0]);
    assert.deepEqual([...sums.valueMissing], [0, 0, 1, 0]);
  });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const read = await connection.runAndReadAll("from read_parquet($file) limit 4", { file });
  assert.deepEqual(
    read.getRowsJson().map((row) => row.slice(4)),
    [
      ["reconciled", "USD", "1500.000", "2.000000", 0],
      ["reconciled", "USD", "500.000", "0.000001", 0],
      ["reconciled", "USD", "0.007", null, 1],
      ["reconciled", "USD", null, "5.000000", 2],
    ],
  );
  connection.closeSync();
  instance.closeSync();
});

test("months sum to their year, stay apart by period, and are marked beside a whole year", async () => {
  const monthly = (period: number, code: string): TestFlow => ({
    period,
    exporter: "1",
    importer: "2",
    code,
    value: 0n,
    quantity: 1_000_000n,
  });
  const rows = [202201, 202203, 202212].map((period) => monthly(period, "260400"));
  const countries = new Map([
    ["1", 0],
    ["2", 1],
  ]);
  const asked = { codes: [{ code: "260400", into: 0 }], countries, years: [2022], by: "year" } as const;
  const file = join(folder, "months.parquet");
  await withStore(async (store) => {
    await storeOf(rows, store);
    assert.deepEqual(rowsOf(await store.sum(asked)), [[0, 2022, 1, 0, 3, 0]]);
    assert.deepEqual([...(await store.sum(asked)).mixed], [0]);
    assert.deepEqual([...(await store.sum({ ...asked, by: "period" })).period], [202201, 202203, 202212]);
    await store.writeParquet(file);
  });
  await withStore(async (store) => {
    await store.openParquet(file);
    assert.deepEqual([...(await store.sum({ ...asked, by: "period" })).period], [202201, 202203, 202212]);
  });
  await withStore(async (store) => {
    await storeOf([...rows, monthly(202200, "260400")], store);
    assert.deepEqual([...(await store.sum(asked)).mixed], [1]);
  });
});

test("sums are exact where numbers are not", async () => {
  // As numbers 2 ** 53 + 1 is 2 ** 53, and the order of a sum decides its last digits.
  const large = 2n ** 53n;
  const rows = [1n, large, 1n, 1n].map((quantity): TestFlow => ({ ...flowOf("1", "2"), quantity }));
  await withStore(async (store) => {
    await storeOf(rows, store);
    const { tonnes } = await store.sum({
      codes: [{ code: "260400", into: 0 }],
      countries: new Map([
        ["1", 0],
        ["2", 1],
      ]),
      years: [2022],
      by: "year",
    });
    assert.equal(tonnes[0], Number(large + 3n) / 1e6);
    assert.notEqual(tonnes[0], (1 + Number(large) + 1 + 1) / 1e6);
  });
});

function flowOf(exporter: string, importer: string): TestFlow {
  return { period: 202200, exporter, importer, code: "260400", value: 0n, quantity: 0n };
}

test("sums are those of plain addition, appended or out of a file", async () => {
  const file = join(folder, "any.parquet");
  const flow = fc.record({
    period: fc.constantFrom(202100, 202200),
    exporter: fc.constantFrom("1", "2", "3"),
    importer: fc.constantFrom("4", "5"),
    code: fc.constantFrom("260400", "280530", "720211"),
    value: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: undefined }),
    quantity: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: undefined }),
  });
  const countries = new Map(["5", "4", "3", "2", "1"].map((text, position) => [text, position]));
  const codes = [
    { code: "260400", into: 0 },
    { code: "720211", into: 0 },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(flow, { minLength: 1, maxLength: 60 }), async (rows) => {
      const plain = new Map<string, { tonnes: bigint; thousands: bigint }>();
      for (const { period, importer, exporter, code, value = 0n, quantity = 0n } of rows) {
        if (!codes.some((asked) => asked.code === code)) continue;
        const key = [0, period / 100, countries.get(importer), countries.get(exporter)].join();
        const { tonnes, thousands } = plain.get(key) ?? { tonnes: 0n, thousands: 0n };
        plain.set(key, { tonnes: tonnes + quantity, thousands: thousands + value });
      }
      const wanted = [...plain].map(([key, { tonnes, thousands }]) => [
        ...key.split(",").map(Number),
        Number(tonnes) / 1e6,
        Number(thousands) / 1e6,
      ]);
      const asked: FlowSumRequest = { codes, countries, years: [2021, 2022], by: "year" };
      const found = await withStore(async (store) => {
        await storeOf(rows, store);
        await store.writeParquet(file);
        return rowsOf(await store.sum(asked));
      });
      const inOrder = (a: unknown[], b: unknown[]) =>
        a.map((cell, index) => Number(cell) - Number(b[index])).find((difference) => difference !== 0) ?? 0;
      assert.deepEqual(found, wanted.sort(inOrder));
      const again = await withStore(async (store) => {
        await store.openParquet(file);
        return rowsOf(await store.sum(asked));
      });
      assert.deepEqual(again, found);
    }),
    { numRuns: 12 },
  );
});

test("one and two threads give the same bytes, also when the memory is small", async () => {
  // More rows than a row group of Parquet holds, so that threads have something to share.
  const rows = 400_000;
  const { batch, names } = makeBatch(
    Array.from(
      { length: 2048 },
      (_, index): TestFlow => ({
        period: 202200,
        exporter: String(index % 211),
        importer: String(500 + (index % 83)),
        code: String(100_000 + ((index * 7919) % 5000)),
        value: index % 13 === 0 ? undefined : BigInt(index * index * 31),
        quantity: index % 17 === 0 ? undefined : BigInt(index) * 1_000_003n,
      }),
    ),
  );
  const write = (name: string, more: object) =>
    withStore(async (store) => {
      for (let done = 0; done < rows; done += batch.rows) {
        for (let row = 0; row < batch.rows; row += 1) batch.period[row] = 200000 + 100 * ((done / 2048) % 20);
        store.append(batch, names, source);
      }
      const file = join(folder, name);
      await store.writeParquet(file);
      return digest(file);
    }, more);
  const one = await write("one.parquet", { threads: 1 });
  assert.equal(await write("two.parquet", { threads: 2 }), one);
  assert.equal(await write("small.parquet", { threads: 2, memoryMegabytes: 64 }), one);
});

test("what looks like SQL is text", async () => {
  const evil = "260400'; drop table flow; --";
  const country = "x') or 1=1; attach 'a.db'; --";
  const path = join(folder, "it's; drop table flow.parquet");
  const countries = new Map([
    [country, 0],
    ["2", 1],
  ]);
  const asked: FlowSumRequest = { codes: [{ code: evil, into: 0 }], countries, years: [2022], by: "year" };
  await withStore(async (store) => {
    await storeOf([{ ...flowOf(country, "2"), code: evil, quantity: 1_000_000n }], store);
    assert.deepEqual(rowsOf(await store.sum(asked)), [[0, 2022, 1, 0, 1, 0]]);
    await store.writeParquet(path);
  });
  await withStore(async (store) => {
    await store.openParquet(path);
    assert.deepEqual(rowsOf(await store.sum(asked)), [[0, 2022, 1, 0, 1, 0]]);
    assert.deepEqual((await store.contents()).codes, [evil]);
  });
});

test("a file that is not ours is refused", async () => {
  const text = join(folder, "text.parquet");
  writeFileSync(text, "period,exporter\n2022,10\n");
  const cut = join(folder, "cut.parquet");
  writeFileSync(cut, readFileSync(join(folder, "flows.parquet")).subarray(0, 300));
  const other = join(folder, "other.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("copy (select 1 as period) to ($other) (format parquet)", { other });
  const marked = join(folder, "marked.parquet");
  await connection.run("copy (select 1 as period) to ($marked) (format parquet, kv_metadata {lodebook: 'flows 1'})", {
    marked,
  });
  connection.closeSync();
  instance.closeSync();
  for (const file of [text, cut, other, marked, join(folder, "absent.parquet")]) {
    assert.deepEqual(await codesOf(() => withStore((store) => store.openParquet(file))), ["PARQUET_UNREADABLE"], file);
  }
});
