import { readRows } from "../book/csv-rows.ts";
import { tell } from "../book/reading.ts";
import { comtradeCsvReader } from "../ingest/comtrade-csv.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";
import type { FlowStore } from "../tables/flow-store.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import type { Effects } from "./effects.ts";
import { startProgress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import { loadFlows, withFlowStore } from "./trade-files.ts";
import { tradeGroup } from "./trade-group.ts";
import { readTradeMethod, type TradeMethod } from "./trade-method.ts";
import { type MirrorPair, type MirrorRow, type Missing, pairMirrors } from "./trade-mirror-rows.ts";

type Options = {
  readonly imports: string;
  readonly exports: string;
  readonly countries?: string;
  readonly code?: readonly string[];
  readonly by: string;
  readonly json?: boolean;
};

type Mirrors = {
  readonly cifFob: TradeMethod["cifFob"];
  readonly currency: { readonly imports: string; readonly exports: string };
  /** Flows by who recorded them. */
  readonly counts: Readonly<Record<MirrorRow["sides"], number>>;
  readonly rows: readonly MirrorRow[];
};

/** Both records of every flow beside each other. */
export const tradeMirrorCommand: LodebookCommand = {
  register: (program, effects) => {
    tradeGroup(program)
      .command("mirror")
      .description(
        "Compare what importers and exporters recorded of the same flows: |X - M| / (X + M), mass and value.",
      )
      .requiredOption("--imports <file>", "the importers' records: UN Comtrade CSV, or Parquet of 'trade import'")
      .requiredOption("--exports <file>", "the exporters' records, likewise")
      .option("--countries <file>", "CSV code,to: country codes of the files and the code they are compared under")
      .option("--code <code...>", "only goods whose HS code begins so")
      .option("--by <span>", "period: as the files have it; year: months summed", "period")
      .option("--json", "print the result as JSON")
      .addHelpText(
        "after",
        "\nExample:\n  lodebook trade mirror --imports china.parquet --exports partners.csv --code 2846",
      )
      .action(async (options: Options) => {
        const mirrors = await compareMirrors(options, effects);
        printResult(effects, options.json, mirrors, renderMirrors(mirrors));
      });
  },
};

async function compareMirrors(options: Options, effects: Effects): Promise<Mirrors> {
  const by = parseSpan(options.by);
  const { cifFob } = readTradeMethod();
  const concordance = options.countries === undefined ? new Map<string, string>() : readConcordance(options.countries);
  const progress = startProgress(effects);
  try {
    return await withTwoStores(async (imports, exports) => {
      progress.step(`reading ${options.imports}`);
      await loadSide(imports, options.imports, "importer");
      progress.step(`reading ${options.exports}`);
      await loadSide(exports, options.exports, "exporter");
      progress.step("comparing");
      const pair = await sumBoth({ imports, exports }, { concordance, by, prefixes: options.code ?? [""] });
      const currency = { imports: imports.source()?.currency ?? "", exports: exports.source()?.currency ?? "" };
      const rows = pairMirrors(pair, { cifFob, isOneCurrency: currency.imports === currency.exports });
      const countOf = (sides: MirrorRow["sides"]) => rows.filter((row) => row.sides === sides).length;
      const counts = { both: countOf("both"), importer: countOf("importer"), exporter: countOf("exporter") };
      return { cifFob, currency, counts, rows };
    });
  } finally {
    progress.end();
  }
}

/** Half of the usual memory for each. */
const storeMegabytes = 500;

function withTwoStores<Made>(use: (one: FlowStore, other: FlowStore) => Promise<Made>): Promise<Made> {
  const options = { memoryMegabytes: storeMegabytes };
  return withFlowStore((one) => withFlowStore((other) => use(one, other), options), options);
}

async function loadSide(store: FlowStore, file: string, side: "importer" | "exporter"): Promise<void> {
  await loadFlows(store, file, (path) => comtradeCsvReader(path, { side }));
  const found = store.source()?.side;
  if (found === side) return;
  const expected = `the records of ${side}s`;
  throw lodebookError("SHAPE_MISMATCH", { found: `records of the side '${found}'`, expected }, file);
}

async function sumBoth(
  { imports, exports }: { imports: FlowStore; exports: FlowStore },
  asked: { concordance: ReadonlyMap<string, string>; by: "year" | "period"; prefixes: readonly string[] },
): Promise<MirrorPair> {
  const [ofImports, ofExports] = [await imports.contents(), await exports.contents()];
  const nameOf = (country: string) => asked.concordance.get(country) ?? country;
  const countries = sortedSet([...ofImports.countries, ...ofExports.countries].map(nameOf));
  const codes = sortedSet([...ofImports.codes, ...ofExports.codes].map(sixDigits)).filter((code) =>
    asked.prefixes.some((prefix) => code.startsWith(prefix)),
  );
  const placeOf = new Map(codes.map((code, place) => [code, place]));
  const countryPlaceOf = new Map(countries.map((country, place) => [country, place]));
  const sum = (store: FlowStore, contents: typeof ofImports) =>
    store.sum({
      codes: contents.codes.flatMap((code) => {
        const into = placeOf.get(sixDigits(code));
        return into === undefined ? [] : [{ code, into }];
      }),
      countries: new Map(contents.countries.map((country) => [country, countryPlaceOf.get(nameOf(country)) ?? -1])),
      years: contents.years,
      by: asked.by,
    });
  return { imports: await sum(imports, ofImports), exports: await sum(exports, ofExports), countries, codes };
}

/** National statistics go on behind the six digits that all countries have in common. */
function sixDigits(code: string): string {
  return code.slice(0, 6);
}

function sortedSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function parseSpan(text: string): "year" | "period" {
  if (text === "year" || text === "period") return text;
  throw lodebookError("USAGE", { found: `got --by '${text}'`, expected: "period or year" });
}

function readConcordance(file: string): ReadonlyMap<string, string> {
  const { text, reading } = readInput(file);
  const concordance = new Map<string, string>();
  readRows(text, { required: ["code", "to"], optional: [] }, reading, (row, line, positions) => {
    const [code = "", to = ""] = [row[positions.code], row[positions.to]];
    if (code === "" || to === "") {
      tell(reading, line, "CELL_EMPTY", { found: code === "" ? "code" : "to", expected: "both codes of a country" });
    } else if (concordance.has(code)) tell(reading, line, "KEY_DUPLICATE", { found: code, expected: "each code once" });
    else concordance.set(code, to);
  });
  if (reading.faults.length > 0) throw new LodebookError(reading.faults);
  return concordance;
}

function renderMirrors({ cifFob, currency, counts, rows }: Mirrors): string[] {
  const cell = (amount: number | Missing) =>
    (typeof amount === "number" ? amount.toFixed(3) : amount.missing).padStart(14);
  const gap = (found: number | Missing) => (typeof found === "number" ? found.toFixed(3) : "-").padStart(6);
  const range = (found: MirrorRow["value"]["gap"]) =>
    "missing" in found ? "-" : `${found.gap.toFixed(3)} (${found.low.toFixed(3)}..${found.high.toFixed(3)})`;
  return [
    `values in thousand ${currency.exports} (exports) and ${currency.imports} (imports); CIF / FOB ${cifFob.low}..${cifFob.high}`,
    `period  exporter importer code     ${"exported t".padStart(14)} ${"imported t".padStart(14)}    gap ${"exported".padStart(14)} ${"imported".padStart(14)} gap`,
    ...rows.map(
      ({ period, exporter, importer, code, mass, value }) =>
        `${period.padEnd(7)} ${exporter.padEnd(8)} ${importer.padEnd(8)} ${code.padEnd(8)} ${cell(mass.exporter)} ${cell(mass.importer)} ${gap(mass.gap)} ${cell(value.exporter)} ${cell(value.importer)} ${range(value.gap)}`,
    ),
    `${counts.both} flows recorded by both sides, ${counts.importer} by the importer alone, ${counts.exporter} by the exporter alone`,
  ];
}
