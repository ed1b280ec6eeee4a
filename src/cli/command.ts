import type { Command } from "commander";
import type { Effects } from "./effects.ts";

/** One command: what the help says of it, and what it does. */
export type LodebookCommand = {
  readonly register: (program: Command, effects: Effects) => void;
};

/** Print a result: as JSON when asked for, else as lines for a person. */
export function printResult(
  effects: Effects,
  json: boolean | undefined,
  result: unknown,
  lines: readonly string[],
): void {
  effects.write(
    json === true ? `${JSON.stringify(result, undefined, 2)}\n` : lines.map((line) => `${line}\n`).join(""),
  );
}

/** `evidence pool` and `evidence balance` stand under one word. */
export function evidenceGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "evidence");
  return known ?? program.command("evidence").description("The arithmetic of the evidence, by hand.");
}
