import { textIn } from "../model/text.ts";
import { viewAnnex } from "./annex.ts";
import type { Catalogue } from "./catalogue.ts";
import type { FigureSpec } from "./figure-spec.ts";
import type { WebFont } from "./fonts.ts";
import { formatPeriod } from "./format.ts";
import { type Html, html, safeUrl, trusted } from "./html.ts";
import type { Block, Report, Section } from "./report.ts";
import {
  anchorOf,
  type Badge,
  getFinding,
  type Inline,
  type Mark,
  type View,
  type ViewTable,
  viewCell,
  viewFinding,
  viewReport,
  viewSentence,
  viewTable,
  viewText,
} from "./view.ts";

/** Draws a figure as a standalone SVG; `render-figure.ts` is the one that is used. */
export type FigureRenderer = (
  spec: FigureSpec,
  options: { readonly locale: string; readonly catalogue: Catalogue; readonly width: number; readonly title?: boolean },
) => string;

export type HtmlOptions = {
  readonly catalogue: Catalogue;
  readonly renderFigure: FigureRenderer;
  readonly style: string;
  readonly fonts: readonly WebFont[];
  /** Name of a figure's own file. */
  readonly figureFile: (id: string) => string;
  readonly pdfFile: string;
  /** The same report in other languages. */
  readonly others: readonly { readonly locale: string; readonly file: string; readonly words: string }[];
};

/** Widths in pixels at which each figure is drawn: for a desk and for a phone. */
export const figureWidths = { wide: 720, narrow: 340 } as const;

/** The report as one page without any script. */
export function renderHtml(report: Report, options: HtmlOptions): string {
  const view = viewReport(report, options.catalogue);
  const { locale, message } = options.catalogue;
  const title = `${textIn(report.title, locale)}: ${formatPeriod(report.period, options.catalogue)}`;
  const page = html`<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="generator" content="Lodebook ${report.version}">
<title>${report.invented ? `${message("page.invented")}. ` : ""}${title}</title>
${options.others.map(({ locale: other, file }) => html`<link rel="alternate" hreflang="${other}" href="${file}">\n`)}<style>
${trusted(options.fonts.map(fontFace).join(""))}${trusted(options.style)}</style>
</head>
<body>
<a class="skip" href="#report">${message("page.skip")}</a>
${banner(view)}<div class="page">
${header(view, options)}
${contents(view)}
<main id="report" tabindex="-1">
${report.sections.map((section) => renderSection(view, section, options))}</main>
${footer(view)}
</div>
</body>
</html>
`;
  return page.html;
}

function fontFace({ file, family, weight, range }: WebFont): string {
  return `@font-face { font-family: "${family}"; font-style: normal; font-weight: ${weight}; font-display: swap; src: url("fonts/${file}") format("woff2"); unicode-range: ${range}; }\n`;
}

function banner({ report, catalogue }: View): Html | undefined {
  if (!report.invented) return undefined;
  return html`<aside class="invented" aria-label="${catalogue.message("page.invented")}"><p><strong>${catalogue.message("page.invented")}.</strong> ${catalogue.message("page.invented-note")}</p></aside>
`;
}

function header(view: View, { pdfFile, others }: HtmlOptions): Html {
  const { report, catalogue, locale } = view;
  const { message } = catalogue;
  return html`<header class="masthead">
<p class="territory">${renderInline(viewText(report.territory, locale))}</p>
<h1>${renderInline(viewText(report.title, locale))}</h1>
<p class="period">${formatPeriod(report.period, catalogue)}</p>
<dl class="facts">
<div><dt>${message("page.as-of")}</dt><dd><time datetime="${report.asOf}">${formatPeriod(report.asOf, catalogue)}</time></dd></div>
<div><dt>${message("page.book")}</dt><dd><code>${report.book}</code></dd></div>
<div class="wide"><dt>${message("page.book-sha256")}</dt><dd><code class="digest">${report.bookSha256}</code></dd></div>
</dl>
<ul class="files" aria-label="${message("page.files")}">
<li><a href="${pdfFile}">${message("page.file-pdf")}</a></li>
<li><a href="datapackage.json">${message("page.file-data")}</a></li>
<li><a href="manifest.json">${message("page.file-manifest")}</a></li>
${others.map((other) => html`<li><a href="${other.file}" lang="${other.locale}" hreflang="${other.locale}">${other.words}</a></li>\n`)}</ul>
<p class="verify">${message("page.verify", { mark: "F1" })}</p>
</header>`;
}

