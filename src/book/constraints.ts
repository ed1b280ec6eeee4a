import type { BalanceConstraint, BalanceQuantity } from "../model/constraint.ts";
import { parsePeriod } from "../model/period.ts";
import { checkedNames, type Known } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { itemsUnder, lineUnder, nodeUnder, readMap, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The balance as it is written. */
export type Balance = { readonly quantities: BalanceQuantity[]; readonly constraints: BalanceConstraint[] };

/** Read `constraints.yaml`: the quantities of the balance and the equations that tie them. */
export function readConstraints(node: YamlNode, reading: Reading, known: Known): Balance {
  const map = readMap(node, { required: [], optional: ["quantities", "constraints"] }, reading);
  const quantities = readQuantities(map, known);
  const names = new Set(quantities.map(({ name }) => name));
  const ids: Ids = new Map();
  const constraints = itemsUnder(map, "constraints").map((item) => {
    const entry = readMap(item, { required: ["id", "equation", "why"], optional: [] }, reading);
    const id = wordUnder(entry, "id");
    const line = lineUnder(entry, "id");
    if (id !== "") declareId(ids, id, reading, line);
    const equation = wordUnder(entry, "equation");
    if (equation !== "") checkEquation(equation, names, reading, lineUnder(entry, "equation"));
    return { id, equation, why: wordUnder(entry, "why"), line };
  });
  return { quantities, constraints };
}

const always = parsePeriod("undated");

function readQuantities(map: YamlMap, known: Known): BalanceQuantity[] {
  const node = nodeUnder(map, "quantities");
  if (node === undefined) return [];
  return [...readMap(node, "any", map.reading).entries].map(([name, { line, value }]) => {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
      tell(map.reading, line, "NAME_UNREADABLE", { found: name, expected: "a letter, then letters, digits and _" });
    }
    const keys = { required: ["indicator", "place", "period"], optional: ["counterparty", "commodity", "basis"] };
    const entry = readMap(value, keys, map.reading);
    const {
      indicator,
      place = "",
      counterparty = "",
      commodity = "",
      basis = "",
    } = checkedNames(entry, known.registers);
    const text = wordUnder(entry, "period");
    const period =
      text === "" ? always : (known.parsers.period(text, map.reading, lineUnder(entry, "period")) ?? always);
    return { name, question: { indicator, place, counterparty, commodity, period, basis }, line };
  });
}

/** Names, numbers, `+ - * / ( )` and one `=`: the kernel that solves the equation also parses it, this only finds typos. */
function checkEquation(equation: string, names: ReadonlySet<string>, reading: Reading, line: number): void {
  const token = /\s*([A-Za-z][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?|[-+*/()=])\s*/y;
  const tokens: string[] = [];
  while (token.lastIndex < equation.length) {
    const at = token.lastIndex;
    const match = token.exec(equation)?.[1];
    if (match === undefined) {
      tellEquation(equation, `names, numbers, + - * / ( ) and =, not '${equation.slice(at, at + 12)}'`, reading, line);
      return;
    }
    tokens.push(match);
  }
  const problem = problemOf(tokens);
  if (problem !== undefined) tellEquation(equation, problem, reading, line);
  for (const name of new Set(tokens.filter((one) => /^[A-Za-z]/.test(one)))) {
    if (!names.has(name)) tell(reading, line, "NAME_UNKNOWN", { found: name, expected: "a name under 'quantities'" });
  }
}

function tellEquation(equation: string, expected: string, reading: Reading, line: number): void {
  tell(reading, line, "EQUATION_UNREADABLE", { found: equation, expected });
}

function problemOf(tokens: readonly string[]): string | undefined {
  if (tokens.filter((token) => token === "=").length !== 1) return "exactly one '='";
  if (tokens[0] === "=" || tokens.at(-1) === "=") return "something on both sides of '='";
  let open = 0;
  for (const token of tokens) {
    if (token === "(") open += 1;
    if (token === ")") open -= 1;
    if (open < 0 || (token === "=" && open > 0)) return "brackets that open and close in pairs";
  }
  return open === 0 ? undefined : "brackets that open and close in pairs";
}
