import type { Claim } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { Source } from "../model/source.ts";
import type { Text } from "../model/text.ts";
import type { FigureSpec } from "./figure-spec.ts";

/** One quarter's findings, in order. Renderers show it; they never recompute it. */
export type Report = {
  readonly book: string;
  readonly title: Text;
  readonly territory: Text;
  readonly period: string;
  /** The day whose knowledge the report shows: claims that entered the book later are left out. */
  readonly asOf: string;
  /** True when the data are invented: every page says so. */
  readonly invented: boolean;
  readonly bookSha256: string;
  readonly version: string;
  readonly sections: readonly Section[];
  /** Every finding that a section names, and those it was computed from. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Claims behind those findings, in the annex's order. */
  readonly claims: ReadonlyMap<string, Claim>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Names by `place/CODE`, `commodity/CODE`, `basis/CODE` and `indicator/ID`. */
  readonly names: ReadonlyMap<string, Text>;
};

/** The sections, in the order of the report. */
export type SectionId =
  | "at-a-glance"
  | "production"
  | "levy"
  | "revenue"
  | "sites"
  | "prices"
  | "buyers"
  | "dependence"
  | "market"
  | "other-supply"
  | "statements"
  | "conflicts"
  | "limits"
  | "annex";

/** The title of a section is the catalogue's `section.ID`. */
export type Section = { readonly id: SectionId; readonly blocks: readonly Block[] };

export type Block =
  /** A paragraph made from the catalogue. */
  | { readonly kind: "sentence"; readonly sentence: Sentence }
  /** A sub-heading with the book's or the catalogue's words. */
  | { readonly kind: "heading"; readonly words: Cell }
  /** Key figures side by side: value large, words small. */
  | { readonly kind: "glance"; readonly items: readonly { readonly finding: string; readonly words: Sentence }[] }
  | { readonly kind: "table"; readonly table: Table }
  /** A picture; the table beside it shows the same findings. */
  | { readonly kind: "figure"; readonly figure: FigureSpec; readonly table: Table };

/** A message of the catalogue with the cells that fill its `{names}`. It never holds a typed-in number. */
export type Sentence = { readonly key: string; readonly values: Readonly<Record<string, Cell>> };

/** `id` is unique in the report (an anchor, a file name); column titles and caption are catalogue keys or the book's words. */
export type Table = {
  readonly id: string;
  /** Too long to print: on paper its caption says that it stands on the page and in the data package. */
  readonly isLong?: boolean;
  readonly caption: Cell;
  readonly columns: readonly { readonly title: Cell; readonly align: "start" | "end" }[];
  readonly rows: readonly (readonly Cell[])[];
};

export type Cell =
  /** A finding's result: `value` alone, `interval` alone, or `full`: value with unit and interval, "at least", or why it is missing. */
  | { readonly kind: "finding"; readonly finding: string; readonly show: "value" | "interval" | "full" }
  /** A word of the catalogue, e.g. `agreement.contested`. */
  | { readonly kind: "message"; readonly sentence: Sentence }
  /** Words of the book. */
  | { readonly kind: "text"; readonly text: Text }
  /** A period or day, shown in words. */
  | { readonly kind: "period"; readonly period: string }
  /** A code, shown as it is. */
  | { readonly kind: "code"; readonly code: string }
  /** A claim's figure as its source printed it. */
  | { readonly kind: "printed"; readonly claim: string }
  /** Links to the annex. */
  | { readonly kind: "claims"; readonly claims: readonly string[] }
  | { readonly kind: "source"; readonly source: string }
  /** Several cells one under another. */
  | { readonly kind: "stack"; readonly cells: readonly Cell[] };
