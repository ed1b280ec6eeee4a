import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLinesOf } from "./command-lines.ts";

const run = '"$LODEBOOK_NODE" "$LODEBOOK_MAIN"';

test("only commands of sh blocks are run, with the exit code that the page states", () => {
  const page = [
    "npm run lodebook -- outside",
    "```sh",
    "git clone it",
    "npm test",
    "npm run lodebook -- check books/example",
    "npm run lodebook -- check broken # exit 1",
    "npm run lodebook -- start # not run: serves until it is stopped",
    "npx lodebook report \\",
    "  --out reports/a && npx lodebook verify reports/a",
    "```",
    "```yaml",
    "npm run lodebook -- no",
    "```",
  ].join("\n");
  assert.deepEqual(commandLinesOf(page), [
    { line: 5, command: `${run} check books/example`, exit: 0 },
    { line: 6, command: `${run} check broken`, exit: 1 },
    { line: 9, command: `${run} report --out reports/a && ${run} verify reports/a`, exit: 0 },
  ]);
});
