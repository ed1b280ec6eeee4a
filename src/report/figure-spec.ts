import type { Verdict } from "../model/statement.ts";
import type { Text } from "../model/text.ts";

/** One claim as a dot: its figure, its range if it states one, and whose it is. */
export type ClaimDot = {
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Short name of the source. */
  readonly label: string;
  /** True when the claim only repeats another one. */
  readonly echo: boolean;
};

/** A place on the map, in degrees; `marked` is the one that the book is about. */
export type FlowPlace = {
  readonly id: string;
  readonly label: Text;
  readonly longitude: number;
  readonly latitude: number;
  readonly marked: boolean;
};

/** What a figure draws. Numbers come out of findings and claims alone; words out of the catalogue and the book. */
export type FigureSpec =
  /** Estimates by period as bands, every claim as a dot with its source. */
  | {
      readonly kind: "estimates";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly scale: "linear" | "log";
      readonly rows: readonly {
        readonly label: Text;
        readonly value: number;
        readonly low: number;
        readonly high: number;
        readonly dots: readonly ClaimDot[];
      }[];
    }
  /** Prices over time, one panel a market, dated events across. */
  | {
      readonly kind: "prices";
      readonly id: string;
      readonly title: Text;
      readonly panels: readonly {
        readonly title: Text;
        readonly unit: string;
        readonly lines: readonly {
          readonly label: Text;
          readonly points: readonly {
            readonly date: string;
            readonly value: number;
            readonly low: number;
            readonly high: number;
          }[];
        }[];
      }[];
      readonly events: readonly { readonly date: string; readonly label: Text }[];
    }
  /** From tonnes times rate to money: three steps, each with its interval. */
  | {
      readonly kind: "chain";
      readonly id: string;
      readonly title: Text;
      readonly steps: readonly {
        readonly label: Text;
        readonly unit: string;
        readonly value: number;
        readonly low: number;
        readonly high: number | undefined;
        readonly atLeast: boolean;
      }[];
    }
  /** Counts of the same thing under different rules, side by side. */
  | {
      readonly kind: "counts";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly bars: readonly {
        readonly label: Text;
        readonly rule: Text;
        readonly value: number;
        readonly low: number;
        readonly high: number;
      }[];
    }
  /** Each statement's figure against the estimate's interval and the span of the sources, every row on its own relative axis. */
  | {
      readonly kind: "verdicts";
      readonly id: string;
      readonly title: Text;
      readonly rows: readonly {
        readonly label: Text;
        readonly verdict: Verdict;
        readonly unit: string;
        readonly figure: number;
        /** Ends of the range that the text states; both or neither. */
        readonly figureLow?: number;
        readonly figureHigh?: number;
        readonly low: number;
        readonly high: number;
        readonly spanLow: number;
        readonly spanHigh: number;
        readonly claims: readonly number[];
      }[];
    }
  /** Who supplies whom, on the map; one panel a stage, every panel as near as its places allow. */
  | {
      readonly kind: "flows";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly panels: readonly {
        readonly title: Text;
        readonly places: readonly FlowPlace[];
        /** `from` and `to` are ids of places; the width of an arrow is the value. */
        readonly flows: readonly {
          readonly from: string;
          readonly to: string;
          readonly value: number;
          readonly low: number;
          readonly high: number;
        }[];
      }[];
    }
  /** Who stands highest: an estimate a row, and the probability of each rank. */
  | {
      readonly kind: "ranks";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly rows: readonly {
        readonly label: Text;
        readonly value: number;
        readonly low: number;
        readonly high: number;
        /** Probability of being first, second ...; 0..1, one for each row. */
        readonly probabilities: readonly number[];
      }[];
    };
