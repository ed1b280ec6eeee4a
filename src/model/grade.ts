/** How much a source is worth: A official or the legal notice itself, down to E anonymous or machine-written. */
export type Grade = "A" | "B" | "C" | "D" | "E";

/** All grades, the best first. */
export const allGrades: readonly Grade[] = ["A", "B", "C", "D", "E"];

/** Pedigree scores 1 (best) to 5: reliability, completeness, time, place, technology (ecoinvent 3). */
export type Pedigree = readonly [number, number, number, number, number];

/** Words that a source puts before its figure. `exactly` when it uses none. */
export type Qualifier = "exactly" | "about" | "over" | "nearly" | "atleast" | "upto";

/** The choices behind the uncertainty of a claim, out of `grades.yaml`: data, with their reason. */
export type GradeTable = {
  /** Standard deviation of ln. */
  readonly grades: Readonly<Record<Grade, number>>;
  /** Variance of ln for scores 1..5 of each of the five criteria. */
  readonly pedigree: readonly [
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  /** Standard deviation of ln added by a qualifier other than `exactly`. */
  readonly qualifier: number;
  /** Level of a stated range and of every interval shown, in (0,1). */
  readonly level: number;
  /** |z| beyond which the balance overrules an observation. */
  readonly overrule: number;
  readonly reason: string;
};
