import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readBook } from "../../src/book/read-book.ts";
import { openDesk } from "../../src/findings/desk.ts";
import { runBatch } from "../../src/findings/market-draw.ts";
import { findShape } from "../../src/findings/market-shape.ts";
import { digestOfMarket, openMarket } from "../../src/findings/market-state.ts";
import { listStudies } from "../../src/findings/market-studies.ts";
import { renderFault } from "../../src/model/fault.ts";

for (const name of ["example", "kachin"]) {
  test(`books/${name} keeps a run of its market as it stands, and its first draw is what the code computes`, () => {
    const { book, faults } = readBook(join(import.meta.dirname, "../../books", name));
    if (book === undefined) throw new Error(faults.map(renderFault).join("\n"));
    const desk = openDesk(book);
    const { marketRecord: record, market: plan } = book;
    assert.ok(record && plan, "the book keeps a run");
    assert.deepEqual([record.draws, record.seed], [plan.draws, plan.seed]);
    const market = openMarket(desk);
    assert.ok(market?.ground.inputs);
    assert.equal(record.inputs, digestOfMarket(desk, market), "make it anew: lodebook market run BOOK --record");
    const { inputs } = market.ground;
    const [first] = runBatch({ inputs: { ...inputs, draws: 1 }, shape: findShape(inputs) }, listStudies(plan), 0);
    assert.ok(first);
    let place = 0;
    const off: string[] = [];
    const seen = new Set<string>();
    for (const { key, length } of first.parts) {
      const bands = record.bands.get(key);
      if (bands !== undefined) seen.add(key);
      for (let index = 0; index < length; index += 1, place += 1) {
        // Months of a price are not kept; their means are.
        if (bands === undefined) continue;
        const [found, kept] = [first.values[place] ?? Number.NaN, bands[index]?.first ?? Number.NaN];
        if (!isAlike(key, found, kept)) off.push(`${key} ${index + 1}: ${found}, kept ${kept}`);
      }
    }
    assert.deepEqual(off, [], "make it anew: lodebook market run BOOK --record");
    assert.deepEqual(seen, new Set(record.bands.keys()), "nothing is kept that is not computed");
  });
}

/** Six digits are kept. What is a difference of large numbers has fewer, and errors of a clearing are rounding itself. */
function isAlike(key: string, found: number, kept: number): boolean {
  if (key === "certificate" || key === "mass-error") return found <= 1e-8;
  if (Number.isNaN(found) || Number.isNaN(kept)) return Number.isNaN(found) === Number.isNaN(kept);
  return Math.abs(found - kept) <= 1e-4 * Math.max(Math.abs(found), 0.01);
}
