import assert from "node:assert/strict";
import { test } from "node:test";
import { makeFault } from "../../src/model/fault.ts";
import type { Register } from "../../src/model/register.ts";
import { checkWholeRegister } from "../../src/revenue/check-whole-register.ts";
import {
  adjustment,
  consignment,
  eur,
  euros,
  formula,
  jpy,
  levy,
  makeRegister,
  permit,
  receipt,
  share,
} from "./register-rows.ts";

const sound: Partial<Register> = {
  permits: [permit("p")],
  levies: [levy("rate", 100_00n)],
  consignments: [consignment("c", "2025-01-10", 1500n)],
  receipts: [receipt("r", "2025-01-20", 150_00n)],
};

const cell = makeFault("NUMBER_UNREADABLE", { found: "x", expected: "a number" }, "consignments.csv", 77);
const codes = (register: Partial<Register>, told = [cell]) =>
  checkWholeRegister(makeRegister({ ...sound, ...register }), told).map(({ code }) => code);

test("beside faults of cells all is told that does not hang on the rows that they keep out", () => {
  const twice = { receipts: [receipt("r", "2025-01-20", 150_00n), receipt("r", "2025-01-05", 1n)] };
  assert.deepEqual(codes(twice).sort(), ["RECEIPT_BEFORE_CONSIGNMENT", "RECEIPT_DUPLICATE"]);
  const short = { formulas: [formula("f", [share("a", "1/3"), share("b", "1/3")])] };
  assert.deepEqual(codes(short), ["SHARES_NOT_ONE"]);
  const lost = { receipts: [receipt("r", "2025-01-20", 1n, { consignment: "gone" })] };
  assert.deepEqual(codes(lost), [], "the consignment may be the row that could not be read");
  assert.deepEqual(codes(lost, []), ["REFERENCE_UNKNOWN"]);
  const [first] = short.formulas;
  const own = makeFault("NUMBER_UNREADABLE", { found: "x", expected: "a number" }, first?.file ?? "", 9);
  assert.deepEqual(codes(short, [own]), [], "the share that is missing may be the one that could not be read");
});

test("money is posted from the rows that agree, so that what it shows is told in the same pass", () => {
  const take = (id: string, target: "c" | "r", minorUnits: bigint, currency = eur) =>
    adjustment(id, `2025-03-0${id}`, {
      target: { kind: target === "c" ? "consignment" : "receipt", id: target },
      change: { money: { minorUnits, currency } },
    });
  const both = { adjustments: [take("1", "r", 5n, jpy), take("2", "c", -150_01n)] };
  assert.deepEqual(codes(both, []).sort(), ["CORRECTION_TOO_LARGE", "CURRENCY_MIXED"]);
  const same = { adjustments: [take("1", "r", 500_00n, jpy), take("2", "r", -200_00n)] };
  assert.deepEqual(codes(same, []), ["CURRENCY_MIXED"], "with the first in its currency the second may be sound");
  assert.deepEqual(codes({ receipts: [receipt("r", "2025-01-20", 1n, { amount: euros(1n) })] }, []), []);
});
