import type { Command } from "commander";

/** `market solve`, `market run` and `market backtest` stand under one word. */
export function marketGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "market");
  return (
    known ?? program.command("market").description("What a restriction changes, and for whom: the supply network.")
  );
}
