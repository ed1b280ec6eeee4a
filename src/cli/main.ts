import { Command, CommanderError } from "commander";
import { faultCatalogue, LodebookError, makeFault, renderFault } from "../model/fault.ts";
import { commands } from "./commands.ts";
import { type Effects, processEffects } from "./effects.ts";
import { version } from "./version.ts";

const effects = processEffects();
endQuietlyOnClosedPipe();
const code = await run(process.argv.slice(2), effects);
// A command whose result is a list of faults has set its own code.
if (code !== 0) process.exitCode = code;

/** Run one command line and give its exit code. */
async function run(words: readonly string[], effects: Effects): Promise<number> {
  try {
    const program = await buildProgram(words, effects);
    await program.parseAsync([...words], { from: "user" });
    return 0;
  } catch (error) {
    return endWith(error, words.includes("--json"), effects);
  }
}

/** The one command that is asked for; all of them where none is, for the help and for what is like a word that is no command. */
async function buildProgram(words: readonly string[], effects: Effects): Promise<Command> {
  const program = new Command("lodebook")
    .description("The open book of a mining territory: cited claims, reconciled in the open, published as a report.")
    .version(version)
    .showHelpAfterError("(add --help for what is possible)")
    .exitOverride()
    .configureOutput({ writeOut: effects.write, writeErr: effects.writeError });
  const asked = commands.filter(({ name }) => `${words.join(" ")} `.startsWith(`${name} `));
  for (const { load } of asked.length > 0 ? asked : commands) (await load()).register(program, effects);
  return program;
}

function endWith(error: unknown, json: boolean, effects: Effects): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : faultCatalogue.USAGE.exit;
  const faults =
    error instanceof LodebookError
      ? error.faults
      : [makeFault("INTERNAL", { found: error instanceof Error ? (error.stack ?? error.message) : String(error) })];
  if (json) effects.write(`${JSON.stringify({ faults }, undefined, 2)}\n`);
  else for (const fault of faults) effects.writeError(`${renderFault(fault)}\n`);
  return Math.max(...faults.map(({ code }) => faultCatalogue[code].exit));
}

/** `lodebook ... | head` closes our output early: that is no fault of anyone. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}
