import { textIn } from "../model/text.ts";
import { viewAnnex } from "./annex.ts";
import { type Catalogue, getMessageParts } from "./catalogue.ts";
import { pdfFamilies } from "./fonts.ts";
import { formatPeriod } from "./format.ts";
import { safeUrl } from "./html.ts";
import { drawOnPaper } from "./paper-figure.ts";
import { type FigureRenderer, figureWidths } from "./render-html.ts";
import type { Block, Report, Table } from "./report.ts";
import {
  anchorOf,
  getFinding,
  type Inline,
  type Mark,
  plainText,
  type View,
  type ViewTable,
  viewCell,
  viewFinding,
  viewReport,
  viewSentence,
  viewTable,
  viewText,
} from "./view.ts";

export type PdfOptions = { readonly catalogue: Catalogue; readonly renderFigure: FigureRenderer };

/** A report as the template takes it: its data, and its figures by name. Nothing in it is a function, so threads can hand it on. */
export type Sheet = {
  readonly data: string;
  readonly figures: ReadonlyMap<string, string>;
  /** Seconds since 1970 that the PDF states as the time of its making: the day of the report, never that of the clock. */
  readonly madeAt: number;
};

/**
 * The report as data for the template: text is never Typst code, so nothing has to be escaped. Characters that no font of
 * ours can show are left out as `[…]`, so that the machine's own fonts are never asked.
 */
export function composePdf(
  report: Report,
  { catalogue, renderFigure }: PdfOptions,
  characters: ReadonlySet<number>,
): Sheet {
  const view = viewReport(report, catalogue);
  const { message, locale } = catalogue;
  const figures = new Map<string, string>();
  const show = (text: string) => showable(text, characters);
  const composer: Composer = { view, show, renderFigure, figures };
  const period = formatPeriod(report.period, catalogue);
  const data = {
    families: pdfFamilies.map(({ family }) => family),
    lang: locale,
    date: report.asOf.split("-").map(Number),
    title: show(textIn(report.title, locale)),
    territory: show(textIn(report.territory, locale)),
    period,
    invented: report.invented ? message("page.invented") : "",
    inventedNote: message("page.invented-note"),
    facts: [
      [message("page.as-of"), formatPeriod(report.asOf, catalogue)],
      [message("page.book"), show(report.book)],
      [message("page.book-sha256"), report.bookSha256],
      [message("page.version"), report.version],
    ],
    digest: report.bookSha256.slice(0, 12),
    asOf: `${message("page.as-of")}: ${formatPeriod(report.asOf, catalogue)}`,
    contents: message("page.contents"),
    verify: message("page.verify-print", { mark: "C1" }),
    page: getMessageParts(catalogue, "page.of"),
    sections: report.sections.map(({ id, blocks }) => ({
      anchor: anchorOf("section", id),
      title: message(`section.${id}`),
      annex: id === "annex",
      blocks: [
        ...blocks.map((block) => composeBlock(composer, block)),
        ...(id === "annex" ? annexBlocks(composer) : []),
      ],
    })),
  };
  return { data: JSON.stringify(data), figures, madeAt: Date.parse(`${report.asOf}T00:00:00Z`) / 1000 };
}

type Composer = {
  readonly view: View;
  readonly show: (text: string) => string;
  readonly renderFigure: FigureRenderer;
  readonly figures: Map<string, string>;
};

function showable(text: string, characters: ReadonlySet<number>): string {
  let shown = "";
  let left = false;
  for (const character of text) {
    const known = character === "\n" || characters.has(character.codePointAt(0) ?? 0);
    if (known) shown += character;
    else if (!left) shown += "[\u2026]";
    left = !known;
  }
  return shown;
}

function composeBlock(composer: Composer, block: Block): unknown {
  const { view } = composer;
  switch (block.kind) {
    case "sentence":
      return { kind: "sentence", words: inlines(composer, viewSentence(view, block.sentence)) };
    case "heading":
      return { kind: "heading", words: composer.show(plainText(viewCell(view, block.words))) };
    case "glance":
      return { kind: "glance", items: block.items.map((item) => composeGlance(composer, item)) };
    case "table":
      return composePrinted(composer, block.table);
    case "figure":
      return composeFigure(composer, block);
  }
}

function composeGlance(composer: Composer, item: Extract<Block, { kind: "glance" }>["items"][number]): unknown {
  const { view } = composer;
  const finding = getFinding(view.report, item.finding);
  const { result } = finding;
  const ranged = (result.kind === "estimate" && result.low < result.high) || result.kind === "sum";
  return {
    value: inlines(composer, [viewFinding(view, finding, "value")]),
    small: result.kind === "missing" || result.kind === "words",
    interval: ranged ? inlines(composer, [viewFinding(view, finding, "interval")]) : [],
    words: inlines(composer, viewSentence(view, item.words)),
  };
}

