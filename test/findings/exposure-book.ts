import { type Desk, openDesk } from "../../src/findings/desk.ts";
import type { Book } from "../../src/model/book.ts";
import type { Claim } from "../../src/model/claim.ts";
import type { Exposure, SupplyMix } from "../../src/model/exposure.ts";
import type { Gap } from "../../src/model/gap.ts";
import type { Indicator } from "../../src/model/indicator.ts";
import type { AssumedDistribution, Parameter } from "../../src/model/parameter.ts";
import { parsePeriod } from "../../src/model/period.ts";
import type { QuestionPattern } from "../../src/model/question.ts";
import { parseUnit } from "../../src/model/unit.ts";
import { readExample } from "./example.ts";

/** An assumed parameter; a bare number is fixed. */
export function assumed(id: string, drawn: AssumedDistribution | number, unit = "1"): Parameter {
  const distribution = typeof drawn === "number" ? ({ kind: "fixed", value: drawn } as const) : drawn;
  return {
    id,
    label: { en: id },
    unit,
    origin: { kind: "assumption", distribution, reason: { en: "a test" }, record: "" },
    line: 1,
  };
}

/** A parameter out of claims. */
export function evidenced(id: string, question: QuestionPattern, unit = "1"): Parameter {
  return { id, label: { en: id }, unit, origin: { kind: "evidence", question }, line: 1 };
}

/** A mix of the element E; shares are lists of parameters joined by a space. */
export function mix(
  stage: string,
  region: string,
  own: string,
  from: Record<string, string>,
  rest = "rest",
): SupplyMix {
  const ids = (text: string) => text.split(" ").filter((id) => id !== "");
  return {
    element: "E",
    stage,
    region,
    own: ids(own),
    from: Object.entries(from).map(([seller, share]) => ({ region: seller, share: ids(share) })),
    rest,
    tonnes: [],
    note: undefined,
    line: 1,
  };
}

/** A network of one element and two stages; the first region is an origin, the second and third import. */
export function network(mixes: readonly SupplyMix[], changes: Partial<Exposure> = {}): Exposure {
  const regions = ["hill", "plant", "shore", "rest"];
  return {
    period: "2024",
    draws: 500,
    seed: 7,
    elements: [{ id: "E", name: { en: "Element", my: "ဒြပ်စင်" }, commodity: "varite" }],
    stages: [
      { id: "ore", name: { en: "ore" } },
      { id: "oxide", name: { en: "oxide" } },
    ],
    regions: regions.map((id) => ({ id, name: { en: id.toUpperCase() }, place: id, position: undefined })),
    importers: ["plant", "shore"],
    origins: ["hill"],
    mixes,
    gaps: [],
    pooled: undefined,
    mirrors: [],
    ...changes,
  };
}

/** A claim with `value` in the indicator's unit, grade A unless told otherwise. */
export function claim(key: string, value: number, changes: Partial<Omit<Claim, "question" | "value">> = {}): Claim {
  const [indicator = "", place = "", counterparty = "", commodity = "", period = "", basis = ""] = key.split("|");
  return {
    id: `c-${key}-${changes.source ?? "one"}`,
    question: { indicator, place, counterparty, commodity, period: parsePeriod(period), basis },
    printed: { value: String(value), low: "", high: "", unit: "t", text: "" },
    value,
    low: undefined,
    high: undefined,
    lastDigit: 0,
    qualifier: "exactly",
    source: "one",
    origin: "",
    locator: "a test",
    grade: "A",
    pedigree: [1, 1, 1, 1, 1],
    added: "2025-01-01",
    note: "",
    conflict: "",
    record: "",
    file: "claims/test.csv",
    line: 1,
    ...changes,
  };
}

const indicators: readonly (readonly [id: string, unit: string, scale: Indicator["scale"]])[] = [
  ["output", "t", "log"],
  ["imports", "kt", "log"],
  ["exports", "t", "log"],
  ["import-value", "million USD", "log"],
  ["export-value", "thousand USD", "log"],
  ["share", "percent", "logit"],
  ["yield", "percent", "log"],
  ["stability", "score", "linear"],
];

/** A desk with nothing in it but what a test says; the rest is the invented book's. */
export function makeDesk(parts: {
  readonly parameters?: readonly Parameter[];
  readonly exposure?: Exposure;
  readonly claims?: readonly Claim[];
  readonly gaps?: readonly Gap[];
}): Desk {
  const book: Book = {
    ...readExample(),
    period: "2025-Q1",
    indicators: new Map(
      indicators.map(([id, unit, scale]) => [
        id,
        { id, name: { en: id }, unit: parseUnit(unit), scale, least: undefined, definition: "", line: 1 },
      ]),
    ),
    claims: parts.claims ?? [],
    gaps: parts.gaps ?? [],
    parameters: new Map((parts.parameters ?? []).map((parameter) => [parameter.id, parameter])),
    exposure: parts.exposure,
  };
  return openDesk(book);
}

/** A gap of the book. */
export function gap(id: string, reason: Gap["reason"], question?: QuestionPattern): Gap {
  return { id, what: { en: id }, reason, holder: { en: "" }, closes: { en: "" }, question, register: [], line: 1 };
}
