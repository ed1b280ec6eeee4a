import type { QuestionPattern } from "./question.ts";
import type { Text } from "./text.ts";

/** A titled group of questions that stand together in one table: one row a question. */
export type PlanGroup = {
  readonly id: string;
  readonly title: Text;
  readonly question: QuestionPattern;
  readonly note: Text | undefined;
};

/** What the report shows: for each finding, which of the book's questions it reads. Out of `report.yaml`. */
export type Plan = {
  readonly exports: {
    readonly groups: readonly PlanGroup[];
    /** Months before and after an event (a claim on a text indicator). */
    readonly around: { readonly event: string; readonly groups: readonly PlanGroup[] };
  };
  readonly shares: { readonly groups: readonly PlanGroup[] };
  readonly unitValue: {
    readonly groups: readonly PlanGroup[];
    /** Unit values computed from a value and a mass of the same period. */
    readonly ratios: readonly {
      readonly id: string;
      readonly title: Text;
      readonly value: QuestionPattern;
      readonly mass: QuestionPattern;
    }[];
  };
  readonly levyRate: { readonly groups: readonly PlanGroup[] };
  /** Undefined where the territory takes no levy by mass. */
  readonly levyDue:
    | {
        /** The rate that is applied, money per mass. */
        readonly rate: QuestionPattern;
        /** The mass of each month of the period; a month without claims is missing. */
        readonly mass: QuestionPattern;
        /** A larger flow that contains `mass`, month by month: an upper bound where `mass` is missing. */
        readonly bound: QuestionPattern | undefined;
        /** What the same rate would bring on the mass of other periods. */
        readonly comparisons: readonly PlanGroup[];
        /** Gaps that say why levy received and levy allocated are not there; undefined where the book's register has receipts. */
        readonly gaps: { readonly received: string; readonly allocated: string } | undefined;
        /** What the reader must know of rate and period, for instance since when the rate is in force. */
        readonly note: Text | undefined;
      }
    | undefined;
  readonly sites: { readonly groups: readonly PlanGroup[] };
  readonly harm: { readonly groups: readonly PlanGroup[] };
  readonly prices: {
    /** One panel a market: prices of one market are never drawn in another's panel. */
    readonly markets: readonly { readonly id: string; readonly title: Text; readonly groups: readonly PlanGroup[] }[];
    /** Changes of prices as published, in tables of their own: they are no prices. */
    readonly changes: readonly PlanGroup[];
    /** Claims on text indicators, dated, drawn as events. */
    readonly events: readonly string[];
  };
  readonly buyers: { readonly groups: readonly PlanGroup[] };
  readonly otherSupply: { readonly groups: readonly PlanGroup[] };
};
