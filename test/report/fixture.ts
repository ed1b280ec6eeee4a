import type { Claim } from "../../src/model/claim.ts";
import type { Finding } from "../../src/model/finding.ts";
import { parsePeriod } from "../../src/model/period.ts";
import type { Source } from "../../src/model/source.ts";
import type { FigureSpec } from "../../src/report/figure-spec.ts";
import type { Cell, Report, Sentence, Table } from "../../src/report/report.ts";

/** A text that breaks every format which does not escape it: HTML, SVG, Typst, CSV, JSON. */
export const hostile = `<script>alert("x")</script> & 'q' #panic() $x$ *b* _i_ @cite \\ ] [ "quoted", \u0007 =1+1`;

/** An invented report that uses every block, cell and figure kind. `copies` repeats its claims and findings, for timing. */
export function fixtureReport(options: { invented?: boolean; copies?: number } = {}): Report {
  const { invented = true, copies = 1 } = options;
  const claims = new Map<string, Claim>();
  const findings = new Map<string, Finding>();
  const sources = new Map<string, Source>();
  for (let copy = 0; copy < copies; copy += 1) {
    const suffix = copy === 0 ? "" : `-${copy}`;
    for (const source of fixtureSources(suffix)) sources.set(source.id, source);
    for (const claim of fixtureClaims(suffix)) claims.set(claim.id, claim);
    for (const finding of fixtureFindings(suffix)) findings.set(finding.id, finding);
  }
  return {
    book: "fixture",
    title: { en: "Rare earths of Kachin State", my: "ကချင်ပြည်နယ်၏ ရှားပါးမြေသားများ" },
    territory: { en: "Kachin State, Myanmar", my: "မြန်မာနိုင်ငံ၊ ကချင်ပြည်နယ်" },
    period: "2025-Q1",
    asOf: "2025-06-30",
    invented,
    bookSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    version: "0.1.0",
    sections: [
      { id: "at-a-glance", blocks: [glance(), fixtureSentence()] },
      {
        id: "production",
        blocks: [heading("production.fixture"), figure(estimates()), { kind: "table", table: everyCell() }],
      },
      { id: "levy", blocks: [fixtureSentence(), figure(chain())] },
      { id: "sites", blocks: [figure(counts())] },
      { id: "prices", blocks: [figure(prices())] },
      { id: "buyers", blocks: [] },
      { id: "other-supply", blocks: [] },
      { id: "statements", blocks: [figure(verdicts())] },
      { id: "conflicts", blocks: [{ kind: "table", table: wideTable() }] },
      { id: "limits", blocks: [fixtureSentence()] },
      { id: "annex", blocks: [] },
    ],
    findings,
    claims,
    sources,
    names: new Map([
      ["import-mass", { en: "imports, mass", my: "တင်သွင်းမှု၊ အလေးချိန်" }],
      ["CHN", { en: "China", my: "တရုတ်" }],
      ["MMR", { en: "Myanmar", my: "မြန်မာ" }],
      ["ree", { en: "rare earths", my: "ရှားပါးမြေသား" }],
      ["gross", { en: "gross weight as weighed by customs", my: "အကောက်ခွန်က ချိန်သည့် စုစုပေါင်းအလေးချိန်" }],
    ]),
  };
}

function fixtureSources(suffix: string): Source[] {
  const common = { line: 1, note: "" };
  return [
    {
      ...common,
      id: `customs${suffix}`,
      title: "Monthly table of imports",
      publisher: "General Administration of Customs",
      published: "2025-02-20",
      url: "https://example.org/customs?table=1&month=2025-01",
      seen: "quoted",
      grade: "A",
    },
    {
      ...common,
      id: `observer${suffix}`,
      title: `A report ${hostile}`,
      publisher: "Observer Institute",
      published: "c. 2024-10",
      url: "https://example.org/report/a-very-long-path-that-has-to-break-somewhere/otherwise-the-page-is-wider-than-the-phone",
      seen: "read",
      grade: "B",
      note: "Counts pools on images; the images are of different months.",
    },
    {
      ...common,
      id: `daily${suffix}`,
      title: "Imports rise 进口",
      publisher: "The Daily",
      published: "",
      url: "javascript:alert(1)",
      seen: "copy",
      grade: "C",
    },
  ];
}

