import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { importReliance } from "../../src/trade/import-reliance.ts";

const tonnes = fc.double({ min: 1e-3, max: 1e9, noNaN: true });

test("no production is full reliance, no net imports is none", () => {
  assert.equal(importReliance({ productionTonnes: 0, importTonnes: 12, exportTonnes: 5 }), 1);
  assert.equal(importReliance({ productionTonnes: 3, importTonnes: 12, exportTonnes: 12 }), 0);
  assert.equal(importReliance({ productionTonnes: 30, importTonnes: 12, exportTonnes: 20 }), 0);
  // 100 t are used, of which 100 - 60 are not from the mines: 40 percent.
  assert.equal(importReliance({ productionTonnes: 60, importTonnes: 55, exportTonnes: 15 }), 0.4);
});

test("0 to 1, the same in any unit, and only net imports count", () => {
  fc.assert(
    fc.property(tonnes, tonnes, tonnes, (productionTonnes, importTonnes, through) => {
      const reliance = importReliance({ productionTonnes, importTonnes, exportTonnes: 0 });
      assert.ok(reliance >= 0 && reliance <= 1);
      assert.ok(Math.abs(reliance - importTonnes / (productionTonnes + importTonnes)) < 1e-12);
      const inGrams = { productionTonnes: productionTonnes * 1e6, importTonnes: importTonnes * 1e6, exportTonnes: 0 };
      assert.ok(Math.abs(importReliance(inGrams) - reliance) < 1e-12);
      // Goods in transit come and go; the slack is what their size rounds away.
      const slack = (1e-12 * (through + importTonnes)) / (productionTonnes + importTonnes) + 1e-12;
      const transit = { productionTonnes, importTonnes: importTonnes + through, exportTonnes: through };
      assert.ok(Math.abs(importReliance(transit) - reliance) < slack);
    }),
  );
});

test("without consumption there is no reliance, and what is no quantity is refused", () => {
  const good = { productionTonnes: 1, importTonnes: 1, exportTonnes: 0 };
  for (const wrong of [
    { productionTonnes: 0, importTonnes: 0, exportTonnes: 0 },
    { productionTonnes: 1, importTonnes: 1, exportTonnes: 3 },
    { ...good, productionTonnes: -1 },
    { ...good, importTonnes: Number.NaN },
    { ...good, exportTonnes: Number.POSITIVE_INFINITY },
    { productionTonnes: 1e308, importTonnes: 1e308, exportTonnes: 0 },
  ]) {
    assert.throws(() => importReliance(wrong), /TRADE_INPUT/, JSON.stringify(wrong));
  }
});
