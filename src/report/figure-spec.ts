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
    }
  /** What may come over time, a panel each: medians with their bands. All panels have one scale. */
  | {
      readonly kind: "fan";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      /** The panels that are drawn, from and before these places; all where it is not said. */
      readonly shown?: readonly [from: number, before: number];
      readonly panels: readonly {
        readonly title: Text;
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
    }
  /** How far an outcome moves when one parameter goes through its interval; one panel an outcome. */
  | {
      readonly kind: "tornado";
      readonly id: string;
      readonly title: Text;
      readonly panels: readonly {
        readonly title: Text;
        readonly unit: string;
        /** The outcome's median. */
        readonly value: number;
        readonly rows: readonly {
          readonly label: Text;
          readonly low: number;
          readonly high: number;
          /** Whether the outcome grows with the parameter. */
          readonly rises: boolean;
        }[];
      }[];
    }
  /** One quantity against another, with its band, and the point where it turns. */
  | {
      readonly kind: "curve";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly across: { readonly label: Text; readonly unit: string };
      readonly lines: readonly {
        readonly label: Text;
        readonly points: readonly {
          readonly at: number;
          readonly value: number;
          readonly low: number;
          readonly high: number;
        }[];
      }[];
      /** On the axis across; undefined where nothing turns. */
      readonly turn:
        | { readonly label: Text; readonly value: number; readonly low: number; readonly high: number }
        | undefined;
    }
  /** Gains and losses about zero, a panel each with a scale of its own. */
  | {
      readonly kind: "gains";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly panels: readonly {
        readonly title: Text;
        readonly rows: readonly {
          readonly label: Text;
          readonly value: number;
          readonly low: number;
          readonly high: number;
        }[];
      }[];
    }
  /** What was computed beside what was observed. */
  | {
      readonly kind: "backtest";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly rows: readonly {
        readonly label: Text;
        readonly value: number;
        readonly low: number;
        readonly high: number;
        readonly observed: { readonly value: number; readonly low: number; readonly high: number };
        /** Whether the observed value lies between low and high. */
        readonly hit: boolean;
      }[];
    }
  /** From one record to the next by what explains their difference: records as lines, the parts between them as steps. */
  | {
      readonly kind: "bridge";
      readonly id: string;
      readonly title: Text;
      readonly unit: string;
      readonly steps: readonly {
        readonly label: Text;
        /** A record stands where its value is; a part is a signed change that begins where the step before it ended. */
        readonly role: "record" | "part";
        readonly value: number;
        readonly low: number;
        readonly high: number;
      }[];
    };
