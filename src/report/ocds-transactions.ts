import type { Money } from "../model/money.ts";
import type { Receipt, Register } from "../model/register.ts";
import type { DecimalJson } from "./decimal-json.ts";
import { plainAmount } from "./plain-amount.ts";

/** Money that came in for a permit, or a correction of it, which may be negative. */
export type PermitTransaction = {
  readonly id: string;
  readonly date: string;
  readonly amount: DecimalJson;
  readonly payer: string;
};

/** The receipts and their corrections by permit, and how many of them are for no permit that is stated. */
export function findTransactions({ consignments, receipts, adjustments }: Register): {
  readonly byPermit: ReadonlyMap<string, readonly PermitTransaction[]>;
  readonly leftOut: number;
} {
  const permitOf = new Map(consignments.map(({ id, permit }) => [id, permit]));
  const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  const byPermit = new Map<string, PermitTransaction[]>();
  let leftOut = 0;
  const add = ({ consignment, payer }: Receipt, row: { id: string; date: string; money: Money }) => {
    const permit = permitOf.get(consignment) ?? "";
    if (permit === "") leftOut += 1;
    else {
      const list = byPermit.get(permit) ?? [];
      list.push({ id: row.id, date: row.date, amount: moneyOf(row.money), payer });
      byPermit.set(permit, list);
    }
  };
  for (const receipt of receipts) {
    const { id, date, amount } = receipt;
    add(receipt, { id: `receipt-${id}`, date, money: amount });
  }
  for (const { id, date, target, change } of adjustments) {
    const receipt = target.kind === "receipt" ? byId.get(target.id) : undefined;
    if (receipt !== undefined && "money" in change) add(receipt, { id: `correction-${id}`, date, money: change.money });
  }
  return { byPermit, leftOut };
}

function moneyOf(amount: Money): DecimalJson {
  return { amount: { decimal: plainAmount(amount) }, currency: amount.currency.code };
}