function contents({ report, catalogue }: View): Html {
  return html`<nav class="contents" aria-labelledby="contents-title">
<h2 id="contents-title">${catalogue.message("page.contents")}</h2>
<ol>
${report.sections.map(({ id }) => html`<li><a href="#${id}">${catalogue.message(`section.${id}`)}</a></li>\n`)}</ol>
</nav>`;
}

function footer({ report, catalogue }: View): Html {
  const { message } = catalogue;
  return html`<footer>
<p>${message("page.version")} ${report.version}. ${message("page.as-of")}: ${formatPeriod(report.asOf, catalogue)}. ${message("page.as-of-note")}</p>
</footer>`;
}

function renderSection(view: View, section: Section, options: HtmlOptions): Html {
  const { message } = view.catalogue;
  const title = message(`section.${section.id}`);
  const invented = view.report.invented ? html`<p class="invented-mark">${message("page.invented")}</p>\n` : undefined;
  return html`<section id="${section.id}" aria-labelledby="${section.id}-title">
${invented}<h2 id="${section.id}-title">${title} <a class="anchor" href="#${section.id}" aria-label="${message("page.section-link")}: ${title}">#</a></h2>
${section.blocks.map((block) => renderBlock(view, block, options))}${section.id === "annex" ? renderAnnex(view) : undefined}</section>
`;
}

function renderBlock(view: View, block: Block, options: HtmlOptions): Html {
  switch (block.kind) {
    case "sentence":
      return html`<p>${renderInlines(viewSentence(view, block.sentence))}</p>\n`;
    case "heading":
      return html`<h3>${renderInlines(viewCell(view, block.words))}</h3>\n`;
    case "glance":
      return html`<ul class="glance">
${block.items.map(({ finding, words }) => {
  const shown = getFinding(view.report, finding);
  const kind = shown.result.kind === "missing" || shown.result.kind === "words" ? "words" : "number";
  return html`<li><p class="value ${kind}">${renderInlines(glanceValue(view, finding))}</p><p class="words">${renderInlines(viewSentence(view, words))}</p></li>\n`;
})}</ul>\n`;
    case "table":
      return renderTable(viewTable(view, block.table));
    case "figure":
      return renderFigureBlock(view, block, options);
  }
}

/** The value large; its interval, where it has one, on a line of its own. */
function glanceValue(view: View, id: string): Inline[] {
  const finding = getFinding(view.report, id);
  const value = viewFinding(view, finding, "value");
  const { result } = finding;
  const ranged = (result.kind === "estimate" && result.low < result.high) || result.kind === "sum";
  return ranged ? [{ kind: "lines", lines: [[value], [viewFinding(view, finding, "interval")]] }] : [value];
}

function renderFigureBlock(
  view: View,
  { figure, table }: Extract<Block, { kind: "figure" }>,
  options: HtmlOptions,
): Html {
  const { catalogue, locale } = view;
  const draw = (size: "wide" | "narrow") => {
    const svg = options.renderFigure(figure, { locale, catalogue, width: figureWidths[size] });
    return html`<div class="${size}">${trusted(inlineSvg(svg, `${figure.id}-${size}`))}</div>\n`;
  };
  return html`<figure id="${anchorOf("figure", figure.id)}">
<figcaption>${renderInline(viewText(figure.title, locale))}</figcaption>
${draw("wide")}${draw("narrow")}<p class="file"><a href="${options.figureFile(figure.id)}">${catalogue.message("page.file-figure")}</a></p>
</figure>
${renderTable(viewTable(view, table))}`;
}

