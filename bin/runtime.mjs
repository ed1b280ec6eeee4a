// Runs under whatever Node the machine has (20 or later): installs what is missing, then hands over to the pinned Node.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * V8 lets the space for what is new grow to some hundred megabytes while a large register is read, of which hardly anything is kept.
 * With this much it is as fast, and the whole process stays far below what a small office's machine has.
 */
const flags = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8"];

/** Where Node keeps what it made of each file: without it every start strips the types of hundreds of files anew. */
const compiled = join(root, "node_modules/.cache/compiled");

/** Install the locked packages when one of them is missing or has another version than package.json names. */
export function ensureInstalled() {
  const { dependencies, devDependencies } = readJson(join(root, "package.json"));
  const missing = Object.entries({ ...dependencies, ...devDependencies }).filter(([name, version]) => {
    const file = join(root, "node_modules", name, "package.json");
    return !existsSync(file) || readJson(file).version !== version;
  });
  if (missing.length === 0 && findNode()) return;
  process.stderr.write("Installing what is missing (once) ...\n");
  const windows = process.platform === "win32";
  // Not `npm ci`: it refuses a lockfile that lacks packages which only other platforms need. This takes the locked versions
  // all the same, and writes neither package.json nor the lockfile.
  const words = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = spawnSync(windows ? "npm.cmd" : "npm", words, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: windows,
  });
  if (done.status !== 0) fail(`npm install did not finish (exit ${done.status}); is the network there?`);
}

/** Run a command with the pinned Node and end with its exit code. */
export function runNode(args, { cwd = process.cwd(), env = {} } = {}) {
  const node = findNode();
  if (!node) fail(`this platform (${process.platform} ${process.arch}) has no pinned Node: install Node 24 or later`);
  const done = spawnSync(node, [...flags, ...args], {
    cwd,
    stdio: "inherit",
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...env },
  });
  if (done.error) fail(done.error.message);
  return done.status ?? 1;
}

/** The pinned Node of this platform, else the running one when it is new enough to run TypeScript as it stands. */
function findNode() {
  const { platform, arch } = process;
  const name = platform === "win32" ? `node-win-${arch}` : `node-${platform}-${arch}`;
  const binary = platform === "win32" ? "node.exe" : "node";
  for (const folder of [name, name.replace("node-", "node-bin-")]) {
    const file = join(root, "node_modules", folder, "bin", binary);
    if (existsSync(file)) return file;
  }
  return Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : undefined;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function fail(why) {
  process.stderr.write(`lodebook: ${why}\n`);
  process.exit(1);
}
