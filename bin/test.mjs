#!/usr/bin/env node
import { ensureInstalled, root, runNode } from "./runtime.mjs";

ensureInstalled();
const chosen = process.argv.slice(2);
process.exit(runNode(["--test", ...(chosen.length > 0 ? chosen : ["test/**/*-test.ts"])], { cwd: root }));