function fixtureClaims(suffix: string): Claim[] {
  const question = {
    indicator: "import-mass",
    place: "CHN",
    counterparty: "MMR",
    commodity: "ree",
    period: parsePeriod("2023"),
    basis: "gross",
  };
  const common = {
    question,
    low: undefined,
    high: undefined,
    lastDigit: 1,
    pedigree: [1, 1, 1, 1, 2] as const,
    added: "2025-06-30",
    conflict: "",
    record: "",
    file: "claims/imports.csv",
    line: 2,
  };
  const printed = { value: "41700", low: "", high: "", unit: "t", text: "" };
  return [
    {
      ...common,
      id: `import-mass-2023-customs${suffix}`,
      printed,
      value: 41700,
      qualifier: "exactly",
      source: `observer${suffix}`,
      origin: `customs${suffix}`,
      locator: "Table 3, row Myanmar",
      grade: "A",
      note: "",
    },
    {
      ...common,
      id: `import-mass-2023-daily${suffix}`,
      printed: { ...printed, value: "42", unit: "kt" },
      value: 42000,
      qualifier: "about",
      source: `daily${suffix}`,
      origin: "",
      locator: "third paragraph",
      grade: "C",
      note: `Scope unclear. ${hostile}`,
    },
    {
      ...common,
      id: `import-mass-2023-range${suffix}`,
      printed: { value: "", low: "38000", high: "45000", unit: "t", text: "" },
      value: undefined,
      low: 38000,
      high: 45000,
      qualifier: "exactly",
      source: `observer${suffix}`,
      origin: "",
      locator: "summary",
      grade: "D",
      note: "",
    },
  ];
}

function fixtureFindings(suffix: string): Finding[] {
  const base = {
    question: undefined,
    period: "2023",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  } as const;
  const claims = [`import-mass-2023-customs${suffix}`, `import-mass-2023-range${suffix}`];
  return [
    {
      ...base,
      id: `exports/mass/2023${suffix}`,
      label: { en: "China's imports of rare earths from Myanmar", my: "တရုတ်နိုင်ငံက မြန်မာနိုင်ငံမှ တင်သွင်းသည့် ရှားပါးမြေသား" },
      unit: "t",
      result: { kind: "estimate", value: 41698.32, low: 38012, high: 44310 },
      method: "pooled",
      agreement: "contested",
      claims,
      echoes: [`import-mass-2023-daily${suffix}`],
      grade: "A",
    },
    {
      ...base,
      id: `shares/heavy/2023${suffix}`,
      label: { en: "Share of China's heavy feedstock", my: "တရုတ်၏ လေးလံသော ကုန်ကြမ်းတွင် ပါဝင်မှု" },
      unit: "1",
      result: { kind: "estimate", value: 0.5731, low: 0.512, high: 0.634 },
      method: "single-claim",
      agreement: "single-source",
      claims: claims.slice(0, 1),
      grade: "C",
    },
    {
      ...base,
      id: `levy/rate${suffix}`,
      label: { en: "Levy in force", my: "လက်ရှိ ကောက်ခံနှုန်း" },
      unit: "CNY/t",
      period: "2025-Q1",
      result: { kind: "estimate", value: 35000, low: 35000, high: 35000 },
      method: "stated",
      agreement: "agreed",
      claims: claims.slice(0, 1),
      grade: "A",
    },
    {
      ...base,
      id: `levy/due${suffix}`,
      label: { en: "Levy due", my: "ကောက်ခံရမည့် ပမာဏ" },
      unit: "million CNY",
      period: "2025-Q1",
      result: { kind: "sum", known: 123.4, low: 101.2, high: undefined, missing: { "not-published": 2, unknown: 1 } },
      method: "sum",
      inputs: [`levy/rate${suffix}`, `exports/mass/2023${suffix}`],
      grade: "C",
    },
    {
      ...base,
      id: `levy/received${suffix}`,
      label: { en: "Levy received", my: "ကောက်ခံရရှိငွေ" },
      unit: "",
      period: "2025-Q1",
      result: { kind: "missing", reason: "not-published", gap: "levy-received" },
      method: "gap",
    },
    {
      ...base,
      id: `book/claims${suffix}`,
      label: { en: "Claims in the book", my: "စာအုပ်ပါ အဆိုများ" },
      unit: "count",
      period: "",
      result: { kind: "count", value: 1234 },
      method: "count",
    },
    {
      ...base,
      id: `statement/dvb/share${suffix}`,
      label: { en: `Myanmar supplies two fifths ${hostile}` },
      unit: "",
      result: { kind: "verdict", verdict: "contradicted", reason: "outside every source" },
      method: "verdict",
      claims,
    },
    {
      ...base,
      id: `events/takeover${suffix}`,
      label: { en: "Takeover of the mining areas", my: "တူးဖော်ရေးဒေသများကို သိမ်းပိုက်ခြင်း" },
      unit: "text",
      period: "2024-10-18",
      result: { kind: "words", words: { en: "Armed groups took Pangwa and Chipwi", my: "ပန်ဝါနှင့် ချီဖွေကို သိမ်းပိုက်သည်" } },
      method: "stated",
      claims: claims.slice(0, 1),
      grade: "B",
    },
  ];
}

