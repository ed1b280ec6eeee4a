import type { FigureSpec } from "../../../src/report/figure-spec.ts";

/** One small, invented figure of every kind, with what is hard about it: echoes, ranges, open ends, Burmese labels, long names. */
export const samples: readonly FigureSpec[] = [
  {
    kind: "estimates",
    id: "imports",
    title: { en: "Imports of clay by year", my: "နှစ်အလိုက် ရွှံ့စေး တင်သွင်းမှု" },
    unit: "t",
    scale: "log",
    rows: [
      {
        label: { en: "2023, all codes of the tariff together", my: "၂၀၂၃ ခုနှစ်၊ အကောက်ခွန် ကုဒ်အားလုံး စုစုပေါင်း" },
        value: 40600,
        low: 38100,
        high: 43200,
        dots: [
          { value: 41700, low: undefined, high: undefined, label: "First Witness", echo: false },
          { value: 41700, low: undefined, high: undefined, label: "Morning Paper", echo: true },
          { value: 41700, low: undefined, high: undefined, label: "Evening Paper", echo: true },
          { value: 44000, low: 40000, high: 49000, label: "Institute of Clays", echo: false },
          {
            value: 34241,
            low: undefined,
            high: undefined,
            label: "A Society with a Rather Long Name, Second Branch",
            echo: false,
          },
        ],
      },
      {
        label: { en: "2024", my: "၂၀၂၄" },
        value: 311,
        low: 270,
        high: 360,
        dots: [{ value: 311, low: undefined, high: undefined, label: "Harbour Office", echo: false }],
      },
    ],
  },
  {
    kind: "prices",
    id: "prices",
    title: { en: "Prices of two clays" },
    panels: [
      {
        title: { en: "Market of the north", my: "မြောက်ပိုင်းဈေးကွက်" },
        unit: "CNY/kg",
        lines: [
          {
            label: { en: "white clay", my: "ရွှံ့ဖြူ" },
            points: [
              { date: "2021-06-02", value: 2480, low: 2310, high: 2660 },
              { date: "2021-10-21", value: 2750, low: 2560, high: 2950 },
              { date: "2024-12-19", value: 1635, low: 1520, high: 1755 },
              { date: "2025-03-24", value: 1655, low: 1655, high: 1655 },
            ],
          },
          { label: { en: "red clay" }, points: [{ date: "2025-03-24", value: 6550, low: 6090, high: 7040 }] },
        ],
      },
      {
        title: { en: "Market of the south" },
        unit: "USD/kg",
        lines: [
          {
            label: { en: "white clay" },
            points: [
              { date: "2025-04", value: 29, low: 27, high: 31 },
              { date: "2025-05", value: 850, low: 790, high: 914 },
            ],
          },
        ],
      },
    ],
    events: [
      { date: "2024-10-18", label: { en: "The pits change hands", my: "တွင်းများ လက်ပြောင်းသည်" } },
      { date: "2025-03-26", label: { en: "Stocks may leave again" } },
      { date: "2025-04-04", label: { en: "The buyer asks for licences" } },
    ],
  },
  {
    kind: "chain",
    id: "levy",
    title: { en: "What the levy should have brought" },
    steps: [
      { label: { en: "Mass" }, unit: "t", value: 12944, low: 12100, high: 13800, atLeast: false },
      { label: { en: "Levy per tonne" }, unit: "CNY/t", value: 35000, low: 32100, high: 38100, atLeast: false },
      { label: { en: "Levy due" }, unit: "million CNY", value: 453, low: 402, high: undefined, atLeast: true },
    ],
  },
  {
    kind: "counts",
    id: "sites",
    title: { en: "How many pits?" },
    unit: "count",
    bars: [
      {
        label: { en: "The valley, 2022" },
        rule: { en: "single ponds on satellite images" },
        value: 2700,
        low: 2480,
        high: 2940,
      },
      {
        label: { en: "The valley, 2024", my: "တောင်ကြား၊ ၂၀၂၄" },
        rule: { en: "groups of ponds", my: "ရေကန်အုပ်စုများ" },
        value: 12,
        low: 12,
        high: 12,
      },
    ],
  },
  {
    kind: "verdicts",
    id: "statements",
    title: { en: "The figures of an article" },
    rows: [
      {
        label: { en: "The valley supplies 40 percent of the clay.", my: "တောင်ကြားသည် ရွှံ့စေး၏ ၄၀ ရာခိုင်နှုန်းကို ထုတ်ပေးသည်။" },
        verdict: "contested",
        unit: "percent",
        figure: 40,
        low: 42,
        high: 55,
        spanLow: 35,
        spanHigh: 57,
        claims: [35, 44, 50, 57],
      },
      {
        label: { en: "Half of the imports come from there." },
        verdict: "supported",
        unit: "percent",
        figure: 50,
        low: 42,
        high: 55,
        spanLow: 35,
        spanHigh: 57,
        claims: [35, 57],
      },
      {
        label: { en: "Prices rose by 210 percent because of the restrictions of last winter, and have stayed there." },
        verdict: "contradicted",
        unit: "percent",
        figure: 210,
        low: -4,
        high: 8,
        spanLow: -6,
        spanHigh: 12,
        claims: [-6, 1, 12],
      },
      {
        label: { en: "It earns 1,400 million a year." },
        verdict: "unsupported",
        unit: "million CNY",
        figure: 1400,
        low: 1400,
        high: 1400,
        spanLow: 1400,
        spanHigh: 1400,
        claims: [],
      },
      {
        label: { en: "More than 300 pits work." },
        verdict: "not-testable",
        unit: "count",
        figure: 300,
        low: 240,
        high: 370,
        spanLow: 40,
        spanHigh: 2700,
        claims: [40, 2700],
      },
    ],
  },
  {
    kind: "flows",
    id: "flows",
    title: { en: "Who supplies whom", my: "မည်သူက မည်သူ့ကို ထောက်ပံ့သနည်း" },
    unit: "1",
    panels: [
      {
        title: { en: "Clay as dug", my: "တူးထားသော ရွှံ့စေး" },
        places: [
          { id: "hills", label: { en: "The Hills", my: "တောင်တန်း" }, longitude: 98.3, latitude: 25.9, marked: true },
          { id: "vale", label: { en: "The Vale" }, longitude: 102.5, latitude: 20, marked: false },
          { id: "works", label: { en: "The Works", my: "စက်ရုံ" }, longitude: 114, latitude: 26, marked: false },
        ],
        flows: [
          { from: "hills", to: "works", value: 0.45, low: 0.3, high: 0.6 },
          { from: "vale", to: "works", value: 0.08, low: 0.02, high: 0.2 },
        ],
      },
      {
        title: { en: "Clay washed, across the globe", my: "ဆေးကြောပြီး ရွှံ့စေး" },
        places: [
          { id: "works", label: { en: "The Works", my: "စက်ရုံ" }, longitude: 114, latitude: 26, marked: false },
          { id: "isle", label: { en: "The Isle" }, longitude: 138, latitude: 36, marked: false },
          { id: "cape", label: { en: "The Cape" }, longitude: 127.5, latitude: 36.5, marked: false },
          { id: "west", label: { en: "The West" }, longitude: -98, latitude: 39, marked: false },
          { id: "union", label: { en: "The Union" }, longitude: 10, latitude: 50, marked: false },
        ],
        flows: [
          { from: "works", to: "isle", value: 0.9, low: 0.8, high: 0.97 },
          { from: "works", to: "cape", value: 0.95, low: 0.9, high: 0.99 },
          { from: "works", to: "union", value: 0.7, low: 0.5, high: 0.9 },
          { from: "works", to: "west", value: 0.5, low: 0.2, high: 0.8 },
          { from: "isle", to: "west", value: 0.1, low: 0.05, high: 0.2 },
        ],
      },
    ],
  },
  {
    kind: "ranks",
    id: "ranks",
    title: { en: "Who depends most", my: "အမှီခိုဆုံး" },
    unit: "1",
    rows: [
      { label: { en: "The Works" }, value: 0.46, low: 0.31, high: 0.6, probabilities: [0.8, 0.15, 0.04, 0.01] },
      {
        label: { en: "The Isle", my: "ကျွန်း" },
        value: 0.41,
        low: 0.25,
        high: 0.55,
        probabilities: [0.2, 0.75, 0.05, 0],
      },
      {
        label: { en: "A Union of Many States and Their Territories" },
        value: 0.3,
        low: 0.1,
        high: 0.5,
        probabilities: [0, 0.1, 0.6, 0.3],
      },
      { label: { en: "The West" }, value: 0.05, low: 0.01, high: 0.3, probabilities: [0, 0, 0.31, 0.69] },
    ],
  },
];

/** The same kinds with nothing in them. */
export const emptySamples: readonly FigureSpec[] = [
  { kind: "estimates", id: "e", title: { en: "Empty" }, unit: "t", scale: "log", rows: [] },
  {
    kind: "prices",
    id: "p",
    title: { en: "Empty" },
    panels: [{ title: { en: "A market" }, unit: "CNY/kg", lines: [] }],
    events: [],
  },
  { kind: "chain", id: "c", title: { en: "Empty" }, steps: [] },
  { kind: "counts", id: "n", title: { en: "Empty" }, unit: "count", bars: [] },
  { kind: "verdicts", id: "v", title: { en: "Empty" }, rows: [] },
  { kind: "flows", id: "f", title: { en: "Empty" }, unit: "1", panels: [] },
  { kind: "ranks", id: "r", title: { en: "Empty" }, unit: "1", rows: [] },
];
