import type { Book } from "../model/book.ts";

/** What every export says of the book that it comes from. */
export type ExportHead = {
  readonly book: string;
  readonly title: string;
  readonly territory: string;
  /** The day up to which rows of the register were known. */
  readonly asOf: string;
  /** The days that are exported, both included; undefined for all that there are. */
  readonly period: { readonly text: string; readonly start: string; readonly end: string } | undefined;
  readonly bookSha256: string;
  readonly invented: boolean;
  /** Who collects the revenue; empty where the user did not say. */
  readonly authority: string;
  /** The same in words, a line each, without any line break in a line. */
  readonly lines: readonly string[];
};

/** The head of an export out of a book. */
export function makeExportHead(
  { id, title, territory, invented, sha256 }: Book,
  { asOf, period, authority }: Pick<ExportHead, "asOf" | "period" | "authority">,
): ExportHead {
  const lines = [
    `${title.en}: the register of ${territory.en} as of ${asOf}`,
    ...(period === undefined ? [] : [`Period: ${period.text}`]),
    ...(invented ? ["The data are invented and describe no real place."] : []),
    `SHA-256 of the book: ${sha256}`,
  ].map((line) => line.replace(/\s+/g, " "));
  return {
    book: id,
    title: title.en,
    territory: territory.en,
    asOf,
    period,
    bookSha256: sha256,
    invented,
    authority,
    lines,
  };
}
