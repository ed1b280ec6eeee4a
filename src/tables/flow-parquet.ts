import { type DuckDBConnection, listValue } from "@duckdb/node-api";
import { lodebookError } from "../model/fault.ts";
import { type FlowNames, type FlowSide, type FlowSource, flowFlags } from "../model/flow.ts";

/** Column by column what a Parquet file of flows holds; quantity is in tonnes, value in the currency. */
const columns: Readonly<Record<string, string>> = {
  period: "VARCHAR",
  exporter: "VARCHAR",
  importer: "VARCHAR",
  code: "VARCHAR",
  side: "VARCHAR",
  currency: "VARCHAR",
  value: "DECIMAL(18,3)",
  quantity: "DECIMAL(18,6)",
  flags: "UTINYINT",
};

/** Stands in the file's own metadata; another number is another shape. */
const format = { key: "lodebook", value: "flows 1" };

const sides: readonly FlowSide[] = ["importer", "exporter", "reconciled"];

/**
 * Write the appended rows in the order in which they came. Texts are looked up in lists and not joined, because a join may
 * change that order with the number of threads.
 */
export async function writeParquet(
  connection: DuckDBConnection,
  { file, names, source }: { file: string; names: FlowNames; source: FlowSource },
): Promise<void> {
  await connection.run(
    `copy (
      select
        case when period % 100 = 0 then lpad(cast(period // 100 as varchar), 4, '0')
          else lpad(cast(period // 100 as varchar), 4, '0') || '-' || lpad(cast(period % 100 as varchar), 2, '0') end as period,
        list_extract($countries, exporter + 1) as exporter,
        list_extract($countries, importer + 1) as importer,
        list_extract($codes, code + 1) as code,
        cast($side as varchar) as side,
        cast($currency as varchar) as currency,
        case when flags & ${flowFlags.valueMissing} = 0
          then cast(cast(value as decimal(18, 0)) * 0.001 as decimal(18, 3)) end as value,
        case when flags & ${flowFlags.quantityMissing} = 0
          then cast(cast(quantity as decimal(18, 0)) * 0.000001 as decimal(18, 6)) end as quantity,
        flags
      from flow
    ) to ($file) (format parquet, compression zstd, kv_metadata {${format.key}: '${format.value}'})`,
    { file, countries: listValue(names.countries), codes: listValue(names.codes), ...source },
  );
}

/** Check that a Parquet file is one of ours; gives whose record its rows are. Throws PARQUET_UNREADABLE. */
export async function checkParquet(connection: DuckDBConnection, file: string): Promise<FlowSource> {
  const read = async (sql: string) => (await connection.runAndReadAll(sql, { file })).getRows();
  const refuse = (found: string) =>
    lodebookError("PARQUET_UNREADABLE", { found, expected: "a file that 'trade import' has written" }, file);
  let described: unknown[][];
  let marks: unknown[][];
  try {
    marks = await read("select decode(key), decode(value) from parquet_kv_metadata($file)");
    described = await read("select column_name, column_type from (describe select * from read_parquet($file))");
  } catch (error) {
    throw refuse(firstLine(error));
  }
  if (!marks.some(([key, value]) => key === format.key && value === format.value)) {
    throw refuse(`a Parquet file without the mark '${format.key}: ${format.value}'`);
  }
  const found = new Map(described.map(([name, type]) => [String(name), String(type)]));
  const wrong = Object.entries(columns).filter(([name, type]) => found.get(name) !== type);
  if (wrong.length > 0) throw refuse(`no column ${wrong.map(([name, type]) => `'${name}' of ${type}`).join(", ")}`);
  const sources = await read("select distinct side, currency from read_parquet($file)");
  const [side, currency] = sources[0] ?? [];
  const known = sides.find((one) => one === side);
  if (sources.length !== 1 || known === undefined) throw refuse(`rows of ${sources.length} sides and currencies`);
  return { side: known, currency: String(currency) };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
