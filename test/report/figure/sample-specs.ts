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
  {
    kind: "fan",
    id: "fan",
    title: { en: "Price of clay by quarter", my: "သုံးလပတ်အလိုက် ရွှံ့စေးဈေး" },
    unit: "USD/kg",
    panels: [
      {
        title: { en: "The pits stop for three months and then sell what they have", my: "တွင်းများ သုံးလ ရပ်ဆိုင်းသည်" },
        lines: [
          {
            label: { en: "white clay at the harbour", my: "ဆိပ်ကမ်းရှိ ရွှံ့ဖြူ" },
            points: [
              { date: "2024-Q4", value: 240, low: 231, high: 250 },
              { date: "2025-Q1", value: 410, low: 290, high: 760 },
              { date: "2025-Q2", value: 300, low: 240, high: 470 },
              { date: "2025-Q3", value: 251, low: 228, high: 300 },
            ],
          },
          {
            label: { en: "on the Isle" },
            points: [
              { date: "2024-Q4", value: 255, low: 240, high: 270 },
              { date: "2025-Q1", value: 520, low: 330, high: 980 },
              { date: "2025-Q2", value: 330, low: 250, high: 530 },
              { date: "2025-Q3", value: 260, low: 236, high: 320 },
            ],
          },
        ],
      },
      {
        title: { en: "A levy", my: "ကောက်ခံမှု" },
        lines: [
          {
            label: { en: "white clay at the harbour", my: "ဆိပ်ကမ်းရှိ ရွှံ့ဖြူ" },
            points: [
              { date: "2025-Q1", value: 262, low: 245, high: 290 },
              { date: "2025-Q2", value: 266, low: 246, high: 296 },
            ],
          },
        ],
      },
      {
        title: { en: "A quarter alone" },
        lines: [{ label: { en: "white clay" }, points: [{ date: "2025-Q1", value: 262, low: 245, high: 290 }] }],
      },
    ],
  },
  {
    kind: "tornado",
    id: "tornado",
    title: { en: "What drives the price", my: "ဈေးကို ဆုံးဖြတ်သည့်အရာများ" },
    panels: [
      {
        title: { en: "The pits stop: highest price of white clay", my: "တွင်းများ ရပ်ဆိုင်းသည် - ရွှံ့ဖြူ အမြင့်ဆုံးဈေး" },
        unit: "times",
        value: 1.8,
        rows: [
          {
            label: { en: "share of the pits in what the harbour takes", my: "ဆိပ်ကမ်းယူသည့်အနက် တွင်းများ၏ အချိုး" },
            low: 1.2,
            high: 2.9,
            rises: true,
          },
          { label: { en: "elasticity of the potters" }, low: 1.4, high: 2.3, rises: false },
          {
            label: { en: "days of clay in the sheds of the harbour and of the works behind it, last counted by hand" },
            low: 1.6,
            high: 1.9,
            rises: false,
          },
        ],
      },
      {
        title: { en: "A levy" },
        unit: "USD/kg",
        value: 262,
        rows: [{ label: { en: "freight" }, low: 258, high: 270, rises: true }],
      },
    ],
  },
  {
    kind: "curve",
    id: "curve",
    title: { en: "What the levy brings in", my: "ကောက်ခံမှု၏ ရငွေ" },
    unit: "million USD",
    across: { label: { en: "rate", my: "နှုန်း" }, unit: "USD/t" },
    lines: [
      {
        label: { en: "revenue", my: "ရငွေ" },
        points: [
          { at: 0, value: 0, low: 0, high: 0 },
          { at: 2500, value: 41, low: 30, high: 52 },
          { at: 5000, value: 66, low: 44, high: 90 },
          { at: 10000, value: 52, low: 12, high: 99 },
        ],
      },
      {
        label: { en: "gain of the hills" },
        points: [
          { at: 0, value: 0, low: 0, high: 0 },
          { at: 5000, value: 20, low: -12, high: 48 },
          { at: 10000, value: -31, low: -70, high: 20 },
        ],
      },
    ],
    turn: {
      label: { en: "beyond this rate it brings in less", my: "ဤနှုန်းကျော်လျှင် ရငွေလျော့သည်" },
      value: 6000,
      low: 4000,
      high: 9000,
    },
  },
  {
    kind: "gains",
    id: "gains",
    title: { en: "Gains and losses", my: "အမြတ်နှင့် အရှုံး" },
    unit: "million USD",
    panels: [
      {
        title: { en: "The pits stop", my: "တွင်းများ ရပ်ဆိုင်းသည်" },
        rows: [
          { label: { en: "The Hills", my: "တောင်တန်း" }, value: 12, low: -8, high: 40 },
          { label: { en: "A Union of Many States and Their Territories" }, value: -35, low: -90, high: -11 },
          { label: { en: "The Isle" }, value: 0, low: 0, high: 0 },
        ],
      },
      { title: { en: "Others open pits" }, rows: [{ label: { en: "The Hills" }, value: -3, low: -5, high: -1 }] },
    ],
  },
  {
    kind: "backtest",
    id: "backtest",
    title: { en: "What was said and what came", my: "မော်ဒယ်နှင့် တကယ့်ပြောင်းလဲမှု" },
    unit: "percent",
    rows: [
      {
        label: { en: "The pits change hands: white clay at the harbour", my: "တွင်းများ လက်ပြောင်းသည် - ဆိပ်ကမ်းရှိ ရွှံ့ဖြူ" },
        value: 31,
        low: 12,
        high: 64,
        observed: { value: 45, low: 38, high: 52 },
        hit: true,
      },
      {
        label: { en: "Licences" },
        value: 60,
        low: 30,
        high: 110,
        observed: { value: 205, low: 205, high: 205 },
        hit: false,
      },
    ],
  },
  {
    kind: "bridge",
    id: "bridge",
    title: { en: "From the potters' record to the harbour's", my: "အိုးထိန်းသည်မှတ်တမ်းမှ ဆိပ်ကမ်းမှတ်တမ်းသို့" },
    unit: "t",
    steps: [
      { label: { en: "the potters", my: "အိုးထိန်းသည်များ" }, role: "record", value: 1184, low: 1150, high: 1240 },
      { label: { en: "timing", my: "အချိန်ကွာခြားမှု" }, role: "part", value: -36, low: -36, high: -36 },
      { label: { en: "not reported" }, role: "part", value: 112, low: 112, high: 112 },
      {
        label: { en: "the office of the hills, by its own scales", my: "ရုံး" },
        role: "record",
        value: 1260,
        low: 1260,
        high: 1260,
      },
      {
        label: { en: "declared as coming from elsewhere", my: "အခြားနေရာမှဟု ကြေညာ" },
        role: "part",
        value: -205,
        low: -205,
        high: -205,
      },
      { label: { en: "timing" }, role: "part", value: 40, low: -60, high: 900 },
      { label: { en: "not explained", my: "မရှင်းလင်း" }, role: "part", value: -95, low: -95, high: -95 },
      {
        label: { en: "the harbour's customs", my: "ဆိပ်ကမ်း အကောက်ခွန်" },
        role: "record",
        value: 1000,
        low: 1000,
        high: 1000,
      },
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
  { kind: "fan", id: "a", title: { en: "Empty" }, unit: "t", panels: [{ title: { en: "A run" }, lines: [] }] },
  { kind: "tornado", id: "o", title: { en: "Empty" }, panels: [] },
  {
    kind: "curve",
    id: "u",
    title: { en: "Empty" },
    unit: "t",
    across: { label: { en: "rate" }, unit: "t" },
    lines: [],
    turn: undefined,
  },
  { kind: "gains", id: "g", title: { en: "Empty" }, unit: "t", panels: [] },
  { kind: "backtest", id: "b", title: { en: "Empty" }, unit: "percent", rows: [] },
  { kind: "bridge", id: "i", title: { en: "Empty" }, unit: "t", steps: [] },
];
