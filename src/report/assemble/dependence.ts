import type { DependenceFindings } from "../../findings/dependence.ts";
import type { ExposureCell } from "../../findings/exposure-cell.ts";
import type { Driver } from "../../findings/exposure-finding.ts";
import type { ExposureRanks } from "../../findings/exposure-ranks.ts";
import type { MirrorFindings } from "../../findings/mirrors.ts";
import type { Exposure } from "../../model/exposure.ts";
import type { Text } from "../../model/text.ts";
import type { Block, Cell, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, interval, message, paragraph, period, stack, table, text, value } from "./cells.ts";
import { flowsFigure, ranksFigure } from "./dependence-figures.ts";
import { claims } from "./group-table.ts";
import { poolBlocks } from "./pooled.ts";

/** Who depends on the territory, element by element and stage by stage, with what each figure hangs on. */
export function assembleDependence(assembly: Assembly): Block[] {
  const { dependence } = assembly.all;
  const { exposure } = assembly.desk.book;
  if (dependence === undefined || exposure === undefined) return [paragraph("dependence.none")];
  const origin = text(nameOfRegion(exposure, exposure.origins[0] ?? ""));
  return [
    paragraph("dependence.lead", { origin, period: period(exposure.period) }),
    ...mapBlocks(assembly, dependence, exposure),
    ...exposure.elements.flatMap((element) => [
      { kind: "heading", words: text(element.name) } as const,
      { kind: "table", table: exposureTable(exposure, dependence, element) } as const,
      ...rankBlocks(assembly, exposure, dependence, element.id),
    ]),
    ...poolBlocks(assembly, exposure, dependence),
    ...mirrorBlocks(assembly, dependence.mirrors),
    heading("dependence.parameters"),
    paragraph("dependence.parameters-lead"),
    { kind: "table", table: { ...parameterTable(assembly, dependence), isLong: true } },
  ];
}

/** Share from the first origin, who sells at first hand, what drives it, and whether it is evidence: a row a stage and importer. */
function exposureTable(
  exposure: Exposure,
  { cells, parameters }: DependenceFindings,
  element: Exposure["elements"][number],
): Table {
  const labelOf = (id: string): Text =>
    parameters.find(({ parameter }) => parameter.id === id)?.parameter.label ?? { en: id };
  const rows = cells.filter((cell) => cell.element === element.id && exposure.importers.includes(cell.region));
  return table(
    `exposure-${element.id}`,
    message("dependence.caption", {
      element: text(element.name),
      origin: text(nameOfRegion(exposure, exposure.origins[0] ?? "")),
    }),
    [
      ["stage", "start"],
      ["importer", "start"],
      ["share-origin", "end"],
      ["interval", "end"],
      ["first-seller", "start"],
      ["driver", "start"],
      ["rests-on", "start"],
    ],
    rows.map((cell, index) => {
      const [first] = cell.origins;
      return [
        rows[index - 1]?.stage === cell.stage ? stack([]) : text(nameOfStage(exposure, cell.stage)),
        text(nameOfRegion(exposure, cell.region)),
        first === undefined ? message("agreement.none") : value(first.finding),
        first === undefined ? stack([]) : interval(first.finding),
        firstSeller(exposure, cell),
        driverCell(first?.driver, rows[index - 1]?.origins[0]?.driver, labelOf),
        restsOn(cell),
      ];
    }),
  );
}

/** The largest seller of the first tier: what a customs table alone would show. */
function firstSeller(exposure: Exposure, { direct }: ExposureCell): Cell {
  const size = ({ finding: { result } }: ExposureCell["direct"][number]) =>
    result.kind === "estimate" ? result.value : -1;
  const [largest] = [...direct].sort((a, b) => size(b) - size(a));
  if (largest === undefined) return message("dependence.no-driver");
  return stack([text(nameOfRegion(exposure, largest.region)), value(largest.finding)]);
}

/** The parameter is named where it is another than in the row above: the same words twenty times are not read. */
function driverCell(driver: Driver | undefined, above: Driver | undefined, labelOf: (id: string) => Text): Cell {
  if (driver === undefined) return message("dependence.no-driver");
  if (driver.parameter === above?.parameter) return value(driver.finding);
  return stack([text(labelOf(driver.parameter)), value(driver.finding)]);
}

function restsOn({ origins: [first] }: ExposureCell): Cell {
  if (first === undefined || first.finding.result.kind === "missing") return message("dependence.no-driver");
  return message(first.assumptions.length === 0 ? "dependence.evidence" : "dependence.assumed");
}

