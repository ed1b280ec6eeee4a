import type { Finding } from "../model/finding.ts";
import type { AllocationFormula } from "../model/register.ts";
import type { Text } from "../model/text.ts";
import { allocate } from "../revenue/allocate.ts";
import { dueAgainstPaid, type RecipientLine } from "../revenue/due-against-paid.ts";
import { type RevenuePool, revenuePools } from "../revenue/revenue-pools.ts";
import type { RevenueDesk } from "./revenue-desk.ts";
import { amountFinding, idPart, measureOf, moneyFinding, totalFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** Revenue that was received in the period under one formula, or under none, in one currency. */
export type PoolFindings = {
  readonly formula: AllocationFormula | undefined;
  readonly amount: Finding;
  /** What caps leave over; what is below zero and carried; all of it where no formula is in force. */
  readonly unallocated: Finding;
};

/** What a recipient should have had out of the period, and what it got. */
export type RecipientFindings = {
  readonly recipient: string;
  readonly name: Text;
  readonly due: Finding;
  readonly paid: Finding;
  readonly difference: Finding;
};

/** How the period's revenue was to be divided, and what was paid. */
export type AllocationFindings = {
  readonly pools: readonly PoolFindings[];
  readonly recipients: readonly RecipientFindings[];
};

/** Divide what was received in the period by the formulas in force, and hold it against the payments for it. */
export function findAllocation(revenueDesk: RevenueDesk): AllocationFindings {
  const { desk, register, revenue } = revenueDesk;
  const made = revenuePools(register, revenue.ledger, desk.period).map((pool) => {
    const allocation = pool.formula && allocate(pool.formula, pool);
    return { allocation, findings: findPool(revenueDesk, pool, allocation?.unallocated ?? pool.amount) };
  });
  const allocations = made.flatMap(({ allocation }) => (allocation === undefined ? [] : [allocation]));
  const lines = dueAgainstPaid(allocations, register.payments, desk.period);
  const pools = made.map(({ findings }) => findings);
  return { pools, recipients: lines.map((line) => findRecipient(revenueDesk, line, pools)) };
}

/** All of its findings. */
export function listAllocation({ pools, recipients }: AllocationFindings): Finding[] {
  return [
    ...pools.flatMap(({ amount, unallocated }) => [amount, unallocated]),
    ...recipients.flatMap(({ due, paid, difference }) => [due, paid, difference]),
  ];
}

function findPool(
  { desk }: RevenueDesk,
  { formula, currency, amount }: RevenuePool,
  unallocated: bigint,
): PoolFindings {
  const of = formula === undefined ? "without-formula" : `formula/${idPart(formula.id)}`;
  const head = (name: "pool" | "unallocated", inputs: readonly Finding[] = []) => {
    const id = `revenue/${of}/${currency.code}/${name}`;
    return { id, label: revenueLabels[name], period: desk.period.text, inputs };
  };
  const pool = moneyFinding(head("pool"), { minorUnits: amount, currency });
  const left = moneyFinding(head("unallocated", [pool]), { minorUnits: unallocated, currency });
  return { formula, amount: pool, unallocated: left };
}

function findRecipient(
  { desk, register, revenue }: RevenueDesk,
  line: RecipientLine,
  pools: readonly PoolFindings[],
): RecipientFindings {
  const { recipient, currency: code } = line;
  const known = [...revenue.ledger.accounts, ...register.payments.map(({ amount }) => amount)];
  const currency = known.find((one) => one.currency.code === code)?.currency ?? register.terms.currency;
  const measure = measureOf(currency);
  const head = (name: "due" | "paid" | "difference", inputs: readonly Finding[]) => {
    const id = `revenue/recipient/${idPart(recipient)}/${code}/${name}`;
    return { id, label: revenueLabels[`recipient-${name}`], period: desk.period.text, inputs };
  };
  const from = pools.filter(({ formula, amount }) => formula !== undefined && amount.unit === code);
  const inputs = from.map(({ amount }) => amount);
  const due = amountFinding(head("due", inputs), line.due, measure);
  const paid = totalFinding(head("paid", []), line.paid, measure);
  const difference = totalFinding(head("difference", [due, paid]), line.difference, measure);
  const name = register.terms.recipients.get(recipient) ?? { en: recipient };
  return { recipient, name, due, paid, difference };
}
