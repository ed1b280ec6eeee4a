#!/usr/bin/env node
import { ensureInstalled, root, runNode } from "./runtime.mjs";

ensureInstalled();
process.exit(runNode(["bench/main.ts", ...process.argv.slice(2)], { cwd: root }));