function mapBlocks(assembly: Assembly, { cells }: DependenceFindings, exposure: Exposure): Block[] {
  const [element] = exposure.elements;
  if (element === undefined) return [];
  const figure = flowsFigure(exposure, cells, element, assembly.words("figure-title.flows"));
  const bought = cells
    .filter((cell) => cell.element === element.id)
    .flatMap((cell) => cell.direct.filter(({ region }) => region !== cell.region).map((share) => ({ cell, share })));
  const rows = bought.map(({ cell, share }, index) => [
    bought[index - 1]?.cell.stage === cell.stage ? stack([]) : text(nameOfStage(exposure, cell.stage)),
    text(nameOfRegion(exposure, share.region)),
    text(nameOfRegion(exposure, cell.region)),
    full(share.finding),
  ]);
  const columns = [
    ["stage", "start"],
    ["seller", "start"],
    ["buyer", "start"],
    ["share-bought", "end"],
  ] as const;
  const beside = table(
    `flows-${element.id}`,
    message("dependence.flows-caption", { element: text(element.name) }),
    columns,
    rows,
  );
  return [{ kind: "figure", figure, table: { ...beside, isLong: true } }];
}

/** One chart an element: of the stages at which most importers can be ranked, the last. */
function rankBlocks(
  { words }: Assembly,
  exposure: Exposure,
  { ranks, cells }: DependenceFindings,
  element: string,
): Block[] {
  const here = ranks.filter((one) => one.element === element);
  const shown = here.reduce<ExposureRanks | undefined>(
    (best, one) => (best === undefined || one.rows.length >= best.rows.length ? one : best),
    undefined,
  );
  if (shown === undefined) return [];
  const stage = nameOfStage(exposure, shown.stage);
  const named = exposure.elements.find(({ id }) => id === element)?.name ?? { en: element };
  const figure = ranksFigure(exposure, cells, shown, {
    title: words("figure-title.ranks"),
    parts: [named, stage],
  });
  const beside = table(
    `ranks-${element}`,
    message("dependence.ranks-caption", { element: text(named), stage: text(stage) }),
    [
      ["importer", "start"],
      ["first-rank", "end"],
      ["other-ranks", "end"],
    ],
    shown.rows.map((row) => {
      const [first, ...others] = row.ranks;
      return [
        text(nameOfRegion(exposure, row.importer)),
        first === undefined ? stack([]) : value(first.finding),
        stack(others.map(({ finding }) => value(finding))),
      ];
    }),
  );
  return [{ kind: "figure", figure, table: { ...beside, isLong: true } }];
}

function mirrorBlocks(assembly: Assembly, mirrors: readonly MirrorFindings[]): Block[] {
  if (mirrors.length === 0) return [];
  const rows = mirrors.flatMap(({ title, measure, periods }) =>
    periods.map((one, index) => [
      index === 0 ? stack([text(title), message(`dependence.measure-${measure}`)]) : stack([]),
      period(one.period),
      one.imports === undefined ? message("agreement.none") : full(one.imports),
      one.exports === undefined ? message("agreement.none") : full(one.exports),
      full(one.gap.finding),
      claims(assembly, one.gap.finding),
    ]),
  );
  const columns = [
    ["what", "start"],
    ["period", "start"],
    ["importer-record", "end"],
    ["exporter-record", "end"],
    ["mirror-gap", "end"],
    ["claims", "start"],
  ] as const;
  return [
    heading("dependence.mirrors"),
    paragraph("dependence.mirrors-lead"),
    { kind: "table", table: table("mirrors", message("dependence.mirrors-caption"), columns, rows) },
  ];
}

/** Every input: its figure, and either its claims or the reason for which it is assumed. */
function parameterTable(assembly: Assembly, { parameters }: DependenceFindings): Table {
  return table(
    "parameters",
    message("dependence.parameters-caption"),
    [
      ["what", "start"],
      ["value", "end"],
      ["interval", "end"],
      ["basis-of", "start"],
    ],
    parameters.map(({ parameter, finding }) => [
      text(parameter.label),
      value(finding),
      interval(finding),
      parameter.origin.kind === "assumption"
        ? stack([message("dependence.assumption"), text(parameter.origin.reason)])
        : claims(assembly, finding),
    ]),
  );
}

function nameOfRegion(exposure: Exposure, id: string): Text {
  return exposure.regions.find((region) => region.id === id)?.name ?? { en: id };
}

function nameOfStage(exposure: Exposure, id: string): Text {
  return exposure.stages.find((stage) => stage.id === id)?.name ?? { en: id };
}
