import type { Command } from "commander";

/** `register import` and `register template` stand under one word. */
export function registerGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "register");
  return known ?? program.command("register").description("The register of permits, levies and receipts, in Excel.");
}
