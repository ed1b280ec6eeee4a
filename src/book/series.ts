import type { Claim } from "../model/claim.ts";
import { type ClaimDesk, claimColumns, readClaim, readShared, type WrittenClaim } from "./claims.ts";
import { readRows } from "./csv-rows.ts";
import { type Reading, tell } from "./reading.ts";
import { declareOnce, kebabCase } from "./registers.ts";
import { lineUnder, readMap, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Columns of a claim that a series has in its rows. */
const ofRows: readonly string[] = ["id", "period", "value", "low", "high"];

/** The same keys as a claim. What is missing is told the way it is for a claim, so no key is required of the map itself. */
const sharedKeys = {
  required: [],
  optional: [...claimColumns.required, ...claimColumns.optional].filter((column) => !ofRows.includes(column)),
};

const seriesColumns = { required: ["period", "value"], optional: ["low", "high", "note"] } as const;

/** A series' two files: what all rows share, and the rows. */
export type SeriesFiles = { readonly name: string; readonly head: YamlNode; readonly rows: string };

/** Read the rows of a series into `claims`, each with the id `NAME/PERIOD`; false when rows were lost. */
export function readSeries(
  { name, head, rows }: SeriesFiles,
  desk: ClaimDesk,
  reading: Reading,
  claims: Claim[],
): boolean {
  const headReading: Reading = { file: `series/${name}.yaml`, faults: reading.faults };
  if (!kebabCase.test(name)) {
    tell(headReading, 0, "ID_UNREADABLE", {
      found: name,
      expected: "a file name of small letters, digits and single hyphens",
    });
  }
  const map = readMap(head, sharedKeys, headReading);
  const common = commonOf(map);
  const shared = readShared(common, headReading, (column) => lineUnder(map, column), desk);
  const isEvent = shared.indicator === undefined || shared.indicator.scale === "text";
  return readRows(rows, seriesColumns, reading, (row, line, at) => {
    const cell = (index: number) => (index < 0 ? "" : (row[index] ?? "").trim());
    const period = cell(at.period);
    const written: WrittenClaim = {
      ...common,
      id: `${name}/${period}`,
      period,
      value: cell(at.value),
      low: cell(at.low),
      high: cell(at.high),
      note: cell(at.note) || common.note,
    };
    declareOnce(desk.ids, written.id, reading, line);
    desk.kinds.set(written.id, isEvent);
    // Where the head is at fault there is no claim, but the row's period has been checked all the same.
    const claim = readClaim(written, shared, { reading, line, desk });
    if (claim !== undefined) claims.push(claim);
  });
}

function commonOf(map: YamlMap): WrittenClaim {
  const word = (key: string) => wordUnder(map, key);
  return {
    id: "",
    indicator: word("indicator"),
    place: word("place"),
    counterparty: word("counterparty"),
    commodity: word("commodity"),
    period: "",
    basis: word("basis"),
    value: "",
    low: "",
    high: "",
    text: word("text"),
    unit: word("unit"),
    qualifier: word("qualifier"),
    source: word("source"),
    origin: word("origin"),
    locator: word("locator"),
    grade: word("grade"),
    pedigree: word("pedigree"),
    added: word("added"),
    note: word("note"),
    conflict: word("conflict"),
    record: word("record"),
  };
}
