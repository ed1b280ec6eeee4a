#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { ensureInstalled, root, runNode } from "./runtime.mjs";

ensureInstalled();
const chosen = process.argv.slice(2);
// Node's own default leaves one core idle, which on a machine with two is half of it.
const words = ["--test", `--test-concurrency=${availableParallelism()}`];
process.exit(runNode([...words, ...(chosen.length > 0 ? chosen : ["test/**/*-test.ts"])], { cwd: root }));
