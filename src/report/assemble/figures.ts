import type { Desk } from "../../findings/desk.ts";
import type { GroupFindings } from "../../findings/estimate.ts";
import type { LevyDueFindings } from "../../findings/levy-due.ts";
import type { PriceFindings } from "../../findings/prices.ts";
import type { StatementFinding } from "../../findings/verdicts.ts";
import type { Finding } from "../../model/finding.ts";
import type { Text } from "../../model/text.ts";
import type { ClaimDot, FigureSpec } from "../figure-spec.ts";

type ChainStep = Extract<FigureSpec, { kind: "chain" }>["steps"][number];

import { joinTexts, rowLabels } from "./names.ts";

/** Estimates by period, every claim as a dot with its source's name. */
export function estimatesFigure(
  desk: Desk,
  id: string,
  group: GroupFindings,
  scale: "linear" | "log" = "linear",
): FigureSpec {
  const labels = rowLabels(desk, group.findings);
  return {
    kind: "estimates",
    id,
    title: group.title,
    unit: group.findings[0]?.unit ?? "",
    scale,
    rows: group.findings.flatMap((finding, index) => {
      if (finding.result.kind !== "estimate") return [];
      const { value, low, high } = finding.result;
      const label = joinTexts([...(labels[index] ?? []), { en: finding.period }]);
      return [{ label, value, low, high, dots: claimDots(desk, finding) }];
    }),
  };
}

/** Prices over time, a panel a market; the day of a price is the last of its period. */
export function pricesFigure(id: string, title: Text, prices: PriceFindings): FigureSpec {
  return {
    kind: "prices",
    id,
    title,
    panels: prices.markets.map((market) => ({
      title: market.title,
      unit: market.groups[0]?.findings[0]?.unit ?? "",
      lines: market.groups.map((group) => ({
        label: group.title,
        points: group.findings.flatMap(({ result, question }) =>
          result.kind === "estimate" && question !== undefined
            ? [{ date: question.period.end, value: result.value, low: result.low, high: result.high }]
            : [],
        ),
      })),
    })),
    events: prices.events.flatMap(({ result, question }) =>
      result.kind === "words" && question !== undefined ? [{ date: question.period.start, label: result.words }] : [],
    ),
  };
}

/** From tonnes times rate to money. */
export function levyFigure(id: string, title: Text, levy: LevyDueFindings): FigureSpec {
  return {
    kind: "chain",
    id,
    title,
    steps: [levy.mass, levy.rate, levy.due].flatMap(chainStep),
  };
}

/** Counts under different rules, side by side. */
export function countsFigure(desk: Desk, id: string, title: Text, groups: readonly GroupFindings[]): FigureSpec {
  const findings = groups.flatMap((group) => group.findings.map((finding) => ({ group, finding })));
  return {
    kind: "counts",
    id,
    title,
    unit: findings[0]?.finding.unit ?? "",
    bars: findings.flatMap(({ group, finding }) => {
      if (finding.result.kind !== "estimate" || finding.unit !== findings[0]?.finding.unit) return [];
      const { value, low, high } = finding.result;
      const places = rowLabels(desk, group.findings)[group.findings.indexOf(finding)] ?? [];
      return [{ label: joinTexts([...places, { en: finding.period }]), rule: group.title, value, low, high }];
    }),
  };
}

/** Each statement's figure against the evidence. */
export function verdictsFigure(id: string, title: Text, statements: readonly StatementFinding[]): FigureSpec {
  return {
    kind: "verdicts",
    id,
    title,
    rows: statements.flatMap(({ statement, figure, estimate, span, finding, values }) => {
      if (figure?.result.kind !== "estimate" || estimate?.result.kind !== "estimate" || span === undefined) return [];
      if (finding.result.kind !== "verdict") return [];
      return [
        {
          label: statement.text,
          verdict: finding.result.verdict,
          unit: figure.unit,
          figure: figure.result.value,
          ...(figure.result.low < figure.result.high
            ? { figureLow: figure.result.low, figureHigh: figure.result.high }
            : {}),
          low: estimate.result.low,
          high: estimate.result.high,
          spanLow: span.low,
          spanHigh: span.high,
          claims: values,
        },
      ];
    }),
  };
}

function chainStep({ label, unit, result }: Finding): ChainStep[] {
  if (result.kind === "estimate")
    return [{ label, unit, value: result.value, low: result.low, high: result.high, atLeast: false }];
  if (result.kind !== "sum") return [];
  return [{ label, unit, value: result.known, low: result.low, high: result.high, atLeast: true }];
}

function claimDots(desk: Desk, finding: Finding): ClaimDot[] {
  const dot = (id: string, echo: boolean): ClaimDot[] => {
    const claim = desk.claimsById.get(id);
    if (claim === undefined) return [];
    const { value, low, high } = claim;
    const middle = value ?? (low !== undefined && high !== undefined ? (low + high) / 2 : undefined);
    if (middle === undefined) return [];
    return [{ value: middle, low, high, label: desk.book.sources.get(claim.source)?.publisher ?? claim.source, echo }];
  };
  return [...finding.claims.flatMap((id) => dot(id, false)), ...finding.echoes.flatMap((id) => dot(id, true))];
}
