import { type Reading, tell } from "../book/reading.ts";
import { itemsUnder, nodeUnder, readMap, readWord, wordUnder } from "../book/yaml-map.ts";
import { readYaml, type YamlNode } from "../book/yaml-node.ts";
import { type Balance, balanceFlows } from "../evidence/balance.ts";
import type { Flow } from "../evidence/balance-system.ts";
import { type Equation, parseEquation } from "../evidence/equation.ts";
import { LodebookError, makeFault } from "../model/fault.ts";
import { evidenceGroup, type LodebookCommand, printResult } from "./command.ts";
import { parseNumber, readInput } from "./read-input.ts";

/** Adjusts measured flows to their constraints, by hand. */
export const evidenceBalanceCommand: LodebookCommand = {
  register: (program, effects) => {
    evidenceGroup(program)
      .command("balance")
      .description("Adjust measured flows so that their constraints hold, and name the measurement that does not fit.")
      .argument("<file>", "YAML with flows (id, value, sd) and constraints (equations)")
      .option("--json", "print the result as JSON")
      .addHelpText("after", "\nExample:\n  lodebook evidence balance exchanger.yaml --json")
      .action((file: string, options: { json?: boolean }) => {
        const { flows, constraints, reading } = readBalance(file);
        const balance = solveAt(reading.file, () => balanceFlows({ flows, constraints }));
        printResult(effects, options.json, balance, renderBalance(balance));
      });
  },
};

function readBalance(file: string): { flows: Flow[]; constraints: Equation[]; reading: Reading } {
  const { text, reading } = readInput(file);
  const node = readYaml(text, reading);
  if (node === undefined) throw new LodebookError(reading.faults);
  const map = readMap(node, { required: ["flows", "constraints"], optional: [] }, reading);
  const flows = itemsUnder(map, "flows").map((item) => readFlow(item, reading));
  const constraints = itemsUnder(map, "constraints").flatMap((item) => {
    try {
      return [parseEquation(readWord(item, reading))];
    } catch (error) {
      reading.faults.push(...placeFaults(error, file, item.line));
      return [];
    }
  });
  if (reading.faults.length > 0) throw new LodebookError(reading.faults);
  return { flows, constraints, reading };
}

function readFlow(item: YamlNode, reading: Reading): Flow {
  const map = readMap(item, { required: ["id"], optional: ["value", "sd"] }, reading);
  const number = (key: string, expected: string) => {
    const node = nodeUnder(map, key);
    if (node === undefined) return undefined;
    const found = readWord(node, reading);
    const value = parseNumber(found);
    if (Number.isFinite(value)) return value;
    tell(reading, node.line, "NUMBER_UNREADABLE", { found, expected });
    return undefined;
  };
  const value = number("value", "a number such as 101.91");
  const sd = number("sd", "a standard deviation such as 0.5");
  if (value !== undefined && sd === undefined && nodeUnder(map, "sd") === undefined)
    tell(reading, map.line, "KEY_MISSING", { found: "sd", expected: "a standard deviation beside the value" });
  return { id: wordUnder(map, "id"), value, sd };
}

/** Faults of the kernel have no place of their own: they are those of the file. */
function solveAt<Made>(file: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw new LodebookError(placeFaults(error, file, 0));
  }
}

function placeFaults(error: unknown, file: string, line: number) {
  if (!(error instanceof LodebookError)) return [makeFault("INTERNAL", { found: String(error) })];
  return error.faults.map((fault) => ({ ...fault, file, line }));
}

function renderBalance({ flows, chiSquare, degreesOfFreedom, p, overruled }: Balance): string[] {
  const cell = (value: number | undefined) => (value === undefined ? "-" : value.toPrecision(7)).padStart(12);
  const width = Math.max(4, ...flows.map(({ id }) => id.length));
  return [
    `${"flow".padEnd(width)}     measured     adjusted           sd            z`,
    ...flows.map(
      ({ id, measured, adjusted, sd, z }) =>
        `${id.padEnd(width)} ${cell(measured)} ${cell(adjusted)} ${cell(sd)} ${cell(z)}`,
    ),
    `chi-square ${chiSquare.toPrecision(5)} on ${degreesOfFreedom} degrees of freedom, p ${p.toPrecision(3)}`,
    overruled.length === 0 ? "nothing overruled" : `overruled: ${overruled.join(", ")}`,
  ];
}
