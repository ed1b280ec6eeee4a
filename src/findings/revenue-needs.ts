import type { Finding } from "../model/finding.ts";
import type { Gap, RegisterPart } from "../model/gap.ts";
import type { Register } from "../model/register.ts";
import { registerAsOf } from "../revenue/register-as-of.ts";
import type { Desk } from "./desk.ts";
import { missingParts } from "./estimate.ts";
import { countFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** What the book has of one part of a register, and which of its gaps would be closed by the rest. */
export type NeedFindings = {
  readonly part: RegisterPart;
  readonly rows: Finding;
  readonly gaps: readonly { readonly gap: Gap; readonly finding: Finding }[];
};

const partsInOrder = [
  "permits",
  "levies",
  "consignments",
  "receipts",
  "bank",
  "objections",
  "adjustments",
  "allocations",
  "payments",
  "customs",
  "exchange-rates",
] as const satisfies readonly RegisterPart[];

/** Part by part, what a first publication of the revenue would need; nothing where the book has receipts or knows no such gap. */
export function findNeeds(desk: Desk): NeedFindings[] {
  const { gaps, register } = desk.book;
  const known = register && registerAsOf(register, desk.asOf);
  const isKept = known !== undefined && known.receipts.length > 0;
  if (isKept || (known === undefined && gaps.every((gap) => gap.register.length === 0))) return [];
  return partsInOrder.map((part) => {
    const head = { id: `revenue/need/${part}/rows`, label: revenueLabels.rows, period: desk.period.text };
    return {
      part,
      rows: countFinding(head, known === undefined ? 0 : rowsOf(known, part)),
      gaps: gaps
        .filter((gap) => gap.register.includes(part))
        .map((gap) => ({ gap, finding: gapFinding(desk, part, gap) })),
    };
  });
}

/** All of its findings. */
export function listNeed({ rows, gaps }: NeedFindings): Finding[] {
  return [rows, ...gaps.map(({ finding }) => finding)];
}

function gapFinding({ period }: Desk, part: RegisterPart, { id, what, reason }: Gap): Finding {
  return { id: `revenue/need/${part}/${id}`, label: what, period: period.text, unit: "", ...missingParts(reason, id) };
}

function rowsOf(register: Register, part: RegisterPart): number {
  switch (part) {
    case "bank":
      return register.bankEntries.length;
    case "allocations":
      return register.formulas.length;
    case "exchange-rates":
      return register.exchangeRates.length;
    default:
      return register[part].length;
  }
}
