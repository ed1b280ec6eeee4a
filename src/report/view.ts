import type { Claim } from "../model/claim.ts";
import type { Agreement, Finding } from "../model/finding.ts";
import { allGrades, type Grade } from "../model/grade.ts";
import type { Question } from "../model/question.ts";
import { allVerdicts, type Verdict } from "../model/statement.ts";
import { type Text, textIn } from "../model/text.ts";
import { type Catalogue, getMessageParts } from "./catalogue.ts";
import { formatAmount, formatFinding, formatPeriod, formatPrinted } from "./format.ts";
import type { Cell, Report, Sentence, Table } from "./report.ts";

/**
 * What stands in a line, in one language, before it is HTML or PDF: both renderers show the same words. `lang` is set
 * where the words are in another language than the page.
 */
export type Inline =
  | { readonly kind: "words"; readonly text: string; readonly lang?: string }
  /** `mark` is the number of the finding's entry in the annex, undefined where no mark is wanted. */
  | {
      readonly kind: "finding";
      readonly id: string;
      readonly text: string;
      readonly mark?: string;
      readonly lang?: string;
    }
  | { readonly kind: "badge"; readonly badge: Badge; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "marks"; readonly marks: readonly Mark[] }
  | { readonly kind: "link"; readonly text: string; readonly url: string }
  | { readonly kind: "source"; readonly text: string; readonly mark: Mark }
  | { readonly kind: "lines"; readonly lines: readonly (readonly Inline[])[] };

/** Shown by a shape as well as by its words, never by colour alone. */
export type Badge =
  | { readonly family: "agreement"; readonly value: Agreement }
  | { readonly family: "grade"; readonly value: Grade }
  | { readonly family: "verdict"; readonly value: Verdict };

/** A short name of an annex entry, and where it stands; `anchor` is empty when the annex has no such entry. */
export type Mark = { readonly text: string; readonly anchor: string };

/** A table in one language. */
export type ViewTable = {
  readonly id: string;
  readonly caption: readonly Inline[];
  readonly columns: readonly { readonly title: readonly Inline[]; readonly align: "start" | "end" }[];
  /** `anchor` is where links to the row lead; empty when none does. The first cell names the row. */
  readonly rows: readonly { readonly anchor: string; readonly cells: readonly (readonly Inline[])[] }[];
};

/** A report in one language, with the numbers of its annex entries. */
export type View = {
  readonly report: Report;
  readonly catalogue: Catalogue;
  readonly locale: string;
  readonly numbers: { readonly F: Numbers; readonly C: Numbers; readonly S: Numbers };
};

type Numbers = ReadonlyMap<string, number>;

const allAgreements: readonly Agreement[] = ["agreed", "contested", "single-source"];

const badges: ReadonlyMap<string, Badge> = new Map([
  ...allAgreements.map((value): [string, Badge] => [`agreement.${value}`, { family: "agreement", value }]),
  ...allGrades.map((value): [string, Badge] => [`grade.${value}`, { family: "grade", value }]),
  ...allVerdicts.map((value): [string, Badge] => [`verdict.${value}`, { family: "verdict", value }]),
]);

export function viewReport(report: Report, catalogue: Catalogue): View {
  const number = (ids: Iterable<string>): Numbers => new Map([...ids].map((id, index) => [id, index + 1]));
  return {
    report,
    catalogue,
    locale: catalogue.locale,
    numbers: { F: number(report.findings.keys()), C: number(report.claims.keys()), S: number(report.sources.keys()) },
  };
}

/** The mark of a finding (F), claim (C) or source (S): letter and number, the same in every language. */
export function markOf(view: View, letter: "F" | "C" | "S", id: string): Mark {
  const number = view.numbers[letter].get(id);
  if (number === undefined) return { text: id, anchor: "" };
  const room = { F: "finding", C: "claim", S: "source" }[letter];
  return { text: `${letter}${number}`, anchor: anchorOf(room, id) };
}

/** The marks of many entries in the annex's order; three or more that follow one another become one, from first to last. */
export function marksOf(view: View, letter: "F" | "C" | "S", ids: readonly string[]): Mark[] {
  const numbers = view.numbers[letter];
  const known = ids.filter((id) => numbers.has(id)).sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
  const marks = ids.filter((id) => !numbers.has(id)).map((id) => markOf(view, letter, id));
  for (let first = 0; first < known.length; ) {
    let last = first;
    while ((numbers.get(known[last + 1] ?? "") ?? 0) === (numbers.get(known[last] ?? "") ?? 0) + 1) last += 1;
    if (last - first < 2) last = first;
    const { text, anchor } = markOf(view, letter, known[first] ?? "");
    marks.push(
      last === first
        ? { text, anchor }
        : { text: `${text}\u2013${markOf(view, letter, known[last] ?? "").text}`, anchor },
    );
    first = last + 1;
  }
  return marks;
}

