import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { calibrateMarket } from "../../src/market/calibrate.ts";
import type { MonthPlan } from "../../src/market/month-plan.ts";
import { runMonths } from "../../src/market/months.ts";
import { makeWorld } from "./worlds.ts";

const entry = `
  import { calibrateMarket } from "./calibrate.ts";
  import { runMonths } from "./months.ts";
  globalThis.answer = () => {
    const { prices, demand } = runMonths(calibrateMarket(base), plan);
    return JSON.stringify([...prices, ...demand]);
  };
`;

test("months of a market come out the same, bit by bit, from a bundle for browsers without anything of Node", async () => {
  const base = { ...makeWorld(7, { regions: 3, elements: 2, stages: 2 }), stockNodes: [] };
  const ban = {
    routes: [0],
    mines: [],
    plants: [],
    kind: "ban",
    size: 0.5,
    start: 1,
    end: 3,
    leakage: 0.1,
    delayMonths: 0,
  } as const;
  const plan: MonthPlan = { months: 4, restrictions: [ban], levies: [], projects: [], stocks: [], demandGrowth: 0.02 };
  const bundle = await build({
    stdin: { contents: entry, resolveDir: join(import.meta.dirname, "../../src/market"), loader: "ts" },
    bundle: true,
    platform: "browser",
    format: "iife",
    write: false,
    logLevel: "silent",
  });
  // A context of its own has the language and nothing else: no process, no require, no Buffer, no timers.
  const worker = createContext({ base: structuredClone(base), plan: structuredClone(plan) });
  runInContext(bundle.outputFiles[0]?.text ?? "", worker);
  const found: unknown = JSON.parse(String(runInContext("answer()", worker)));
  const { prices, demand } = runMonths(calibrateMarket(base), plan);
  assert.deepEqual(found, [...prices, ...demand]);
  assert.ok(prices.length > 0);
});
