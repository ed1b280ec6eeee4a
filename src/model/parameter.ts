import type { QuestionPattern } from "./question.ts";
import type { Text } from "./text.ts";

/** How an assumption is drawn, in the parameter's unit. `triangular` peaks at `value`; `lognormal` has 90 % between low and high. */
export type AssumedDistribution =
  | { readonly kind: "fixed"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "triangular"; readonly low: number; readonly value: number; readonly high: number }
  | { readonly kind: "lognormal"; readonly low: number; readonly high: number };

/** Where a parameter's figure comes from: claims of the book, or an assumption that says so and why. */
export type ParameterOrigin =
  | { readonly kind: "evidence"; readonly question: QuestionPattern }
  | {
      readonly kind: "assumption";
      readonly distribution: AssumedDistribution;
      readonly reason: Text;
      /** The assumption's number in the collection that it was carried over from; may be empty. */
      readonly record: string;
    };

/** One input of a model of the book: a figure that is either evidence or marked as an assumption. Out of `parameters.yaml`. */
export type Parameter = {
  readonly id: string;
  readonly label: Text;
  /** Text of the unit; `1` for a share. */
  readonly unit: string;
  readonly origin: ParameterOrigin;
  readonly line: number;
};
