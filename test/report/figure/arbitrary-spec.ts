import fc from "fast-check";
import { allVerdicts } from "../../../src/model/statement.ts";
import type { FigureSpec } from "../../../src/report/figure-spec.ts";

const number = fc.oneof(
  fc.double(),
  fc.double({ min: 0, max: 1e6 }),
  fc.constantFrom(0, -0, 1e-9, 1e12, 5e-324, -1e308, 1e308),
);
const words = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constant("ခန့်မှန်းချက်နှင့် ၎င်း၏ အပိုင်းအခြား"),
);
const text = fc.record({ en: words });
const unit = fc.constantFrom("t", "percent", "1", "count", "million USD", "CNY/t", "mg/L");
const date = fc.constantFrom(
  "2024",
  "2025-Q1",
  "2025-02",
  "2025-02-27",
  "2024-01/2024-09",
  "undated",
  "0001",
  "9999-12-31",
  "soon",
  "",
);
const placeId = fc.constantFrom("a", "b", "c", "d");
const optional = fc.option(number, { nil: undefined });
const dot = fc.record({ value: number, low: optional, high: optional, label: words, echo: fc.boolean() });
const list = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, { maxLength: 5 });

/** Any figure that the types allow, however odd its numbers and words. */
export const arbitrarySpec: fc.Arbitrary<FigureSpec> = fc.oneof(
  fc.record({
    kind: fc.constant("estimates" as const),
    id: words,
    title: text,
    unit,
    scale: fc.constantFrom("linear" as const, "log" as const),
    rows: list(fc.record({ label: text, value: number, low: number, high: number, dots: list(dot) })),
  }),
  fc.record({
    kind: fc.constant("prices" as const),
    id: words,
    title: text,
    panels: list(
      fc.record({
        title: text,
        unit,
        lines: list(
          fc.record({ label: text, points: list(fc.record({ date, value: number, low: number, high: number })) }),
        ),
      }),
    ),
    events: list(fc.record({ date, label: text })),
  }),
  fc.record({
    kind: fc.constant("chain" as const),
    id: words,
    title: text,
    steps: list(fc.record({ label: text, unit, value: number, low: number, high: optional, atLeast: fc.boolean() })),
  }),
  fc.record({
    kind: fc.constant("counts" as const),
    id: words,
    title: text,
    unit,
    bars: list(fc.record({ label: text, rule: text, value: number, low: number, high: number })),
  }),
  fc.record({
    kind: fc.constant("verdicts" as const),
    id: words,
    title: text,
    rows: list(
      fc.record({
        label: text,
        verdict: fc.constantFrom(...allVerdicts),
        unit,
        figure: number,
        low: number,
        high: number,
        spanLow: number,
        spanHigh: number,
        claims: list(number),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant("flows" as const),
    id: words,
    title: text,
    unit,
    panels: list(
      fc.record({
        title: text,
        places: list(
          fc.record({ id: placeId, label: text, longitude: number, latitude: number, marked: fc.boolean() }),
        ),
        flows: list(fc.record({ from: placeId, to: placeId, value: number, low: number, high: number })),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant("ranks" as const),
    id: words,
    title: text,
    unit,
    rows: list(fc.record({ label: text, value: number, low: number, high: number, probabilities: list(number) })),
  }),
  fc.record({
    kind: fc.constant("fan" as const),
    id: words,
    title: text,
    unit,
    panels: list(
      fc.record({
        title: text,
        lines: list(
          fc.record({ label: text, points: list(fc.record({ date, value: number, low: number, high: number })) }),
        ),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant("tornado" as const),
    id: words,
    title: text,
    panels: list(
      fc.record({
        title: text,
        unit,
        value: number,
        rows: list(fc.record({ label: text, low: number, high: number, rises: fc.boolean() })),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant("curve" as const),
    id: words,
    title: text,
    unit,
    across: fc.record({ label: text, unit }),
    lines: list(
      fc.record({ label: text, points: list(fc.record({ at: number, value: number, low: number, high: number })) }),
    ),
    turn: fc.option(fc.record({ label: text, value: number, low: number, high: number }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("gains" as const),
    id: words,
    title: text,
    unit,
    panels: list(
      fc.record({ title: text, rows: list(fc.record({ label: text, value: number, low: number, high: number })) }),
    ),
  }),
  fc.record({
    kind: fc.constant("backtest" as const),
    id: words,
    title: text,
    unit,
    rows: list(
      fc.record({
        label: text,
        value: number,
        low: number,
        high: number,
        observed: fc.record({ value: number, low: number, high: number }),
        hit: fc.boolean(),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant("bridge" as const),
    id: words,
    title: text,
    unit,
    steps: list(
      fc.record({
        label: text,
        role: fc.constantFrom("record" as const, "part" as const),
        value: number,
        low: number,
        high: number,
      }),
    ),
  }),
);
