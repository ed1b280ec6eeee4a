import assert from "node:assert/strict";
import { test } from "node:test";
import { findProductionUnit, tonnesOf } from "../../src/ingest/production-units.ts";

const inTonnes = (quantity: number, name: string) => {
  const unit = findProductionUnit(name);
  return unit === undefined ? "unknown" : tonnesOf(quantity, unit);
};

test("the units of World Mining Data and of the Geological Survey, exactly", () => {
  assert.equal(inTonnes(18_556, "metr. t"), 18_556);
  for (const name of ["t", "tonnes", "Metric tons"]) assert.equal(inTonnes(7, name), 7);
  assert.equal(inTonnes(1500, "kg"), 1.5);
  assert.equal(inTonnes(3, "kilograms"), 0.003);
  assert.equal(inTonnes(12, "thousand metric tons"), 12_000);
  assert.equal(inTonnes(2.5, "kt"), 2500);
  assert.equal(inTonnes(2.5, "Mt"), 2_500_000);
});

test("five carats are one gram", () => {
  assert.equal(inTonnes(5, "ct"), 1e-6);
  assert.equal(inTonnes(5_000_000, "ct"), 1);
  assert.equal(inTonnes(5, "mct"), 1);
  assert.equal(inTonnes(5, "million carats"), 1);
  assert.equal(inTonnes(5, "thousand carats"), 0.001);
});

test("a volume has no tonnes, and what nobody knows is no unit", () => {
  assert.equal(inTonnes(5, "Mio m3"), undefined);
  assert.equal(findProductionUnit("Mio m3")?.dimension, "volume");
  for (const name of ["mt", "MT", "troy oz", "", "constructor"]) assert.equal(inTonnes(5, name), "unknown", name);
});
