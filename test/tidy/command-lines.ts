/** A command of a page, as `sh` runs it: the two quoted variables stand for Lodebook itself. */
export type CommandLine = { readonly line: number; readonly command: string; readonly exit: number };

/** These install, serve, or run the tests that run this; what they do is tested elsewhere. */
const notRun = /^npm (start|test|install|ci|run (bench|check|test|start))\b/;

/**
 * Command lines in the ```sh blocks of a page that begin with `npm ` or `npx lodebook`. A line that ends with `\` goes on. A trailing
 * `# exit 1` is the exit code that is expected; a trailing `# not run: why` leaves the line out.
 */
export function commandLinesOf(page: string): CommandLine[] {
  const found: CommandLine[] = [];
  let inside = false;
  let open = "";
  for (const [index, text] of page.split("\n").entries()) {
    if (/^\s*```/.test(text)) {
      inside = /^\s*```sh\s*$/.test(text);
      open = "";
      continue;
    }
    if (!inside) continue;
    open += text.trim();
    if (open.endsWith("\\")) {
      open = `${open.slice(0, -1).trimEnd()} `;
      continue;
    }
    const command = parseLine(open);
    if (command) found.push({ line: index + 1, ...command });
    open = "";
  }
  return found;
}

function parseLine(text: string): Omit<CommandLine, "line"> | undefined {
  if (!/^(npm |npx lodebook\b)/.test(text) || notRun.test(text) || / # not run: \S/.test(text)) return undefined;
  const [, exit = "0"] = / # exit (\d+)\b/.exec(text) ?? [];
  const command = text
    .replace(/ # .*$/, "")
    .trim()
    .replace(/\b(npm run (-s |--silent )?lodebook --|npx lodebook)(?= |$)/g, '"$LODEBOOK_NODE" "$LODEBOOK_MAIN"');
  return { command, exit: Number(exit) };
}
