import { formatMoney, type Money } from "../model/money.ts";

/** An amount as machines read it: all decimals of the minor unit, nothing between thousands, no currency. */
export function plainAmount(amount: Money): string {
  return formatMoney(amount).replaceAll(",", "");
}
