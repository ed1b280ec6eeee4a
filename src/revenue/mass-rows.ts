import type { MissingReason } from "../model/missing.ts";
import { addRational, makeRational, type Rational } from "../model/rational.ts";
import type { Adjustment, MassGrams, Register } from "../model/register.ts";
import { divideRounded } from "./divide-rounded.ts";
import { finalOf, type SideRow, type SideRows } from "./side-rows.ts";

/**
 * What the three sides recorded in mass: grams of the register's common form. The payer's declaration and the authority's weighing
 * stand under the day of the consignment, of the authority's only those with a receipt; the customs' rows under their period. A form is
 * converted at the middle of its content, with the bounds of the content as the bounds of the amount.
 *
 * @example
 * massRows({ terms: { forms: new Map(), origins: [] }, consignments: [], receipts: [], adjustments: [], customs: [] }) // => { payer: [], authority: [], customs: [], unreceipted: [] }
 */
export function massRows(register: Register): SideRows {
  const { consignments, customs, receipts, terms } = register;
  const adjustments = massAdjustments(register.adjustments);
  const receipted = new Set(receipts.map(({ consignment }) => consignment));
  const isElsewhere = (origin: string) => !terms.origins.includes(origin);
  const make = (kind: Adjustment["target"]["kind"], row: RowParts) => makeRow(terms.forms, adjustments, { kind, row });
  const payer: SideRow[] = [];
  const authority: SideRow[] = [];
  const unreceipted: SideRow[] = [];
  for (const { id, date, massGrams, form, declared } of consignments) {
    const place = { id, key: id, start: date, end: date };
    const elsewhere = declared !== undefined && isElsewhere(declared.origin);
    if (declared !== undefined) payer.push(make("declaration", { ...place, ...declared, isElsewhere: elsewhere }));
    const weighed = make("consignment", { ...place, massGrams, form, isElsewhere: elsewhere });
    (receipted.has(id) ? authority : unreceipted).push(weighed);
  }
  const recorded = customs.map(({ id, consignment: key, period: { start, end }, massGrams, form, origin }) =>
    make("customs", { id, key, start, end, massGrams, form, isElsewhere: isElsewhere(origin) }),
  );
  return { payer, authority, customs: recorded, unreceipted };
}

type RowParts = Pick<SideRow, "key" | "start" | "end" | "form" | "isElsewhere"> & {
  readonly id: string;
  readonly massGrams: MassGrams;
};

type MassAdjustment = { readonly reason: string; readonly massGrams: bigint };

/** Adjustments of mass by kind and id of what they correct. */
function massAdjustments(adjustments: readonly Adjustment[]): ReadonlyMap<string, readonly MassAdjustment[]> {
  const lists = new Map<string, MassAdjustment[]>();
  for (const { target, change, reason } of adjustments) {
    if (!("massGrams" in change)) continue;
    const key = `${target.kind} ${target.id}`;
    const made = { reason, massGrams: change.massGrams };
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [made]);
    else list.push(made);
  }
  return lists;
}

function makeRow(
  forms: Register["terms"]["forms"],
  adjustments: ReadonlyMap<string, readonly MassAdjustment[]>,
  { kind, row }: { readonly kind: Adjustment["target"]["kind"]; readonly row: RowParts },
): SideRow {
  const { id, massGrams, ...place } = row;
  const content = forms.get(row.form);
  if (content === undefined) return { ...place, original: "unknown", adjustments: [], down: 0n, up: 0n };
  const middle = addRational(content.low, content.high);
  const convert = (grams: bigint) => scale(grams, makeRational(middle.numerator, 2n * middle.denominator));
  const original: bigint | MissingReason = typeof massGrams === "bigint" ? convert(massGrams) : massGrams;
  const own = adjustments.get(`${kind} ${id}`) ?? [];
  const changes = own.map(({ reason, massGrams: grams }) => ({ reason, amount: convert(grams) }));
  const made: SideRow = { ...place, original, adjustments: changes, down: 0n, up: 0n };
  const final = finalOf(made);
  const grams = own.reduce((sum, change) => sum + change.massGrams, typeof massGrams === "bigint" ? massGrams : 0n);
  if (typeof final !== "bigint") return made;
  return {
    ...made,
    down: atLeastZero(final - scale(grams, content.low)),
    up: atLeastZero(scale(grams, content.high) - final),
  };
}

function scale(grams: bigint, { numerator, denominator }: Rational): bigint {
  return divideRounded(grams * numerator, denominator, "half-even");
}

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
