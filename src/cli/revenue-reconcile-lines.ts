import type { MisplacedWords } from "../ingest/sheet-row.ts";
import { formatMoney, roundMoney } from "../model/money.ts";
import { rationalToNumber } from "../model/rational.ts";
import type { ReconciliationProfile, SheetAmount, SideAmounts } from "../model/reconciliation.ts";
import type { Ratio } from "../revenue/adjustment-ratio.ts";
import type { SheetReconciliation } from "../revenue/reconcile-sheet.ts";

/** What stands around a reconciliation. */
type Around = {
  readonly sheet: string;
  readonly profile: ReconciliationProfile;
  readonly layout: string;
  readonly misplaced: readonly MisplacedWords[];
};

/** A person reads so many of a kind; the JSON has them all. */
const mostShown = 50;

/** A reconciliation as lines for a person. */
export function renderReconciliation(found: SheetReconciliation, around: Around): string[] {
  const { profile, misplaced } = around;
  const amount = (value: SheetAmount) => renderAmount(value, profile);
  const sheets = new Set(found.footings.map(({ sheet }) => sheet)).size;
  return [
    `${around.sheet}: layout ${around.layout} of the profile ${profile.id}, amounts in ${unitOf(profile)}`,
    `lines: ${found.lines}, failures: ${found.failures.length}, sheets that do not foot: ${sheets}`,
    "",
    ...renderTotals(found, amount),
    "",
    ...listOf(
      "lines that do not add up",
      found.failures.map(
        ({ sheet, line, check, expected, printed }) =>
          `${sheet}, line ${line}, ${check}: expected ${amount(expected)}, printed ${amount(printed)}`,
      ),
    ),
    ...listOf(
      "printed totals that are not the sum of their lines",
      found.footings.map(
        ({ sheet, side, expected, printed }) =>
          `${sheet}, ${side}: the lines come to ${amount(expected)}, printed ${amount(printed)}`,
      ),
    ),
    ...listOf(
      "reasons for what differs (lines, company - government)",
      found.reasons.map(
        ({ reason, rows, amount: sum }) => `${String(rows).padStart(6)} ${cell(amount(sum))}  ${reason}`,
      ),
    ),
    ...listOf(
      "words in the place of an amount",
      misplaced.map(({ sheet, line, column, found: words }) => `${sheet}, line ${line}, ${column}: ${words}`),
    ),
    ...renderMissing(found),
  ];
}

function renderTotals(
  { totals, gapBefore, gapAfter, adjustmentRatio }: SheetReconciliation,
  amount: (value: SheetAmount) => string,
) {
  const row = (name: string, { original, adjust, final }: SideAmounts<string>) =>
    `${name.padEnd(10)} ${cell(original)} ${cell(adjust)} ${cell(final)}`;
  const side = ({ original, adjust, final }: SideAmounts<SheetAmount>) => ({
    original: amount(original),
    adjust: amount(adjust),
    final: amount(final),
  });
  return [
    row("", { original: "original", adjust: "adjustment", final: "final" }),
    row("company", side(totals.company)),
    row("government", side(totals.government)),
    row("gap", { original: percent(gapBefore), adjust: "", final: percent(gapAfter) }),
    `adjustments made ${percent(adjustmentRatio)} of today's agreement (1 - gap after / gap before)`,
  ];
}

/** Missing amounts add nothing to the sums, so that those are what is known. */
function renderMissing({ missing }: SheetReconciliation): string[] {
  const side = ({ original, adjust, final }: SideAmounts<number>) =>
    `${original} originals, ${adjust} adjustments, ${final} finals`;
  const totals = missing.totals === 0 ? [] : [`  sheets without a printed total: ${missing.totals}`];
  return [
    "missing amounts, which add nothing to the sums",
    `  company: ${side(missing.company)}; government: ${side(missing.government)}; differences: ${missing.difference}`,
    ...totals,
  ];
}

function listOf(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const rest = items.length > mostShown ? [`  and ${items.length - mostShown} more; --json has them all`] : [];
  return [title, ...items.slice(0, mostShown).map((item) => `  ${item}`), ...rest, ""];
}

function renderAmount(value: SheetAmount, { kept, currency }: ReconciliationProfile): string {
  if (typeof value !== "bigint") return "missing";
  return formatMoney(roundMoney({ minorUnits: value, currency: kept }, currency.decimals));
}

function unitOf({ currency }: ReconciliationProfile): string {
  return currency.decimals === 0 ? `whole ${currency.code}` : currency.code;
}

function percent(ratio: Ratio): string {
  return "missing" in ratio ? "missing" : `${(100 * rationalToNumber(ratio)).toFixed(2)} %`;
}

function cell(text: string): string {
  return text.padStart(21);
}