/** The same drawing stands twice on the page, so its ids get a prefix; a declaration has no place inside HTML. */
function inlineSvg(svg: string, prefix: string): string {
  const scope = anchorOf("svg", prefix);
  return svg
    .replace(/^\s*<\?xml[^>]*\?>\s*/, "")
    .replace(/(<[^>]*?\s)id="([^"]*)"/g, (_, before: string, id: string) => `${before}id="${scope}-${id}"`)
    .replace(/\s(aria-labelledby|aria-describedby)="([^"]*)"/g, (_, name: string, ids: string) => {
      const scoped = ids.split(/\s+/).map((id) => `${scope}-${id}`);
      return ` ${name}="${scoped.join(" ")}"`;
    })
    .replace(/(href="|url\()#/g, `$1#${scope}-`);
}

function renderTable(table: ViewTable): Html {
  const id = anchorOf("table", table.id);
  const [first] = table.columns;
  return html`<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-caption">
<table id="${id}">
<caption id="${id}-caption"><span>${renderInlines(table.caption)}</span></caption>
<thead><tr>${table.columns.map(({ title, align }) => html`<th scope="col"${alignment(align)}>${renderInlines(title)}</th>`)}</tr></thead>
<tbody>
${table.rows.map(({ anchor, cells }) => {
  const target = anchor === "" ? undefined : html` id="${anchor}"`;
  return html`<tr${target}>${cells.map((cell, index) =>
    index === 0
      ? html`<th scope="row"${alignment(first?.align ?? "start")}>${renderInlines(cell)}</th>`
      : html`<td${alignment(table.columns[index]?.align ?? "start")}>${renderInlines(cell)}</td>`,
  )}</tr>\n`;
})}</tbody>
</table>
</div>
`;
}

function alignment(align: "start" | "end"): Html | undefined {
  return align === "end" ? html` class="end"` : undefined;
}

function renderAnnex(view: View): Html {
  return html`${viewAnnex(view).map(
    ({ title, note, table }) => html`<h3 id="${table.id}">${title}</h3>\n<p>${note}</p>\n${renderTable(table)}`,
  )}`;
}

function renderInlines(inlines: readonly Inline[]): Html {
  return html`${inlines.map(renderInline)}`;
}

function renderInline(inline: Inline): Html {
  switch (inline.kind) {
    case "words":
      return inline.lang === undefined ? html`${inline.text}` : html`<span lang="${inline.lang}">${inline.text}</span>`;
    case "finding":
      return renderFinding(inline);
    case "badge":
      return renderBadge(inline.badge, inline.text);
    case "code":
      return html`<code>${inline.text}</code>`;
    case "marks":
      return html`<span class="marks">${inline.marks.map((mark, index) => html`${index === 0 ? "" : " "}${renderMark(mark)}`)}</span>`;
    case "link": {
      const url = safeUrl(inline.url);
      return url === undefined
        ? html`${inline.text}`
        : html`<a class="address" href="${url}" rel="noreferrer">${inline.text}</a>`;
    }
    case "source":
      return html`${inline.text} <span class="marks">${renderMark(inline.mark)}</span>`;
    case "lines":
      return html`${inline.lines.map((line) => html`<span class="line">${renderInlines(line)}</span> `)}`;
  }
}

function renderFinding({ id, text, mark, lang }: Extract<Inline, { kind: "finding" }>): Html {
  const language = lang === undefined ? undefined : html` lang="${lang}"`;
  const value = html`<data class="finding" value="${id}" data-finding="${id}"${language}>${text}</data>`;
  if (mark === undefined) return value;
  return html`${value}<sup class="mark"><a href="#${anchorOf("finding", id)}">${mark}</a></sup>`;
}

function renderMark({ text, anchor }: Mark): Html {
  return anchor === "" ? html`${text}` : html`<a href="#${anchor}">${text}</a>`;
}

/** A letter in a box for grades, a drawn sign for agreement and verdicts, and always the words. */
function renderBadge(badge: Badge, text: string): Html {
  const sign = badge.family === "grade" ? html`<b class="letter">${badge.value}</b>` : trusted(badgeSigns[badge.value]);
  return html`<span class="badge ${badge.family} ${badge.value}">${sign} ${text}</span>`;
}

const sign = (shapes: string) =>
  `<svg class="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shapes}</svg>`;
const ring = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>';
const disc = '<circle cx="8" cy="8" r="7" fill="currentColor"/>';
const split =
  '<path d="M8 1 15 8 8 15Z" fill="currentColor"/><path d="M8 1 1 8 8 15" fill="none" stroke="currentColor" stroke-width="2"/>';
const cross = '<path d="M3 3 13 13M13 3 3 13" stroke="currentColor" stroke-width="3"/>';
const dashed =
  '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 3"/>';

const badgeSigns: Readonly<Record<Exclude<Badge["value"], "A" | "B" | "C" | "D" | "E">, string>> = {
  agreed: sign(disc),
  contested: sign(split),
  "single-source": sign(ring),
  supported: sign(disc),
  contradicted: sign(cross),
  unsupported: sign(ring),
  "not-testable": sign(dashed),
};
