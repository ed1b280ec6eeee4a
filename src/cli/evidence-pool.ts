import { readRows } from "../book/csv-rows.ts";
import { tell } from "../book/reading.ts";
import { poolRandomEffects } from "../evidence/pool.ts";
import { LodebookError } from "../model/fault.ts";
import { evidenceGroup, type LodebookCommand, printResult } from "./command.ts";
import { parseNumber, readInput } from "./read-input.ts";

/** The level of every interval that Lodebook shows; a book states it in its grades.yaml. */
const level = 0.9;

/** Pools figures by hand, so that anyone can check the arithmetic. */
export const evidencePoolCommand: LodebookCommand = {
  register: (program, effects) => {
    evidenceGroup(program)
      .command("pool")
      .description("Pool values with their variances: random effects (Paule-Mandel), modified Hartung-Knapp, 90 %.")
      .argument("<file>", "CSV with the columns value,variance, on the working scale")
      .option("--json", "print the result as JSON")
      .addHelpText("after", "\nExample:\n  lodebook evidence pool figures.csv --json")
      .action((file: string, options: { json?: boolean }) => {
        const pool = poolRandomEffects({ ...readFigures(file), level });
        const lines = Object.entries(pool).map(([name, value]) => `${name.padEnd(9)} ${value}`);
        printResult(effects, options.json, pool, lines);
      });
  },
};

function readFigures(file: string): { values: Float64Array; variances: Float64Array } {
  const { text, reading } = readInput(file);
  const values: number[] = [];
  const variances: number[] = [];
  const read = (found: string, line: number, lowest: number) => {
    const value = parseNumber(found);
    if (!Number.isFinite(value))
      tell(reading, line, "NUMBER_UNREADABLE", { found, expected: "a number such as 10.64 or 1e-5" });
    else if (value <= lowest)
      tell(reading, line, "NUMBER_OUT_OF_RANGE", { found, expected: `a number over ${lowest}` });
    return value;
  };
  readRows(text, { required: ["value", "variance"], optional: [] }, reading, (row, line, positions) => {
    values.push(read(row[positions.value] ?? "", line, Number.NEGATIVE_INFINITY));
    variances.push(read(row[positions.variance] ?? "", line, 0));
  });
  if (reading.faults.length === 0 && values.length === 0) {
    tell(reading, 1, "LIST_LENGTH", { found: 0, expected: "at least one row of value,variance" });
  }
  if (reading.faults.length > 0) throw new LodebookError(reading.faults);
  return { values: Float64Array.from(values), variances: Float64Array.from(variances) };
}
