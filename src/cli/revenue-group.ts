import type { Command } from "commander";

/** `revenue reconcile` and the others stand under one word. */
export function revenueGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "revenue");
  return (
    known ?? program.command("revenue").description("From permit to allocation, and the reconciliation of both sides.")
  );
}
