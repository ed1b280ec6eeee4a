import { join } from "node:path";
import { type DependenceFindings, findDependence } from "../findings/dependence.ts";
import type { Desk } from "../findings/desk.ts";
import type { ExposureCell } from "../findings/exposure-cell.ts";
import type { DependenceFinding } from "../findings/exposure-finding.ts";
import type { ExposureRanks } from "../findings/exposure-ranks.ts";
import type { Exposure } from "../model/exposure.ts";
import { lodebookError } from "../model/fault.ts";
import type { Finding } from "../model/finding.ts";
import type { Text } from "../model/text.ts";
import { type Catalogue, loadCatalogue } from "../report/catalogue.ts";
import { formatFinding } from "../report/format.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { getDesk } from "./open-book.ts";
import { tradeGroup } from "./trade-group.ts";

type Options = {
  readonly element?: string;
  readonly stage?: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly json?: boolean;
};

/** Where the supply of each importer began, through whoever it was bought from. */
export const tradeExposureCommand: LodebookCommand = {
  register: (program, effects) => {
    tradeGroup(program)
      .command("exposure")
      .description("Show where each importer's supply began, whom it was bought from, and what of it is assumed.")
      .argument("<book>", "folder of the book")
      .option("--element <element>", "id or name of an element; default: all")
      .option("--stage <stage>", "id or name of a stage; default: all")
      .option("--period <period>", "the quarter; default: the book's")
      .option("--as-of <date>", "as it was known on that day")
      .option("--json", "print the findings as JSON")
      .addHelpText("after", "\nExample:\n  lodebook trade exposure books/kachin --element Dy --stage oxide")
      .action((folder: string, options: Options) => {
        const desk = getDesk(folder, options);
        const { exposure } = desk.book;
        const dependence = findDependence(desk);
        if (exposure === undefined || dependence === undefined) throw withoutNetwork(folder);
        const chosen = choose(exposure, dependence, options);
        const shown = { desk, exposure, dependence, catalogue: loadCatalogue("en") };
        printResult(effects, options.json, asJson(chosen), renderChosen(shown, chosen));
      });
  },
};

function withoutNetwork(folder: string) {
  const expected = "the book's network of supply in it";
  return lodebookError("FILE_MISSING", { file: "exposure.yaml", expected }, join(folder, "exposure.yaml"), 0);
}

/** Cells of importers and the ranks, of one element and stage or of all. */
type Chosen = { readonly cells: readonly ExposureCell[]; readonly ranks: readonly ExposureRanks[] };

function choose(exposure: Exposure, { cells, ranks }: DependenceFindings, options: Options): Chosen {
  const element = findNamed("element", exposure.elements, options.element);
  const stage = findNamed("stage", exposure.stages, options.stage);
  const isChosen = (one: { readonly element: string; readonly stage: string }) =>
    (element === undefined || one.element === element) && (stage === undefined || one.stage === stage);
  return {
    cells: cells.filter((cell) => isChosen(cell) && exposure.importers.includes(cell.region)),
    ranks: ranks.filter(isChosen),
  };
}

type Named = { readonly id: string; readonly name: Text };

/** The id of what was asked for, by id or by its name in any language; undefined when nothing was. */
function findNamed(what: string, items: readonly Named[], asked: string | undefined): string | undefined {
  if (asked === undefined) return undefined;
  const wanted = asked.toLowerCase();
  const found = items.find(({ id, name }) => [id, ...Object.values(name)].some((one) => one.toLowerCase() === wanted));
  if (found !== undefined) return found.id;
  const expected = items.map(({ id, name }) => `${id} (${name.en})`).join(", ");
  throw lodebookError("USAGE", { found: `got the ${what} '${asked}'`, expected });
}

/** The findings as they are, without the draws behind them. */
function asJson({ cells, ranks }: Chosen) {
  return {
    cells: cells.map(({ region, draws: _, hangsOn: __, ...cell }) => ({ importer: region, ...cell })),
    ranks,
  };
}

