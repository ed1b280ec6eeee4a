import assert from "node:assert/strict";
import { test } from "node:test";
import { liftText } from "../../src/report/lift-text.ts";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" fill="#1d2327" font-size="12"><title>A &amp; B</title><rect width="300" height="100"/><g transform="translate(10,20) scale(2)"><text x="5" y="6" dy="0.5em" text-anchor="end" font-weight="700">ချီဖွေ &#60;5</text></g><text transform="rotate(-90)" x="-50" y="8" fill="#ff0000" stroke="#ffffff">up</text><circle r="3"/></svg>`;

test("text leaves the drawing with its place, size, colour and turn", () => {
  const lifted = liftText(svg);
  assert.equal(lifted.width, 300);
  assert.equal(lifted.height, 100);
  assert.equal(lifted.description, "A & B");
  assert.doesNotMatch(lifted.svg, /<text|<title|ချီဖွေ|up/);
  assert.match(lifted.svg, /<rect[^>]*\/><g[^>]*><\/g><circle r="3"\/><\/svg>$/);
  const [first, second] = lifted.texts;
  assert.deepEqual(first, {
    text: "ချီဖွေ <5",
    x: 10 + 2 * 5,
    y: 20 + 2 * (6 + 6),
    size: 24,
    degrees: 0,
    bold: true,
    anchor: "end",
    fill: "#1d2327",
    halo: false,
  });
  // A quarter turn to the left takes (-50, 8) to (8, 50).
  assert.ok(second && Math.abs(second.x - 8) < 1e-9 && Math.abs(second.y - 50) < 1e-9);
  assert.equal(second.degrees, -90);
  assert.equal(second.fill, "#ff0000");
  assert.equal(second.halo, true);
});