/** An id that HTML, a URL and a PDF all take as it is; different ids never meet in one anchor. */
export function anchorOf(room: string, id: string): string {
  return `${room}-${id.replace(/[^A-Za-z0-9.-]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`)}`;
}

/** A message with cells in its holes. */
export function viewSentence(view: View, { key, values }: Sentence): Inline[] {
  const { count } = values;
  return getMessageParts(view.catalogue, key, count && countOf(view.report, count)).flatMap((part): Inline[] => {
    if ("text" in part) return [{ kind: "words", text: part.text }];
    const cell = values[part.name];
    if (cell === undefined) throw new Error(`sentence '${key}' has no cell '${part.name}'`);
    return viewCell(view, cell);
  });
}

export function viewCell(view: View, cell: Cell): Inline[] {
  switch (cell.kind) {
    case "finding":
      return viewResult(view, getFinding(view.report, cell.finding), cell.show);
    case "message":
      return [viewMessage(view, cell.sentence)].flat();
    case "text":
      return [viewText(cell.text, view.locale)];
    case "period":
      return [{ kind: "words", text: formatPeriod(cell.period, view.catalogue) }];
    case "code":
      return [{ kind: "code", text: cell.code }];
    case "printed": {
      const claim = view.report.claims.get(cell.claim);
      return claim === undefined ? [{ kind: "code", text: cell.claim }] : [viewPrinted(view, claim)];
    }
    case "claims":
      return [{ kind: "marks", marks: cell.claims.map((id) => markOf(view, "C", id)) }];
    case "source":
      return [viewSource(view, cell.source)];
    case "stack":
      return [{ kind: "lines", lines: cell.cells.map((part) => viewCell(view, part)) }];
  }
}

export function viewTable(view: View, table: Table): ViewTable {
  return {
    id: table.id,
    caption: viewCell(view, table.caption),
    columns: table.columns.map(({ title, align }) => ({ title: viewCell(view, title), align })),
    rows: table.rows.map((row) => ({ anchor: "", cells: row.map((cell) => viewCell(view, cell)) })),
  };
}

export function viewText(text: Text, locale: string): Inline {
  const words = textIn(text, locale);
  return text[locale] === undefined && locale !== "en"
    ? { kind: "words", text: words, lang: "en" }
    : { kind: "words", text: words };
}

/** A finding in a cell; a verdict stands as its badge. */
function viewResult(view: View, finding: Finding, show: "value" | "interval" | "full"): Inline[] {
  const { result } = finding;
  if (result.kind !== "verdict") return [viewFinding(view, finding, show)];
  const badge: Badge = { family: "verdict", value: result.verdict };
  const mark = markOf(view, "F", finding.id).text;
  return [
    { kind: "badge", badge, text: view.catalogue.message(`verdict.${result.verdict}`) },
    { kind: "finding", id: finding.id, text: "", mark },
  ];
}

export function viewFinding(view: View, finding: Finding, show: "value" | "interval" | "full"): Inline {
  const text = formatFinding(finding, show, view.catalogue);
  const mark = show === "interval" ? {} : { mark: markOf(view, "F", finding.id).text };
  const words = finding.result.kind === "words" ? viewText(finding.result.words, view.locale) : undefined;
  const lang = words?.kind === "words" && words.lang !== undefined ? { lang: words.lang } : {};
  return { kind: "finding", id: finding.id, text, ...mark, ...lang };
}

export function viewSource(view: View, id: string): Inline {
  const source = view.report.sources.get(id);
  return { kind: "source", text: source?.publisher ?? id, mark: markOf(view, "S", id) };
}

/** The plain words of inlines, for captions, titles and those who only hear them. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === "marks") return inline.marks.map(({ text }) => text).join(", ");
      if (inline.kind === "lines") return inline.lines.map(plainText).join("; ");
      return inline.text;
    })
    .join("");
}

export function getFinding(report: Report, id: string): Finding {
  const finding = report.findings.get(id);
  if (finding === undefined) throw new Error(`the report names the finding '${id}' and does not hold it`);
  return finding;
}

/** A question in the book's words, its parts in the order in which they are asked. */
export function viewQuestion(view: View, question: Question): Inline[] {
  const { indicator, place, counterparty, commodity, basis, period } = question;
  const parts = [
    ["indicator", indicator],
    ["place", place],
    ["place", counterparty],
    ["commodity", commodity],
    ["basis", basis],
  ] as const;
  const separator: Inline = { kind: "words", text: view.catalogue.message("list.separator") };
  const named = parts.flatMap(([part, code]) => {
    if (code === "") return [];
    const name = view.report.names.get(`${part}/${code}`);
    return [name === undefined ? { kind: "code" as const, text: code } : viewText(name, view.locale), separator];
  });
  return [...named, { kind: "words", text: formatPeriod(period.text, view.catalogue) }];
}

/** A claim as its source printed it: digits, unit, and the word before them. */
export function viewPrinted(view: View, { printed, qualifier }: Claim): Inline {
  const { value, low, high, unit, text } = printed;
  const { catalogue } = view;
  if (value === "" && low === "") return { kind: "words", text, ...(view.locale === "en" ? {} : { lang: "en" }) };
  const range = catalogue.message("interval", { low: formatPrinted(low), high: formatPrinted(high) });
  const figure = value === "" ? range : formatPrinted(value);
  const amount = formatAmount(figure, unit === "1" ? "" : unit, catalogue);
  const qualified = catalogue.message(`qualifier.${qualifier}`, { value: amount });
  const whole =
    value !== "" && low !== ""
      ? catalogue.message("value.with-interval", { value: qualified, interval: range })
      : qualified;
  return { kind: "words", text: whole };
}

/** A word of the catalogue; those on agreement, grade and verdict are badges. */
function viewMessage(view: View, sentence: Sentence): Inline | Inline[] {
  const badge = badges.get(sentence.key);
  const inlines = viewSentence(view, sentence);
  return badge === undefined ? inlines : { kind: "badge", badge, text: plainText(inlines) };
}

/** The number that chooses a plural: a counted finding, or digits. */
function countOf(report: Report, cell: Cell): number | undefined {
  if (cell.kind === "code") return /^\d+$/.test(cell.code) ? Number(cell.code) : undefined;
  if (cell.kind !== "finding") return undefined;
  const { result } = getFinding(report, cell.finding);
  return result.kind === "count" ? result.value : undefined;
}
