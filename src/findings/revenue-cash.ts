import type { Finding } from "../model/finding.ts";
import type { Money } from "../model/money.ts";
import type { ReceiptPosition } from "../revenue/revenue-ledger.ts";
import { isInPeriod, type RevenueDesk } from "./revenue-desk.ts";
import { countFinding, moneyFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** The money of the period's receipts, whatever it was paid for, in one currency. */
export type CashLine = {
  readonly currency: string;
  readonly receipts: Finding;
  readonly cash: Finding;
  readonly banked: Finding;
  readonly unmatched: Finding;
};

/** Sum the receipts of the period's days, after corrections, by currency. */
export function findCash({ desk, revenue }: RevenueDesk): CashLine[] {
  const positions = [...revenue.receipts.values()].filter(({ receipt }) => isInPeriod(desk, receipt.date));
  const groups = Map.groupBy(positions, ({ receipt }) => receipt.amount.currency.code);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([code, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { currency } = first.receipt.amount;
      const head = (name: "receipts" | "cash" | "banked" | "unmatched") => {
        return { id: `revenue/cash/${code}/${name}`, label: revenueLabels[name], period: desk.period.text };
      };
      const sum = (amountOf: (position: ReceiptPosition) => bigint): Money => {
        return { minorUnits: group.reduce((total, position) => total + amountOf(position), 0n), currency };
      };
      return [
        {
          currency: code,
          receipts: countFinding(head("receipts"), group.length),
          cash: moneyFinding(
            head("cash"),
            sum(({ amount }) => amount),
          ),
          banked: moneyFinding(
            head("banked"),
            sum(({ banked }) => banked),
          ),
          unmatched: moneyFinding(
            head("unmatched"),
            sum(({ unmatched }) => unmatched),
          ),
        },
      ];
    });
}