type Shown = {
  readonly desk: Desk;
  readonly exposure: Exposure;
  readonly dependence: DependenceFindings;
  readonly catalogue: Catalogue;
};

function renderChosen(shown: Shown, { cells, ranks }: Chosen): string[] {
  return cells.flatMap((cell) => {
    const rows = ranks.find(({ element, stage }) => element === cell.element && stage === cell.stage)?.rows;
    return renderCell(shown, cell, rows?.find(({ importer }) => importer === cell.region)?.ranks ?? []);
  });
}

function renderCell(shown: Shown, cell: ExposureCell, ranks: readonly DependenceFinding[]): string[] {
  const { exposure, catalogue } = shown;
  const name = (items: readonly Named[], id: string) => items.find((item) => item.id === id)?.name.en ?? id;
  const region = (id: string) => name(exposure.regions, id);
  const value = (finding: Finding) => formatFinding(finding, "full", catalogue);
  const [first] = cell.origins;
  const driver = first?.driver && renderDriver(shown, first.driver);
  const lines = [
    ...cell.origins.map((one) => `began in ${region(one.region)}: ${renderOrigin(shown, one.finding)}`),
    ...(cell.otherOrigins === undefined ? [] : [`began elsewhere: ${value(cell.otherOrigins.finding)}`]),
    ...cell.direct.map((one) =>
      one.region === cell.region
        ? `makes itself: ${value(one.finding)}`
        : `bought from ${region(one.region)}: ${value(one.finding)}`,
    ),
    ...(cell.tonnes === undefined ? [] : [`takes: ${value(cell.tonnes.finding)}`]),
    ...(driver === undefined ? [] : [driver]),
    ...(ranks.length === 0 || first === undefined
      ? []
      : [
          `rank by the share from ${region(first.region)}: ` +
            ranks.map(({ finding }, index) => `no. ${index + 1} ${value(finding)}`).join("; "),
        ]),
    ...renderAssumptions(shown, cell),
    ...(cell.beyond.length === 0 ? [] : [`not traced beyond: ${cell.beyond.map(region).join(", ")}`]),
    ...(cell.scaled === undefined
      ? []
      : [`draws in which its suppliers made more than the whole: ${value(cell.scaled.finding)} of ${exposure.draws}`]),
    ...(cell.note === undefined ? [] : [`note: ${cell.note.en}`]),
  ];
  const title = `${region(cell.region)}: ${name(exposure.elements, cell.element)}, ${name(exposure.stages, cell.stage)}, ${exposure.period}`;
  return [title, ...lines.map((line) => `   ${line}`)];
}

/** A share, or why it is not known and which gap says so. */
function renderOrigin({ desk, catalogue }: Shown, finding: Finding): string {
  const { result } = finding;
  const value = formatFinding(finding, "full", catalogue);
  if (result.kind !== "missing" || result.gap === "") return value;
  const gap = desk.book.gaps.find(({ id }) => id === result.gap);
  return `${value} (${gap?.what.en ?? result.gap})`;
}

function renderDriver({ dependence, catalogue }: Shown, driver: NonNullable<DependenceFinding["driver"]>): string {
  const label = labelOf(dependence, driver.parameter);
  return `the spread follows most from: ${label} (part of it: ${formatFinding(driver.finding, "full", catalogue)})`;
}

/** A share that hangs on assumptions is no evidence, and says so. */
function renderAssumptions({ dependence }: Shown, cell: ExposureCell): string[] {
  const [first] = cell.origins;
  if (first === undefined || first.finding.result.kind === "missing") return [];
  if (first.assumptions.length === 0) return ["assumed: nothing; all of it is evidence"];
  return [`assumed: ${first.assumptions.map((id) => labelOf(dependence, id)).join("; ")}`];
}

function labelOf({ parameters }: DependenceFindings, id: string): string {
  return parameters.find(({ parameter }) => parameter.id === id)?.parameter.label.en ?? id;
}
