import type { Names } from "./market-plan-keys.ts";
import { type Reading, tell } from "./reading.ts";
import { itemsUnder, lineUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** An entry of the plan that holds for some cells: one list of names for each part of a cell. */
export type CellEntry<Value> = { readonly parts: readonly Names[]; readonly value: Value; readonly line: number };

/** A cell, by its parts, with the value of the entry that holds for it. */
export type FilledCell<Value> = { readonly parts: readonly string[]; readonly value: Value };

/** Cells by their parts, such as a stage and a region; undefined where it is not known which there are. */
export type Cells = readonly (readonly string[])[] | undefined;

/** The cells of the names, of one part each. */
export function cellsOf(names: readonly string[] | undefined): Cells {
  return names?.map((name) => [name]);
}

/**
 * Read a list of the plan that holds for cells, and give each cell its value. Where an entry is at fault, or the cells are not known, none
 * gets one and nothing more is told: the cell that has none may be the one whose name is at fault.
 */
export function fillList<Value>(
  map: YamlMap,
  list: string,
  cells: Cells,
  read: (item: YamlNode) => CellEntry<Value>,
): FilledCell<Value>[] {
  const { reading } = map;
  const before = reading.faults.length;
  const entries = itemsUnder(map, list).map(read);
  if (cells === undefined || reading.faults.length > before) return [];
  return fillCells(cells, entries, { reading, what: `'${list}'`, line: lineUnder(map, list) });
}

/**
 * The value of each cell. An entry that names a cell goes before one that has it under `all`. Told are two entries of the same rank, an
 * entry that names only what is no cell, and a cell without entry. `what` names their list, `line` is where it stands.
 */
function fillCells<Value>(
  cells: readonly (readonly string[])[],
  entries: readonly CellEntry<Value>[],
  at: { readonly reading: Reading; readonly what: string; readonly line: number },
): FilledCell<Value>[] {
  for (const entry of entries) {
    if (rankOf(entry) === 0 || cells.some((cell) => covers(entry, cell))) continue;
    const found = `${at.what} of ${entry.parts.map(({ ids }) => ids.join(" or ")).join(" of ")}`;
    const expected = `one of ${cells.map(nameOf).join(", ")}`;
    tell(at.reading, entry.line, "MARKET_PART_UNKNOWN", { found, expected });
  }
  return cells.flatMap((parts) => {
    const fitting = entries.filter((entry) => covers(entry, parts));
    const best = Math.max(...fitting.map(rankOf));
    const [first, second] = fitting.filter((entry) => rankOf(entry) === best);
    const found = `${at.what} of ${nameOf(parts)}`;
    if (first === undefined) tell(at.reading, at.line, "MARKET_PART_MISSING", { found, expected: "an entry for it" });
    if (first !== undefined && second !== undefined) {
      const details = { found, expected: "one entry", first: `${at.reading.file}:${first.line}` };
      tell(at.reading, second.line, "MARKET_PART_DUPLICATE", details);
    }
    return first === undefined ? [] : [{ parts, value: first.value }];
  });
}

function covers<Value>({ parts }: CellEntry<Value>, cell: readonly string[]): boolean {
  return cell.every((name, part) => parts[part]?.ids.includes(name));
}

/** How many parts an entry names. */
function rankOf<Value>({ parts }: CellEntry<Value>): number {
  return parts.filter(({ isAll }) => !isAll).length;
}

function nameOf(parts: readonly string[]): string {
  return parts.join(" of ");
}
