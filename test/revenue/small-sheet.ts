import { readReconciliationProfile } from "../../src/book/reconciliation-profile.ts";
import { readYaml } from "../../src/book/yaml-node.ts";
import type { Fault } from "../../src/model/fault.ts";
import type { ReconciliationProfile } from "../../src/model/reconciliation.ts";

/** A profile with every key, for a sheet of a workbook and for a plain table. */
export const profileText = `id: small
source: Invented
currency: {code: EUR, decimals: 0, kept: 4, reason: Small figures.}
tolerance: {value: "1", reason: A test.}
numbers: {decimal: ".", thousands: ","}
missing: ["-", n/a]
misplaced:
  - {cell: see note, reason: A test.}
header-within: 3
layouts:
  - id: workbook
    columns:
      sheet: sheet
      company: {original: paid, adjust: paid_adjust, final: paid_final}
      government: {original: got, adjust: got_adjust, final: got_final}
      difference: left
      reason: why
    rows:
      - {kind: line, where: {kind: [line, Line]}}
      - {kind: total, where: {kind: sum, name: All of it}}
      - {kind: passed-over, where: {kind: heading}}
  - id: table
    columns:
      sheet: payer
      company: {original: p1, adjust: p2, final: p3}
      government: {original: g1, adjust: g2, final: g3}
      currency: unit
      reason: {column: notes, separator: ";"}
    rows:
      - {kind: line}
reasons:
  unexplained: not explained
  silent: [none, "0"]
  named:
    - {reason: paid late, also: [late, paid too late]}
`;

/** The profile of a text, and the faults of reading it. */
export function makeProfile(text = profileText): { profile: ReconciliationProfile; faults: readonly Fault[] } {
  const reading = { file: "profile.yaml", faults: [] };
  const node = readYaml(text, reading);
  if (node === undefined) throw new Error("the YAML of the test does not parse");
  return { profile: readReconciliationProfile(node, reading), faults: reading.faults };
}

export const workbookHeader = "sheet,kind,name,paid,paid_adjust,paid_final,got,got_adjust,got_final,left,why";
export const tableHeader = "payer,unit,p1,p2,p3,g1,g2,g3,notes";
