import { type Desk, openDesk } from "../../src/findings/desk.ts";
import type { Book } from "../../src/model/book.ts";
import { parsePeriod } from "../../src/model/period.ts";
import type { Consignment, Register, Vintage } from "../../src/model/register.ts";
import {
  adjustment,
  bankEntry,
  consignment,
  customs,
  euros,
  formula,
  levy,
  makeRegister,
  objection,
  payment,
  permit,
  receipt,
  share,
} from "../revenue/register-rows.ts";
import { readExample } from "./example.ts";

/** The invented book with another register, or with none. */
export function bookWith(register: Register | undefined, rest: Partial<Book> = {}): Book {
  return { ...readExample(), period: "2025-Q1", register, ...rest };
}

/** That book opened as of a day. */
export function openWith(register: Register | undefined, asOf = "2025-04-30"): Desk {
  return openDesk(bookWith(register), { asOf });
}

/** A quarter that was published on the knowledge of a day. */
export function vintage(asOf: string, period = "2025-Q1"): Vintage {
  return { file: "vintages.csv", line: 2, added: asOf, period: parsePeriod(period), asOf, text: "" };
}

function declare(row: Consignment, kilograms: bigint, origin = "varda"): Consignment {
  const paid = euros(kilograms * 10n);
  return { ...row, declared: { massGrams: kilograms * 1000n, form: row.form, origin, paid } };
}

/**
 * A quarter with a bit of everything: 100.00 a tonne on three permits in two places; a mass that is missing, a levy that an objection
 * made void, one that was paid twice, one that was paid late, a lot declared as from elsewhere and one without a permit.
 */
export function smallQuarter(): Register {
  return makeRegister({
    permits: [permit("p"), permit("q", { place: "south" }), permit("o")],
    levies: [levy("l", 10_000n)],
    consignments: [
      declare(consignment("c1", "2025-01-10", 10_000n), 10_000n),
      declare(consignment("c2", "2025-02-10", 20_000n), 18_000n),
      { ...consignment("c3", "2025-02-20", 0n, { permit: "q" }), massGrams: "not-collected" },
      declare(consignment("c4", "2025-03-01", 5_000n, { permit: "o" }), 5_000n),
      declare(consignment("c5", "2025-03-20", 8_000n, { permit: "q" }), 8_000n, "elsewhere"),
      consignment("c6", "2025-03-21", 1_000n, { permit: "" }),
    ],
    receipts: [
      receipt("r1", "2025-01-15", 100_000n, { consignment: "c1" }),
      receipt("r1-again", "2025-01-16", 100_000n, { consignment: "c1" }),
      receipt("r2", "2025-03-30", 150_000n, { consignment: "c2" }),
      receipt("r5", "2025-04-10", 80_000n, { consignment: "c5" }),
    ],
    bankEntries: [bankEntry("b1", "2025-01-20", 100_000n, { receipt: "r1" })],
    objections: [
      objection("x1", "2025-02-15", { date: "2025-03-10", outcome: "upheld" }, { permit: "o" }),
      objection("x2", "2025-03-15", undefined, { permit: "q" }),
    ],
    formulas: [formula("f", [share("centre", "1/2"), share("town", "1/2")])],
    payments: [payment("y1", "centre", 100_000n)],
    customs: [customs("k1", "2025-01", 10_000n), customs("k2", "2025-02", 12_000n)],
    adjustments: [
      adjustment("a1", "2025-04-05", {
        target: { kind: "declaration", id: "c2" },
        change: { massGrams: 1_000_000n },
        added: "2025-04-05",
      }),
    ],
  });
}
