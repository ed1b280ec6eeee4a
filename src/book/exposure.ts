import type { Exposure, ExposureGap, ExposureRegion, SupplyMix, SupplyShare } from "../model/exposure.ts";
import { checkCells, checkShares } from "./exposure-checks.ts";
import { readMirrors, readPooled } from "./exposure-records.ts";
import { type KnownParameters, productUnder } from "./parameter-use.ts";
import type { Known } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import { checkName, declareOnce, type Ids } from "./registers.ts";
import {
  itemsUnder,
  lineUnder,
  nodeUnder,
  numberUnder,
  readMap,
  readNumber,
  readWord,
  textUnder,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const required = ["period", "draws", "seed", "elements", "stages", "regions", "importers", "origins", "mixes"];
const optional = ["gaps", "pooled", "mirrors"];

/** Read `exposure.yaml`: who gets what from whom, element by element, and what of it the book does not know. */
export function readExposure(node: YamlNode, reading: Reading, known: Known, parameters: KnownParameters): Exposure {
  const before = reading.faults.length;
  const map = readMap(node, { required, optional }, reading);
  const elements = readElements(map, known);
  const stages = readIds(map, "stages", []).map(({ id, name }) => ({ id, name }));
  const regions = readRegions(map, known);
  const names = { elements: idsOf(elements), stages: idsOf(stages), regions: idsOf(regions) };
  const importers = readRegionList(map, "importers", names);
  const origins = readRegionList(map, "origins", names);
  const desk: MixDesk = { reading, known, parameters, names, cells: new Map() };
  const mixes = itemsUnder(map, "mixes").map((item) => readMix(item, desk));
  const gaps = itemsUnder(map, "gaps").map((item) => readGapCell(item, desk));
  const exposure: Exposure = {
    ...readRun(map, known),
    elements,
    stages,
    regions,
    importers: importers.map(({ id }) => id),
    origins: origins.map(({ id }) => id),
    mixes,
    gaps,
    pooled: readPooled(map, known, names.regions),
    mirrors: readMirrors(map, known, parameters),
  };
  checkShares(exposure, parameters, reading);
  checkCells(exposure, { reading, before, importers });
  return exposure;
}

/** The ids of all parameters that the network names. */
export function parametersOf(exposure: Exposure | undefined): ReadonlySet<string> {
  const mixes = exposure?.mixes ?? [];
  const ofMixes = mixes.flatMap(({ own, from, tonnes }) => [...own, ...from.flatMap(({ share }) => share), ...tonnes]);
  return new Set([...ofMixes, ...(exposure?.mirrors ?? []).map(({ cifFob }) => cifFob)]);
}

type Names = {
  readonly elements: ReadonlySet<string>;
  readonly stages: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
};

function idsOf(entries: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(entries.map(({ id }) => id));
}

function readRun(map: YamlMap, { parsers }: Known): Pick<Exposure, "period" | "draws" | "seed"> {
  const period = wordUnder(map, "period");
  if (period !== "") parsers.period(period, map.reading, lineUnder(map, "period"));
  const isCount = (value: number) => Number.isInteger(value) && value >= 100 && value <= 100_000;
  const isSeed = (value: number) => Number.isSafeInteger(value) && value >= 0;
  return {
    period,
    draws: numberUnder(map, "draws", { isAllowed: isCount, expected: "a whole number, 100 to 100000", otherwise: 100 }),
    seed: numberUnder(map, "seed", { isAllowed: isSeed, expected: "a whole number, 0 or more", otherwise: 0 }),
  };
}

/** The entries of a list, each with an id, a name and the further keys. */
function readIds(map: YamlMap, key: string, further: readonly string[], optional: readonly string[] = []) {
  const ids: Ids = new Map();
  return itemsUnder(map, key).map((item) => {
    const entry = readMap(item, { required: ["id", "name", ...further], optional }, map.reading);
    const id = wordUnder(entry, "id");
    if (id !== "") declareCode(ids, id, map.reading, lineUnder(entry, "id"));
    return { id, name: textUnder(entry, "name") ?? { en: "" }, entry };
  });
}

/** Chemists write elements with capitals, and countries have their codes: so these ids are spelt as codes of `terms.yaml` are. */
function declareCode(ids: Ids, id: string, reading: Reading, line: number): void {
  if (/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(id)) declareOnce(ids, id, reading, line);
  else tell(reading, line, "ID_UNREADABLE", { found: id, expected: "letters, digits and single hyphens" });
}

function readElements(map: YamlMap, { registers }: Known): Exposure["elements"] {
  return readIds(map, "elements", ["commodity"]).map(({ id, name, entry }) => {
    const commodity = wordUnder(entry, "commodity");
    const at = { reading: map.reading, line: lineUnder(entry, "commodity") };
    checkName(commodity, registers.commodities, "COMMODITY_UNKNOWN", at);
    return { id, name, commodity };
  });
}

function readRegions(map: YamlMap, { registers }: Known): ExposureRegion[] {
  return readIds(map, "regions", ["place"], ["at"]).map(({ id, name, entry }) => {
    const place = wordUnder(entry, "place");
    checkName(place, registers.places, "PLACE_UNKNOWN", { reading: map.reading, line: lineUnder(entry, "place") });
    return { id, name, place, position: readPosition(entry) };
  });
}

function readPosition(map: YamlMap): ExposureRegion["position"] {
  if (nodeUnder(map, "at") === undefined) return undefined;
  const items = itemsUnder(map, "at");
  const isList = nodeUnder(map, "at")?.kind === "list";
  if (isList && items.length !== 2) {
    tell(map.reading, lineUnder(map, "at"), "LIST_LENGTH", { found: items.length, expected: "[longitude, latitude]" });
  }
  const degrees = (item: YamlNode | undefined, most: number, axis: string) => {
    const isAllowed = (value: number) => Math.abs(value) <= most;
    const expected = `a ${axis}, ${-most} to ${most} degrees`;
    return (item && readNumber(item, { isAllowed, expected }, map.reading)) ?? 0;
  };
  return { longitude: degrees(items[0], 180, "longitude"), latitude: degrees(items[1], 90, "latitude") };
}

/** The regions of a list, each once, with the line of each. */
function readRegionList(map: YamlMap, key: string, names: Names): { id: string; line: number }[] {
  const ids: Ids = new Map();
  return itemsUnder(map, key).map((item) => {
    const id = readWord(item, map.reading);
    checkName(id, names.regions, "REGION_UNKNOWN", { reading: map.reading, line: item.line });
    if (id !== "") declareOnce(ids, id, map.reading, item.line);
    return { id, line: item.line };
  });
}

/** What the cells of the network are read with; `cells` has those that a mix or a gap fills already. */
type MixDesk = {
  readonly reading: Reading;
  readonly known: Known;
  readonly parameters: KnownParameters;
  readonly names: Names;
  readonly cells: Ids;
};

function readMix(item: YamlNode, desk: MixDesk): SupplyMix {
  const keys = { required: ["element", "stage", "region", "rest"], optional: ["own", "from", "tonnes", "note"] };
  const map = readMap(item, keys, desk.reading);
  const cell = readCell(map, desk);
  const suppliers: Ids = new Map();
  const from = itemsUnder(map, "from").map((one) => readShare(one, cell.region, suppliers, desk));
  return {
    ...cell,
    own: productUnder(map, "own", "share", desk.parameters),
    from,
    rest: supplierUnder(map, "rest", cell.region, desk),
    tonnes: productUnder(map, "tonnes", "mass", desk.parameters),
    note: textUnder(map, "note"),
    line: map.line,
  };
}

function readShare(item: YamlNode, buyer: string, suppliers: Ids, desk: MixDesk): SupplyShare {
  const map = readMap(item, { required: ["region", "share"], optional: [] }, desk.reading);
  const region = supplierUnder(map, "region", buyer, desk);
  if (region !== "") declareOnce(suppliers, region, desk.reading, lineUnder(map, "region"));
  const share = productUnder(map, "share", "share", desk.parameters);
  const node = nodeUnder(map, "share");
  // The product of nothing would be the whole, and nobody who leaves the list empty means that.
  if (node?.kind === "list" && share.length === 0) {
    tell(desk.reading, node.line, "LIST_LENGTH", { found: 0, expected: "one parameter or more" });
  }
  return { region, share };
}

function supplierUnder(map: YamlMap, key: string, buyer: string, { reading, names }: MixDesk): string {
  const region = wordUnder(map, key);
  const line = lineUnder(map, key);
  checkName(region, names.regions, "REGION_UNKNOWN", { reading, line });
  if (region !== "" && region === buyer) {
    tell(reading, line, "REGION_SUPPLIES_ITSELF", { found: region, expected: "another region; its own part is 'own'" });
  }
  return region;
}

function readGapCell(item: YamlNode, desk: MixDesk): ExposureGap {
  const map = readMap(item, { required: ["element", "stage", "region", "gap"], optional: [] }, desk.reading);
  const cell = readCell(map, desk);
  const gap = wordUnder(map, "gap");
  const at = { reading: desk.reading, line: lineUnder(map, "gap") };
  checkName(gap, desk.known.registers.gaps, "GAP_UNKNOWN", at);
  return { ...cell, gap };
}

/** Element, stage and region; a cell that is filled already is told. */
function readCell(map: YamlMap, { reading, names, cells }: MixDesk): Pick<SupplyMix, "element" | "stage" | "region"> {
  const [element, stage, region] = [wordUnder(map, "element"), wordUnder(map, "stage"), wordUnder(map, "region")];
  const at = (key: string) => ({ reading, line: lineUnder(map, key) });
  checkName(element, names.elements, "ELEMENT_UNKNOWN", at("element"));
  checkName(stage, names.stages, "STAGE_UNKNOWN", at("stage"));
  checkName(region, names.regions, "REGION_UNKNOWN", at("region"));
  const found = `${element} ${stage} of ${region}`;
  const first = cells.get(found);
  if (element === "" || stage === "" || region === "") return { element, stage, region };
  if (first === undefined) cells.set(found, { file: reading.file, line: map.line });
  else {
    const expected = "one mix or one gap";
    tell(reading, map.line, "EXPOSURE_CELL_DUPLICATE", { found, expected, first: `${first.file}:${first.line}` });
  }
  return { element, stage, region };
}
