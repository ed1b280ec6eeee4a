import type { Command } from "commander";

/** `trade import`, `trade risk` and the others stand under one word. */
export function tradeGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "trade");
  return known ?? program.command("trade").description("Who depends on whom: trade flows, supply risk, mirror gaps.");
}
