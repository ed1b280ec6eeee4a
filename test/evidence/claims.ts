import type { Measure } from "../../src/evidence/scale.ts";
import type { Claim } from "../../src/model/claim.ts";
import type { GradeTable } from "../../src/model/grade.ts";
import { parsePeriod } from "../../src/model/period.ts";

/** The choices of METHODS: they are data, so tests bring their own. */
export const grades: GradeTable = {
  reason: "as in the book's documentation",
  level: 0.9,
  overrule: 1.96,
  qualifier: 0.05,
  grades: { A: 0.03, B: 0.07, C: 0.12, D: 0.25, E: 0.5 },
  pedigree: [
    [0, 0.0006, 0.002, 0.008, 0.04],
    [0, 0.0001, 0.0006, 0.002, 0.008],
    [0, 0.0002, 0.002, 0.008, 0.04],
    [0, 0.000025, 0.0001, 0.0006, 0.002],
    [0, 0.0006, 0.008, 0.04, 0.12],
  ],
};

export const tonnes: Measure = { scale: "log", unit: { factor: 1 } };
export const percent: Measure = { scale: "logit", unit: { factor: 0.01 } };
export const change: Measure = { scale: "linear", unit: { factor: 1 } };

/** A claim of the customs, 1,000 t in 2024, unless told otherwise. */
export function claimOf(parts: Partial<Claim>): Claim {
  return {
    id: "claim",
    question: {
      indicator: "import-mass",
      place: "CHN",
      counterparty: "MMR",
      commodity: "ree",
      period: parsePeriod("2024"),
      basis: "gross",
    },
    printed: { value: "", low: "", high: "", unit: "t", text: "" },
    value: 1000,
    low: undefined,
    high: undefined,
    lastDigit: 0,
    qualifier: "exactly",
    source: "customs",
    origin: "",
    locator: "table 1",
    grade: "B",
    pedigree: [1, 1, 1, 1, 1],
    added: "2026-01-01",
    note: "",
    conflict: "",
    record: "",
    file: "claims/a.csv",
    line: 2,
    ...parts,
  };
}