const text = (en: string, my?: string): Cell => ({ kind: "text", text: my === undefined ? { en } : { en, my } });
const finding = (id: string, show: "value" | "interval" | "full" = "full"): Cell => ({
  kind: "finding",
  finding: id,
  show,
});
const message = (key: string, values: Sentence["values"] = {}): Cell => ({
  kind: "message",
  sentence: { key, values },
});

function glance(): Report["sections"][number]["blocks"][number] {
  const words = (en: string, my: string): Sentence => ({ key: "fixture.words", values: { words: text(en, my) } });
  return {
    kind: "glance",
    items: [
      { finding: "exports/mass/2023", words: words("imported by China from Myanmar", "တရုတ်နိုင်ငံက မြန်မာနိုင်ငံမှ တင်သွင်းသည်") },
      { finding: "shares/heavy/2023", words: words("of China's heavy feedstock", "တရုတ်၏ လေးလံသော ကုန်ကြမ်း") },
      { finding: "levy/rate", words: words("levy in force", "လက်ရှိ ကောက်ခံနှုန်း") },
      { finding: "levy/due", words: words("levy due in the quarter", "ဤသုံးလပတ်တွင် ကောက်ခံရမည့်ပမာဏ") },
      { finding: "levy/received", words: words("levy received", "ကောက်ခံရရှိငွေ") },
      { finding: "book/claims", words: words("claims in the book", "စာအုပ်ပါ အဆိုများ") },
    ],
  };
}

function heading(words: string): Report["sections"][number]["blocks"][number] {
  return { kind: "heading", words: text(words, "ပို့ကုန်နှင့် သွင်းကုန်") };
}

function fixtureSentence(): Report["sections"][number]["blocks"][number] {
  const values = { mass: finding("exports/mass/2023"), due: finding("levy/due"), received: finding("levy/received") };
  return { kind: "sentence", sentence: { key: "fixture.sentence", values } };
}

function figure(spec: FigureSpec): Report["sections"][number]["blocks"][number] {
  return { kind: "figure", figure: spec, table: smallTable(`${spec.id}-table`) };
}

function smallTable(id: string): Table {
  return {
    id,
    caption: text("The same figures as a table", "ထိုကိန်းဂဏန်းများကို ဇယားဖြင့်"),
    columns: [
      { title: message("page.period"), align: "start" },
      { title: message("annex.result"), align: "end" },
      { title: message("annex.agreement"), align: "start" },
    ],
    rows: [
      [{ kind: "code", code: "2023" }, finding("exports/mass/2023"), message("agreement.contested")],
      [{ kind: "code", code: "2024" }, finding("shares/heavy/2023"), message("agreement.single-source")],
      [{ kind: "code", code: "2025-Q1" }, finding("levy/rate"), message("agreement.agreed")],
    ],
  };
}

function everyCell(): Table {
  const columns = ["annex.what", "annex.result", "annex.grade", "annex.source"] as const;
  return {
    id: "every-cell",
    caption: text("Every kind of cell", "အကွက်အမျိုးအစား အားလုံး"),
    columns: columns.map((key, index) => ({ title: message(key), align: index === 1 ? "end" : "start" })),
    rows: [
      [text("value"), finding("exports/mass/2023", "value"), message("grade.A"), { kind: "source", source: "customs" }],
      [
        text("interval"),
        finding("exports/mass/2023", "interval"),
        message("grade.B"),
        { kind: "source", source: "observer" },
      ],
      [
        text("full"),
        finding("levy/due"),
        message("grade.C"),
        { kind: "claims", claims: ["import-mass-2023-customs", "import-mass-2023-daily"] },
      ],
      [text("missing"), finding("levy/received"), message("grade.D"), { kind: "code", code: "2025-Q1" }],
      [text("verdict"), finding("statement/dvb/share"), message("verdict.contradicted"), text(hostile)],
      [
        text("words"),
        finding("events/takeover"),
        message("grade.E"),
        {
          kind: "stack",
          cells: [message("agreement.agreed"), message("verdict.not-testable"), message("verdict.unsupported")],
        },
      ],
    ],
  };
}

