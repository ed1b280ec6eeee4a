import { type Fault, makeFault } from "../model/fault.ts";
import { addRational, compareRational, makeRational, type Rational } from "../model/rational.ts";
import type { AllocationFormula, AllocationShare, HorizontalRule } from "../model/register.ts";
import { findOverlaps } from "./find-overlaps.ts";

/**
 * Formulas that divide one stream on the same day (FORMULA_OVERLAP), vertical shares that do not sum to one and earmarks of more
 * than the whole (SHARES_NOT_ONE), shares below 0 (SHARE_OUT_OF_RANGE), caps below floors or in another currency (CAP_BELOW_FLOOR),
 * recipients named twice in one list (ID_DUPLICATE), horizontal rules for nobody (REFERENCE_UNKNOWN).
 *
 * @example
 * checkFormulas([{ id: "f", from: "2025-01-01", streams: ["levy"], earmarks: [], vertical: [], horizontal: [], file: "allocations.yaml", line: 2 }]).map(({ code }) => code) // => ["SHARES_NOT_ONE"]
 */
export function checkFormulas(formulas: readonly AllocationFormula[]): Fault[] {
  const spans = formulas.flatMap((formula) => formula.streams.map((stream) => ({ ...formula, stream })));
  const overlaps = [...Map.groupBy(spans, ({ stream }) => stream).values()].flatMap((group) =>
    findOverlaps(group).map(({ span: { id, file, line, stream }, before }) => {
      const expected = `one formula a day for the stream '${stream}'`;
      const details = { found: id, first: `${before.file}:${before.line}`, expected };
      return makeFault("FORMULA_OVERLAP", details, file, line);
    }),
  );
  return [...overlaps, ...formulas.flatMap(checkFormula)];
}

function checkFormula(formula: AllocationFormula): Fault[] {
  const { earmarks, vertical, horizontal } = formula;
  const faults: Fault[] = [];
  const tellSum = (found: Rational, expected: string) =>
    faults.push(makeFault("SHARES_NOT_ONE", { found: show(found), expected }, formula.file, formula.line));
  const [taken, shared] = [sumOf(earmarks), sumOf(vertical)];
  if (compareRational(shared, one) !== 0) tellSum(shared, "vertical shares that sum to 1");
  if (compareRational(taken, one) > 0) tellSum(taken, "earmarks of at most 1");
  for (const list of [earmarks, vertical, ...horizontal.map(membersOf)]) faults.push(...checkTwice(formula, list));
  for (const share of [...earmarks, ...vertical]) faults.push(...checkShare(formula, share));
  faults.push(
    ...checkTwice(
      formula,
      horizontal.map(({ of, line }) => ({ recipient: of, line })),
    ),
  );
  for (const rule of horizontal) faults.push(...checkRule(formula, rule));
  return faults;
}

const one = makeRational(1n);

function sumOf(shares: readonly AllocationShare[]): Rational {
  return shares.reduce((sum, { share }) => addRational(sum, share), makeRational(0n));
}

function show({ numerator, denominator }: Rational): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

function membersOf(rule: HorizontalRule): readonly { readonly recipient: string; readonly line: number }[] {
  return rule.members.map(({ recipient }) => ({ recipient, line: rule.line }));
}

function checkTwice(
  { file }: AllocationFormula,
  list: readonly { readonly recipient: string; readonly line: number }[],
): Fault[] {
  const first = new Map<string, number>();
  return list.flatMap(({ recipient, line }) => {
    const before = first.get(recipient);
    if (before === undefined) first.set(recipient, line);
    if (before === undefined) return [];
    return [makeFault("ID_DUPLICATE", { found: recipient, first: `${file}:${before}` }, file, line)];
  });
}

function checkShare({ file }: AllocationFormula, { share, floor, cap, line }: AllocationShare): Fault[] {
  const faults: Fault[] = [];
  if (share.numerator < 0n) {
    faults.push(makeFault("SHARE_OUT_OF_RANGE", { found: show(share), expected: "0 or more" }, file, line));
  }
  if (floor !== undefined && floor.minorUnits < 0n) {
    faults.push(
      makeFault("AMOUNT_NOT_POSITIVE", { found: `${floor.minorUnits}`, expected: "a floor of 0 or more" }, file, line),
    );
  }
  if (cap === undefined) return faults;
  const least = floor?.minorUnits ?? 0n;
  const isSame = floor === undefined || floor.currency.code === cap.currency.code;
  if (isSame && cap.minorUnits >= least) return faults;
  const found = `${cap.minorUnits} ${cap.currency.code}`;
  const expected = `at least the floor, ${least} ${floor?.currency.code ?? cap.currency.code}`;
  return [...faults, makeFault("CAP_BELOW_FLOOR", { found, expected }, file, line)];
}

function checkRule({ file, vertical }: AllocationFormula, rule: HorizontalRule): Fault[] {
  const faults: Fault[] = [];
  if (!vertical.some(({ recipient }) => recipient === rule.of)) {
    const details = { noun: "vertical recipient", found: rule.of, expected: "one of the formula's" };
    faults.push(makeFault("REFERENCE_UNKNOWN", details, file, rule.line));
  }
  for (const member of rule.members) {
    if (!("weight" in member) || member.weight.numerator >= 0n) continue;
    const details = { found: show(member.weight), expected: `a weight of 0 or more for '${member.recipient}'` };
    faults.push(makeFault("SHARE_OUT_OF_RANGE", details, file, rule.line));
  }
  return faults;
}
