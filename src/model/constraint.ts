import type { Question } from "./question.ts";

/** A quantity of the balance: a question of the book, observed or (without claims) unknown. */
export type BalanceQuantity = {
  readonly name: string;
  readonly question: Question;
  readonly line: number;
};

/** An equation that ties quantities, written with their names, in base units (t, 1, USD, CNY ...). */
export type BalanceConstraint = {
  readonly id: string;
  readonly equation: string;
  readonly why: string;
  readonly line: number;
};
