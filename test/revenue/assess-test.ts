import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RoundingRule } from "../../src/model/register.ts";
import { assessRegister } from "../../src/revenue/assess-register.ts";
import { convertMoney, makeExchangeTable } from "../../src/revenue/convert-money.ts";
import { dayNumber } from "../../src/revenue/day-number.ts";
import { divideRounded } from "../../src/revenue/divide-rounded.ts";
import { consignment, eur, euros, exchangeRate, jpy, levy, makeRegister, permit, royalty } from "./register-rows.ts";

function outcomes(rows: Parameters<typeof makeRegister>[0]) {
  return assessRegister(makeRegister({ permits: [permit("p")], ...rows })).map(({ outcome, levies }) => [
    outcome,
    ...levies.map((one) => (one.outcome === "assessed" ? one.amount.minorUnits : one.outcome)),
  ]);
}

test("the rate in force on the day of the consignment counts, from its first to its last day", () => {
  const levies = [
    levy("new", 400_00n, { from: "2025-04-01" }),
    levy("old", 350_00n, { from: "2025-02-01", to: "2025-03-30" }),
  ];
  const days = ["2025-01-31", "2025-02-01", "2025-03-30", "2025-03-31", "2025-04-01", "2026-01-01"];
  assert.deepEqual(outcomes({ levies, consignments: days.map((day) => consignment(day, day, 2000n)) }), [
    ["due", "no-rate"],
    ["due", 700_00n],
    ["due", 700_00n],
    ["due", "no-rate"],
    ["due", 800_00n],
    ["due", 800_00n],
  ]);
});

test("several streams levy one consignment, each on its own base; a missing base is told and no zero", () => {
  const consignments = [
    consignment("a", "2025-02-01", 3000n, { value: euros(1999n) }),
    consignment("b", "2025-02-01", 3000n),
    consignment("c", "2025-02-01", 0n, { massGrams: "withheld", value: euros(2000n) }),
  ];
  assert.deepEqual(
    outcomes({ levies: [levy("levy", 10n), royalty("royalty", "5 %", { rounding: "down" })], consignments }),
    [
      ["due", 30n, 99n],
      ["due", 30n, "no-base"],
      ["due", "no-base", 100n],
    ],
  );
});

test("without a permit in force nothing is due; a class without a levy is told", () => {
  const levies = [levy("rate", 100n)];
  const consignments = [
    consignment("none", "2025-02-01", 1000n, { permit: "" }),
    consignment("early", "2024-12-31", 1000n),
    consignment("other", "2025-02-01", 1000n, { permit: "q" }),
  ];
  const permits = [permit("p"), permit("q", { class: "sand" })];
  assert.deepEqual(outcomes({ permits, levies, consignments }), [
    ["unpermitted"],
    ["unpermitted", "no-rate"],
    ["class-without-levy"],
  ]);
});

test("quotients are rounded by each rule as the definition says", () => {
  const rules: Record<RoundingRule, (exact: number) => number> = {
    down: Math.trunc,
    up: (exact) => Math.sign(exact) * Math.ceil(Math.abs(exact)),
    "half-up": (exact) => Math.sign(exact) * Math.floor(Math.abs(exact) + 0.5),
    "half-even": (exact) => {
      const [below, above] = [Math.floor(exact), Math.ceil(exact)];
      if (exact - below !== above - exact) return exact - below < above - exact ? below : above;
      return below % 2 === 0 ? below : above;
    },
  };
  // Eighths and quarters are exact in binary, so plain numbers can judge.
  for (let numerator = -40; numerator <= 40; numerator += 1) {
    for (const [rule, round] of Object.entries(rules)) {
      assert.ok(rule === "down" || rule === "up" || rule === "half-up" || rule === "half-even");
      assert.equal(
        Number(divideRounded(BigInt(numerator), 8n, rule)),
        round(numerator / 8) + 0,
        `${numerator}/8 ${rule}`,
      );
    }
  }
});

test("days are counted as the calendar of the machine counts them", () => {
  const days = fc.date({ min: new Date("0101-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      assert.equal(dayNumber(iso), Date.parse(iso) / 86_400_000);
    }),
    { numRuns: 300 },
  );
});

test("money is converted by the latest rate that still holds, or the reverse of one; never otherwise", () => {
  const table = makeExchangeTable([exchangeRate("2025-01-10", "200"), exchangeRate("2025-01-01", "160")], 7);
  const convert = (date: string) => convertMoney(euros(150n), jpy, { date, table })?.minorUnits;
  assert.deepEqual(["2024-12-31", "2025-01-01", "2025-01-08", "2025-01-09", "2025-01-10", "2025-01-18"].map(convert), [
    undefined,
    240n,
    240n,
    undefined,
    300n,
    undefined,
  ]);
  const back = convertMoney({ minorUnits: 500n, currency: jpy }, eur, { date: "2025-01-10", table });
  assert.deepEqual(back, euros(250n));
  const other = { code: "USD", decimals: 2 };
  assert.equal(convertMoney(euros(1n), other, { date: "2025-01-10", table }), undefined);
  assert.deepEqual(convertMoney(euros(7n), eur, { date: "1999-01-01", table }), euros(7n));
});