function wideTable(): Table {
  const keys = [
    "annex.what",
    "annex.result",
    "annex.grade",
    "annex.source",
    "annex.note",
    "annex.claims",
    "annex.method",
  ];
  return {
    id: "wide",
    caption: text("A wide table", "ကျယ်သောဇယား"),
    columns: keys.map((key) => ({ title: message(key), align: "start" })),
    rows: Array.from({ length: 12 }, (_, row) => [
      text(`row ${row}`, `အတန်း ${row}`),
      finding("exports/mass/2023"),
      message("grade.B"),
      { kind: "source", source: "observer" },
      text("some words that take room"),
      { kind: "claims", claims: ["import-mass-2023-customs", "import-mass-2023-range"] },
      message("method.pooled"),
    ]),
  };
}

function estimates(): FigureSpec {
  const dot = (value: number, label: string, echo = false) => ({ value, low: undefined, high: undefined, label, echo });
  return {
    kind: "estimates",
    id: "exports",
    title: { en: "Imports from Myanmar, by year", my: "မြန်မာနိုင်ငံမှ တင်သွင်းမှု၊ နှစ်အလိုက်" },
    unit: "t",
    scale: "linear",
    rows: [
      {
        label: { en: "2022" },
        value: 12000,
        low: 11000,
        high: 13500,
        dots: [dot(11800, "Customs"), dot(12600, "The Daily", true)],
      },
      {
        label: { en: "2023" },
        value: 41700,
        low: 38000,
        high: 44300,
        dots: [dot(41700, "Customs"), dot(45000, "Observer Institute")],
      },
    ],
  };
}

function chain(): FigureSpec {
  return {
    kind: "chain",
    id: "levy-chain",
    title: { en: "From tonnes to levy", my: "တန်မှ ကောက်ခံငွေအထိ" },
    steps: [
      { label: { en: "Mass", my: "အလေးချိန်" }, unit: "t", value: 4100, low: 3800, high: 4500, atLeast: false },
      { label: { en: "Rate", my: "နှုန်း" }, unit: "CNY/t", value: 35000, low: 35000, high: 35000, atLeast: false },
      {
        label: { en: "Levy due", my: "ကောက်ခံရမည့်ပမာဏ" },
        unit: "million CNY",
        value: 123,
        low: 101,
        high: undefined,
        atLeast: true,
      },
    ],
  };
}

function counts(): FigureSpec {
  return {
    kind: "counts",
    id: "sites",
    title: { en: "Sites under different rules", my: "စည်းမျဉ်းအလိုက် တူးဖော်ရေးနေရာအရေအတွက်" },
    unit: "count",
    bars: [
      {
        label: { en: "Observer", my: "လေ့လာသူ" },
        rule: { en: "pools on images", my: "ဓာတ်ပုံပေါ်မှ ကန်များ" },
        value: 2700,
        low: 2400,
        high: 3000,
      },
      {
        label: { en: "Ministry", my: "ဝန်ကြီးဌာန" },
        rule: { en: "licensed sites", my: "လိုင်စင်ရ နေရာများ" },
        value: 300,
        low: 280,
        high: 330,
      },
    ],
  };
}

function prices(): FigureSpec {
  const points = [
    { date: "2024-09-15", value: 240, low: 235, high: 245 },
    { date: "2024-12-15", value: 300, low: 290, high: 310 },
    { date: "2025-03-15", value: 290, low: 280, high: 295 },
  ];
  return {
    kind: "prices",
    id: "prices",
    title: { en: "Prices", my: "ဈေးနှုန်းများ" },
    panels: [
      {
        title: { en: "China, domestic", my: "တရုတ်ပြည်တွင်း" },
        unit: "USD/kg",
        lines: [{ label: { en: "dysprosium oxide", my: "ဒစ်စပရိုစီယမ်အောက်ဆိုဒ်" }, points }],
      },
    ],
    events: [{ date: "2024-10-18", label: { en: "Takeover", my: "သိမ်းပိုက်ခြင်း" } }],
  };
}

function verdicts(): FigureSpec {
  const row = { unit: "percent", figure: 40, low: 8, high: 14, spanLow: 6, spanHigh: 19, claims: [8, 12, 19] };
  return {
    kind: "verdicts",
    id: "verdicts",
    title: { en: "Statements against the book", my: "ပြောဆိုချက်များနှင့် စာအုပ်" },
    rows: [
      { ...row, label: { en: "Share of world output", my: "ကမ္ဘာ့ထုတ်လုပ်မှုတွင် ပါဝင်မှု" }, verdict: "contradicted" },
      { ...row, label: { en: "Share of feedstock", my: "ကုန်ကြမ်းတွင် ပါဝင်မှု" }, figure: 10, verdict: "supported" },
    ],
  };
}
