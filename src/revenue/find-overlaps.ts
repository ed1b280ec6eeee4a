/** A span of days, both included; `to` is undefined where it does not end. ISO dates. */
export type DaySpan = { readonly from: string; readonly to: string | undefined };

/**
 * The spans that begin before an earlier one has ended, each with that earlier one. Spans that meet within a day overlap.
 *
 * @example
 * findOverlaps([{ from: "2025-01-01", to: "2025-01-31" }, { from: "2025-02-01", to: undefined }]) // => []
 * findOverlaps([{ from: "2025-01-01", to: "2025-02-01" }, { from: "2025-02-01", to: undefined }]).length // => 1
 */
export function findOverlaps<Span extends DaySpan>(
  spans: readonly Span[],
): { readonly span: Span; readonly before: Span }[] {
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const overlaps: { span: Span; before: Span }[] = [];
  let furthest: Span | undefined;
  for (const span of sorted) {
    if (furthest !== undefined && (furthest.to === undefined || span.from <= furthest.to)) {
      overlaps.push({ span, before: furthest });
    }
    if (furthest === undefined || endsAfter(span, furthest)) furthest = span;
  }
  return overlaps;
}

function endsAfter({ to }: DaySpan, other: DaySpan): boolean {
  if (other.to === undefined) return false;
  return to === undefined || to > other.to;
}
