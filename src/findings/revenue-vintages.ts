import type { Finding } from "../model/finding.ts";
import type { Money } from "../model/money.ts";
import type { Adjustment, Vintage } from "../model/register.ts";
import type { Text } from "../model/text.ts";
import type { LevyTotal } from "../revenue/levy-totals.ts";
import type { Desk } from "./desk.ts";
import { type ChangedRow, changedRows } from "./revenue-changed-rows.ts";
import { openRevenue, type RevenueDesk } from "./revenue-desk.ts";
import { type DueFigure, type DueFindings, type DueLine, figureOf, sumPeriod } from "./revenue-due.ts";
import { amountFinding, idPart, measureOf, moneyFinding, tonnes, totalFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** A figure of the period as it was in the last vintage, and as it is. */
export type ChangedFigure = {
  readonly name: DueFigure;
  readonly currency: string;
  readonly earlier: Finding;
  readonly now: Finding;
  readonly change: Finding;
};

/** A correction that entered the book since. */
export type CorrectionFindings = {
  readonly adjustment: Adjustment;
  readonly reason: Text;
  readonly change: Finding;
};

/** What changed of the period since it was last published, and why. */
export type VintageFindings = {
  readonly vintage: Vintage;
  readonly figures: readonly ChangedFigure[];
  /** Rows that came late, by kind. */
  readonly late: readonly { readonly kind: ChangedRow["kind"]; readonly count: Finding }[];
  readonly corrections: readonly CorrectionFindings[];
};

/** Hold the period against its last vintage before the day of the desk; undefined where none was published before. */
export function findVintage(revenueDesk: RevenueDesk, due: DueFindings): VintageFindings | undefined {
  const { desk, register } = revenueDesk;
  const vintage = lastVintage(desk);
  if (vintage === undefined) return undefined;
  const before = openRevenue(desk, vintage.asOf);
  const rows = changedRows(revenueDesk, { before: vintage.asOf, after: desk.asOf });
  const late = rows.filter(({ kind }) => kind !== "adjustment");
  const corrected = new Set(rows.flatMap(({ kind, id }) => (kind === "adjustment" ? [id] : [])));
  return {
    vintage,
    figures: compareFigures(revenueDesk, before, due),
    late: [...Map.groupBy(late, ({ kind }) => kind)].map(([kind, group]) => {
      const head = { id: `revenue/vintage/late/${kind}`, label: revenueLabels.rows, period: desk.period.text };
      return { kind, count: amountFinding(head, BigInt(group.length), { unit: "count", decimals: 0 }) };
    }),
    corrections: register.adjustments
      .filter(({ id }) => corrected.has(id))
      .map((adjustment) => {
        const reason = register.terms.reasons.get(adjustment.reason) ?? { en: adjustment.reason };
        return { adjustment, reason, change: correctionFinding(desk, adjustment) };
      }),
  };
}

/** All of its findings. */
export function listVintage({ figures, late, corrections }: VintageFindings): Finding[] {
  return [
    ...figures.flatMap(({ earlier, now, change }) => [earlier, now, change]),
    ...late.map(({ count }) => count),
    ...corrections.map(({ change }) => change),
  ];
}

/** The last of the period's vintages that is older than the desk's knowledge. */
function lastVintage({ book, period, asOf }: Desk): Vintage | undefined {
  const own = (book.register?.vintages ?? []).filter((one) => one.period.text === period.text && one.asOf < asOf);
  return own.reduce<Vintage | undefined>(
    (last, one) => (last === undefined || one.asOf > last.asOf ? one : last),
    undefined,
  );
}

function compareFigures(now: RevenueDesk, before: RevenueDesk | undefined, due: DueFindings): ChangedFigure[] {
  const earlier = before === undefined ? [] : sumPeriod(before);
  return sumPeriod(now).flatMap((total) => {
    const line = due.totals.find(({ currency }) => currency === total.currency.code);
    const old = earlier.find(({ currency }) => currency.code === total.currency.code) ?? nothing(total);
    if (line === undefined) return [];
    return figureNames.map((name) => compareFigure(now.desk, { name, line, total, old }));
  });
}

const figureNames: readonly DueFigure[] = ["due", "voided", "received", "outstanding"];

function nothing(total: LevyTotal): LevyTotal {
  const due = { known: 0n, lower: 0n, upper: 0n, missing: {} };
  return { ...total, consignments: 0, assessed: 0n, corrected: 0n, voided: 0n, due, received: 0n, outstanding: 0n };
}

function compareFigure(
  { period }: Desk,
  {
    name,
    line,
    total,
    old,
  }: { readonly name: DueFigure; readonly line: DueLine; readonly total: LevyTotal; readonly old: LevyTotal },
): ChangedFigure {
  const { currency } = total;
  const measure = measureOf(currency);
  const head = (what: "earlier" | "change", inputs: readonly Finding[] = []) => {
    const id = `revenue/vintage/${name}/${currency.code}/${what}`;
    return { id, label: revenueLabels[what], period: period.text, inputs };
  };
  const was = figureOf(old, name);
  const earlier = totalFinding(head("earlier"), was, measure);
  const now = line[name];
  const change = amountFinding(head("change", [earlier, now]), figureOf(total, name).known - was.known, measure);
  return { name, currency: currency.code, earlier, now, change };
}

function correctionFinding({ period }: Desk, { id, change }: Adjustment): Finding {
  const head = { id: `revenue/vintage/correction/${idPart(id)}`, label: revenueLabels.correction, period: period.text };
  if ("massGrams" in change) return amountFinding(head, change.massGrams, tonnes);
  const money: Money = change.money;
  return moneyFinding(head, money);
}
