import { join } from "node:path";
import { timeHighs } from "./highs.ts";
import { measureCommand, type Row } from "./measure.ts";

const draws = 1000;
/** From the first month of the book's market to the last one that the scenario shows. */
const months = 60;
const scenario = "levy-and-announced";

/**
 * A scenario of Kachin's market and the market without it, a thousand draws of sixty months each, on one core. Nothing else at hand
 * clears that model; beside it stands what HiGHS would take for as many quadratic programs of such a network, from a sample.
 */
export async function benchEnsemble(): Promise<Row[]> {
  const book = join(import.meta.dirname, "../books/kachin");
  const words = ["market", "run", book, "--scenario", scenario, "--draws", String(draws), "--workers", "1"];
  const { seconds, megabytes } = measureCommand(words);
  const highs = await timeHighs();
  const peerValue = highs * draws * months;
  const note = `${draws} draws x ${months} months, a scenario and the market without it; wanted under 30 s and 1 GB on one core`;
  return [
    {
      name: "ensemble",
      ours: seconds,
      unit: "s",
      peer: "HiGHS, one quadratic program a month and draw",
      peerValue,
      ratio: peerValue / seconds,
      note,
    },
    {
      name: "ensemble-memory",
      ours: megabytes,
      unit: "MB",
      peer: "none",
      peerValue: undefined,
      ratio: undefined,
      note: "peak of the whole process, its thread included",
    },
  ];
}
