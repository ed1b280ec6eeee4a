import type { ClaimRow, DataRows } from "../../src/report/data-rows.ts";
import { loadMeans, type RenderMeans } from "../../src/report/render-report.ts";
import { hostile } from "./fixture.ts";
import { fixtureCatalogue } from "./fixture-catalogue.ts";

/** The true means, with the fixture's two messages. */
export function fixtureMeans(): RenderMeans {
  return { ...loadMeans(), catalogue: (locale) => fixtureCatalogue(locale === "my" ? "my" : "en") };
}

/** Rows of every table; `count` claims. */
export function fixtureRows(count = 3): DataRows {
  const question = {
    indicator: "import-mass",
    place: "CHN",
    counterparty: "MMR",
    commodity: "ree",
    period: "2023",
    basis: "gross",
  };
  return {
    findings: [
      {
        ...question,
        id: "exports/mass/2023",
        label: "imports",
        kind: "estimate",
        value: 41698.32,
        low: 38012,
        high: 44310,
        unit: "t",
        text: "",
        missing_reason: "",
        missing_parts: "",
        gap: "",
        method: "pooled",
        agreement: "contested",
        grade: "A",
        claims: "c0;c1",
        echoes: "",
        inputs: "",
      },
    ],
    claims: Array.from(
      { length: count },
      (_, index): ClaimRow => ({
        ...question,
        id: `c${index}`,
        value_printed: "41700",
        low_printed: "",
        high_printed: "",
        unit_printed: "t",
        text: index === 1 ? hostile : "",
        value: 41700 + index / 10,
        low: undefined,
        high: undefined,
        unit: "t",
        qualifier: "about",
        source: "customs",
        origin: "",
        locator: 'Table 3, "Myanmar"',
        grade: "A",
        pedigree: "1;1;1;1;2",
        added: "2025-06-30",
        note: index === 2 ? "=HYPERLINK(1)" : "",
        conflict: "",
        record: "",
        file: "claims/a.csv",
        line: index + 2,
      }),
    ),
    sources: [
      {
        id: "customs",
        title: "Monthly table",
        publisher: "Customs",
        published: "2025-02",
        url: "https://example.org",
        seen: "quoted",
        grade: "A",
        note: "",
      },
    ],
    statements: [],
    missing: [
      { id: "levy-received", what: "levy received", reason: "not-published", holder: "KIO", closes: "the gap" },
    ],
    questions: [
      {
        ...question,
        key: "import-mass|CHN|MMR|ree|2023|gross",
        votes: 2,
        echoes: 1,
        agreement: "contested",
        estimate: 41698.32,
        low: 38012,
        high: 44310,
        unit: "t",
        q: 4.1,
        q_p: 0.04,
        i2: 0.7,
        tau2: 0.01,
        span_low: 38000,
        span_high: 45000,
      },
    ],
  };
}