function composeFigure(composer: Composer, { figure, table }: Extract<Block, { kind: "figure" }>): unknown {
  const { view, show } = composer;
  const { catalogue, locale } = view;
  const drawn = drawOnPaper(figure, (part) =>
    composer.renderFigure(part, { locale, catalogue, width: figureWidths.wide }),
  );
  return {
    kind: "figure",
    title: inlines(composer, [viewText(figure.title, locale)]),
    pictures: drawn.map(({ svg, width, height, description, texts }, part) => {
      const file = part === 0 ? anchorOf("figure", figure.id) : `${anchorOf("figure", figure.id)}-${part + 1}`;
      composer.figures.set(file, svg);
      return {
        file: `${file}.svg`,
        ...{ width, height },
        alt: show(description),
        texts: texts.map((text) => ({ ...text, text: show(text.text) })),
      };
    }),
    table: composePrinted(composer, table),
  };
}

/** A table, or where a long one can be read. */
function composePrinted(composer: Composer, table: Table): unknown {
  const { view } = composer;
  if (table.isLong !== true) return composeTable(composer, viewTable(view, table));
  const words = viewSentence(view, { key: "page.table-elsewhere", values: { caption: table.caption } });
  return { kind: "sentence", words: inlines(composer, words) };
}

function composeTable(composer: Composer, table: ViewTable): unknown {
  return {
    kind: "table",
    caption: inlines(composer, table.caption),
    columns: table.columns.map(({ title, align }) => ({ title: inlines(composer, title), align })),
    shares: columnShares(table),
    rows: table.rows.map(({ anchor, cells }) => ({ anchor, cells: cells.map((cell) => inlines(composer, cell)) })),
  };
}

/** Columns get room by how much they hold: the square root keeps a long note from taking all of it. */
function columnShares(table: ViewTable): number[] {
  return table.columns.map(({ title }, column) => {
    let most = longestWord(plainText(title));
    let sum = 0;
    for (const { cells } of table.rows) {
      const text = plainText(cells[column] ?? []);
      most = Math.max(most, Math.min(22, longestWord(text)));
      sum += text.length;
    }
    const mean = sum / Math.max(1, table.rows.length);
    return Math.max(4, Math.round(most), Math.round(2.6 * Math.sqrt(mean)));
  });
}

function longestWord(text: string): number {
  return Math.max(0, ...text.split(/[\s\u1000-\u109f]+/).map((word) => word.length));
}

/** The annex is most of the pages: its cells are as few pieces as they can be, and its own marks are no links. */
function annexBlocks(composer: Composer): unknown[] {
  // How each finding was made stands on the page and in the data package; on paper it would be half of the pages.
  const parts = viewAnnex(composer.view).filter(({ table }) => table.id !== "annex-findings");
  return parts.flatMap(({ title, note, table }) => [
    { kind: "heading", words: title },
    { kind: "sentence", words: inlines(composer, [{ kind: "words", text: note }]) },
    {
      kind: "table",
      small: true,
      caption: [],
      columns: table.columns.map(({ title: column, align }) => ({ title: inlines(composer, column), align })),
      shares: columnShares(table),
      rows: table.rows.map(({ anchor, cells }) => ({
        anchor,
        cells: cells.map((cell) => inlines(composer, mergeText(cell))),
      })),
    },
  ]);
}

/** Neighbouring words become one, lines become line breaks in it; badges and addresses stay what they are. */
function mergeText(cell: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  const push = (text: string) => {
    const last = merged.at(-1);
    if (last?.kind === "words") merged[merged.length - 1] = { kind: "words", text: last.text + text };
    else merged.push({ kind: "words", text });
  };
  for (const inline of cell) {
    if (inline.kind === "lines") {
      for (const [index, line] of inline.lines.entries()) {
        if (index > 0) push("\n");
        for (const part of mergeText(line)) {
          if (part.kind === "words") push(part.text);
          else merged.push(part);
        }
      }
    } else if (inline.kind === "badge" || inline.kind === "link") merged.push(inline);
    else if (inline.kind === "marks") push(inline.marks.map(({ text }) => text).join(" "));
    else if (inline.kind === "source") push(`${inline.text} (${inline.mark.text})`);
    else push(inline.kind === "code" ? breakable(inline.text) : inline.text);
  }
  return merged;
}

/** A zero-width space after each sign lets long identifiers break. */
function breakable(code: string): string {
  return code.replace(/[/|]/g, "$&\u200b");
}

function inlines(composer: Composer, list: readonly Inline[]): unknown[] {
  return list.map((inline) => composeInline(composer, inline));
}

function composeInline(composer: Composer, inline: Inline): unknown {
  const { show } = composer;
  switch (inline.kind) {
    case "words":
      return { kind: "words", text: show(inline.text), lang: inline.lang ?? "" };
    case "finding":
      return { kind: "words", text: show(inline.text), lang: "" };
    case "badge":
      return { kind: "badge", family: inline.badge.family, value: inline.badge.value, text: show(inline.text) };
    case "code":
      return { kind: "code", text: show(breakable(inline.text)) };
    case "marks":
      return { kind: "marks", marks: inline.marks.map((mark) => composeMark(composer, mark)) };
    case "link":
      return {
        kind: "link",
        text: show(inline.text.replace(/[/?&=._-]/g, "$&\u200b")),
        url: safeUrl(inline.url) ?? "",
      };
    case "source":
      return { kind: "source", text: show(inline.text), mark: composeMark(composer, inline.mark) };
    case "lines":
      return { kind: "lines", lines: inline.lines.map((line) => inlines(composer, line)) };
  }
}

function composeMark({ show }: Composer, { text, anchor }: Mark): unknown {
  return { text: show(text), anchor };
}
