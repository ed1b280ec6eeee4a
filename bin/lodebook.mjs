#!/usr/bin/env node
import { join } from "node:path";
import { ensureInstalled, root, runNode } from "./runtime.mjs";

ensureInstalled();
process.exit(runNode([join(root, "src/cli/main.ts"), ...process.argv.slice(2)]));
