import type { AssumedDistribution } from "../model/parameter.ts";
import { convertUnit, parseUnit, type Unit } from "../model/unit.ts";
import { type Reading, tell } from "./reading.ts";
import { nodeUnder, readItems, readMap, readNumber } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const kinds = ["fixed", "uniform", "triangular", "lognormal"] as const;
type Kind = (typeof kinds)[number];
type Written = { readonly kind: Kind; readonly node: YamlNode };

/** Read how an assumption is drawn, for instance `{uniform: [0.2, 0.4]}`; undefined when it is told. `unit` is undefined when it was told. */
export function readDistribution(
  node: YamlNode,
  unit: Unit | undefined,
  reading: Reading,
): AssumedDistribution | undefined {
  const written = findWritten(node, reading);
  const numbers = written === undefined ? undefined : readNumbers(written, unit, reading);
  if (written === undefined || numbers === undefined) return undefined;
  const { kind } = written;
  const [first = 0, second = 0, third = 0] = numbers;
  if (kind === "fixed") return { kind, value: first };
  const high = kind === "triangular" ? third : second;
  const { line } = written.node;
  if (first >= high) {
    const expected = `one below the high, ${high}; a single number is 'fixed'`;
    tell(reading, line, "RANGE_REVERSED", { found: first, expected });
    return undefined;
  }
  if (kind !== "triangular") return { kind, low: first, high };
  if (second < first || second > high) {
    tell(reading, line, "VALUE_OUTSIDE_RANGE", { found: second, expected: `one between ${first} and ${high}` });
    return undefined;
  }
  return { kind, low: first, value: second, high };
}

/** The one kind that is named. Where a key or the shape is at fault already, no second fault is told. */
function findWritten(node: YamlNode, reading: Reading): Written | undefined {
  const before = reading.faults.length;
  const map = readMap(node, { required: [], optional: kinds }, reading);
  const named = kinds.flatMap((kind): Written[] => {
    const under = nodeUnder(map, kind);
    return under === undefined ? [] : [{ kind, node: under }];
  });
  const [only, other] = named;
  if (only !== undefined && other === undefined) return only;
  if (reading.faults.length === before) {
    const found = named.map(({ kind }) => `'${kind}'`).join(" and ") || "no distribution";
    tell(reading, node.line, "SHAPE_MISMATCH", { found, expected: `one of ${kinds.join(", ")}` });
  }
  return undefined;
}

const shapes: Readonly<Record<Exclude<Kind, "fixed">, { readonly length: number; readonly words: string }>> = {
  uniform: { length: 2, words: "[low, high]" },
  triangular: { length: 3, words: "[low, most likely, high]" },
  lognormal: { length: 2, words: "[low, high] with 90 % between them" },
};

const anyNumber = { isAllowed: Number.isFinite, expected: "a number" };
const positive = { isAllowed: (value: number) => value > 0, expected: "a number above 0" };

function readNumbers({ kind, node }: Written, unit: Unit | undefined, reading: Reading): number[] | undefined {
  if (kind !== "fixed") {
    const items = readItems(node, reading);
    const { length, words } = shapes[kind];
    if (node.kind === "list" && items.length !== length) {
      tell(reading, node.line, "LIST_LENGTH", { found: items.length, expected: words });
    }
    if (items.length !== length) return undefined;
  }
  const items = node.kind === "list" && kind !== "fixed" ? node.items : [node];
  const numbers: number[] = [];
  for (const item of items) {
    const number = readNumber(item, kind === "lognormal" ? positive : anyNumber, reading);
    if (number !== undefined && isInside(number, unit, { reading, line: item.line })) numbers.push(number);
  }
  return numbers.length === items.length ? numbers : undefined;
}

const share = parseUnit("1");

/** A share lies between nothing and the whole; other units have no bounds of their own. */
function isInside(value: number, unit: Unit | undefined, at: { reading: Reading; line: number }): boolean {
  if (unit === undefined || unit.dimension !== share.dimension) return true;
  const part = convertUnit(value, unit, share);
  if (part >= 0 && part <= 1) return true;
  const expected = "0 to 100 percent; what may be more has the unit 'times'";
  tell(at.reading, at.line, "SHARE_OUT_OF_RANGE", { found: `${value} ${unit.text}`, expected });
  return false;
}
