import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, loadCatalogue } from "./catalogue.ts";
import { writeDataPackage } from "./data-package.ts";
import type { DataRows } from "./data-rows.ts";
import { renderFigure } from "./figure/render-figure.ts";
import { type Fonts, loadFonts } from "./fonts.ts";
import { setInThread } from "./press.ts";
import { type FigureRenderer, figureWidths, renderHtml } from "./render-html.ts";
import { composePdf } from "./render-pdf.ts";
import type { Report } from "./report.ts";
import { manifestFormat, type ReportFiles } from "./report-files.ts";

/** What a report is made with; out of this folder unless a test hands in its own. */
export type RenderMeans = {
  readonly catalogue: (locale: string) => Catalogue;
  readonly renderFigure: FigureRenderer;
  readonly fonts: Fonts;
  readonly style: string;
  readonly template: string;
};

/**
 * All files of a report. The first locale has the plain names (`index.html`, `report.pdf`, `figures/ID.svg`), each other
 * one its code before the ending (`index.my.html`). The same report gives the same bytes.
 */
export async function renderReport(
  report: Report,
  rows: DataRows,
  { locales }: { readonly locales: readonly string[] },
  means: RenderMeans = loadMeans(),
): Promise<ReportFiles> {
  const files = new Map<string, Uint8Array>();
  const fileOf = (name: string, ending: string, locale: string) =>
    locale === locales[0] ? `${name}.${ending}` : `${name}.${locale}.${ending}`;
  const catalogues = locales.map(means.catalogue);
  const pdfs = startPdfs(report, catalogues, means);
  for (const catalogue of catalogues) {
    const { locale } = catalogue;
    const figureFile = (id: string) => fileOf(`figures/${id.replace(/[^A-Za-z0-9._-]/g, "-")}`, "svg", locale);
    const others = catalogues
      .filter((other) => other !== catalogue)
      .map((other) => ({
        locale: other.locale,
        file: fileOf("index", "html", other.locale),
        words: other.message("page.in-language"),
      }));
    const page = renderHtml(report, {
      catalogue,
      renderFigure: means.renderFigure,
      style: means.style,
      fonts: means.fonts.web,
      figureFile,
      pdfFile: fileOf("report", "pdf", locale),
      others,
    });
    files.set(fileOf("index", "html", locale), encode(page));
    for (const { blocks } of report.sections) {
      for (const block of blocks) {
        if (block.kind !== "figure") continue;
        const options = { locale, catalogue, width: figureWidths.wide, title: true };
        files.set(figureFile(block.figure.id), encode(means.renderFigure(block.figure, options)));
      }
    }
  }
  for (const { file, bytes } of means.fonts.web) files.set(`fonts/${file}`, bytes);
  for (const [file, bytes] of means.fonts.licences) files.set(`fonts/${file}`, bytes);
  for (const [path, bytes] of writeDataPackage(report, rows)) files.set(path, bytes);
  for (const [locale, pdf] of await pdfs) files.set(fileOf("report", "pdf", locale), pdf);
  return withManifest(report, locales, files);
}

/** Read what a report is made with: catalogues, style, template, and the fonts of the installed packages. */
export function loadMeans(): RenderMeans {
  const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");
  return {
    catalogue: loadCatalogue,
    renderFigure,
    fonts: loadFonts(),
    style: read("style.css"),
    template: read("report.typ"),
  };
}

/** The SHA-256 of bytes in hexadecimal digits. */
function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Adds `manifest.json`, which lists every other file, and `SHA256SUMS`, which `sha256sum --check` reads. */
function withManifest(report: Report, locales: readonly string[], files: ReadonlyMap<string, Uint8Array>): ReportFiles {
  const paths = [...files.keys()].sort();
  const listed = paths.map((path) => {
    const bytes = files.get(path) ?? new Uint8Array();
    return { path, bytes: bytes.byteLength, sha256: sha256(bytes) };
  });
  const manifest = encode(
    `${JSON.stringify(
      {
        format: manifestFormat,
        version: report.version,
        book: report.book,
        bookSha256: report.bookSha256,
        invented: report.invented,
        period: report.period,
        asOf: report.asOf,
        locales,
        files: listed,
      },
      null,
      2,
    )}\n`,
  );
  const sums = [...listed, { path: "manifest.json", sha256: sha256(manifest) }];
  const lines = sums.map((file) => `${file.sha256}  ${file.path}\n`).join("");
  const ordered = paths.map((path): [string, Uint8Array] => [path, files.get(path) ?? new Uint8Array()]);
  return new Map([...ordered, ["manifest.json", manifest], ["SHA256SUMS", encode(lines)]]);
}

/** The PDFs are set in threads while the pages are rendered here. */
function startPdfs(
  report: Report,
  catalogues: readonly Catalogue[],
  { fonts, template, renderFigure }: RenderMeans,
): Promise<(readonly [locale: string, pdf: Uint8Array])[]> {
  return Promise.all(
    catalogues.map(async (catalogue) => {
      const sheet = composePdf(report, { catalogue, renderFigure }, fonts.characters);
      return [catalogue.locale, await setInThread({ sheet, fonts: fonts.pdf, template })] as const;
    }),
  );
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
