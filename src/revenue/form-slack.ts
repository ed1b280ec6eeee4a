import { knownFinalOf, type SideRow } from "./side-rows.ts";

/** How much of a difference the conversion between forms can explain, 0 or more each way. */
export type FormSlack = { readonly positive: bigint; readonly negative: bigint };

/**
 * How much of a difference, `to` less `from`, can be due to the content of forms that is only known within bounds. The same form on
 * both sides is converted alike, so only what one side has more of a form counts: if the content is in truth lower or higher, the
 * difference shrinks by so much.
 *
 * @example
 * formSlack([{ form: "concentrate", original: 85n, adjustments: [], down: 5n, up: 5n }], [{ form: "oxide", original: 89n, adjustments: [], down: 0n, up: 0n }]) // => { positive: 5n, negative: 5n }
 * formSlack([{ form: "concentrate", original: 85n, adjustments: [], down: 5n, up: 5n }], [{ form: "concentrate", original: 85n, adjustments: [], down: 5n, up: 5n }]) // => { positive: 0n, negative: 0n }
 */
export function formSlack(from: readonly SideRow[], to: readonly SideRow[]): FormSlack {
  const forms = new Map<string, { net: bigint; down: bigint; up: bigint }>();
  const add = (rows: readonly SideRow[], sign: bigint) => {
    for (const row of rows) {
      const sums = forms.get(row.form) ?? { net: 0n, down: 0n, up: 0n };
      forms.set(row.form, sums);
      sums.net += sign * knownFinalOf(row);
      sums.down += sign * row.down;
      sums.up += sign * row.up;
    }
  };
  add(to, 1n);
  add(from, -1n);
  let [positive, negative] = [0n, 0n];
  for (const { net, down, up } of forms.values()) {
    positive += sizeOf(net > 0n ? down : up);
    negative += sizeOf(net > 0n ? up : down);
  }
  return { positive, negative };
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
