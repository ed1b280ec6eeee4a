import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The checkout. */
export const root = join(import.meta.dirname, "../..");

/** Run Lodebook as a user would; paths are relative to the checkout. */
export function runLodebook(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = ["--disable-warning=ExperimentalWarning", join(root, "src/cli/main.ts"), ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** What a command printed with `--json`. */
export function runJson(...words: string[]): unknown {
  const { status, stdout, stderr } = runLodebook(...words, "--json");
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}${stdout}`);
  return JSON.parse(stdout);
}
