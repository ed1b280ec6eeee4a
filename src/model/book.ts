import type { Claim } from "./claim.ts";
import type { BalanceConstraint, BalanceQuantity } from "./constraint.ts";
import type { Exposure } from "./exposure.ts";
import type { Gap } from "./gap.ts";
import type { GradeTable } from "./grade.ts";
import type { Indicator } from "./indicator.ts";
import type { MarketPlan } from "./market-plan.ts";
import type { MarketRecord } from "./market-record.ts";
import type { Parameter } from "./parameter.ts";
import type { Plan } from "./plan.ts";
import type { Register } from "./register.ts";
import type { Source } from "./source.ts";
import type { StatementDocument } from "./statement.ts";
import type { Text } from "./text.ts";

/** A folder of plain text about one territory, read and checked. It is the truth; all else is derived from it. */
export type Book = {
  readonly id: string;
  readonly title: Text;
  readonly territory: Text;
  /** True when the data are invented; then every output says so. */
  readonly invented: boolean;
  /** Quarter reported when none is asked for. */
  readonly period: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Names of places, commodities and bases, by code; out of `terms.yaml`. */
  readonly terms: {
    readonly places: ReadonlyMap<string, Text>;
    readonly commodities: ReadonlyMap<string, Text>;
    readonly bases: ReadonlyMap<string, Text>;
  };
  readonly grades: GradeTable;
  /** Claims of `claims/*.csv` and of `series/*.csv`, in the order of their files. */
  readonly claims: readonly Claim[];
  readonly documents: readonly StatementDocument[];
  readonly quantities: readonly BalanceQuantity[];
  readonly constraints: readonly BalanceConstraint[];
  readonly gaps: readonly Gap[];
  /** Figures that the book's models compute with, by id, in the order of `parameters.yaml`; empty where the book has none. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The network through which origins are traced; undefined where the book has no `exposure.yaml`. */
  readonly exposure: Exposure | undefined;
  /** What moves the market of that network over months; undefined where the book has no `market.yaml`. */
  readonly market: MarketPlan | undefined;
  /** A run of that market that the book keeps; undefined where it keeps none. */
  readonly marketRecord: MarketRecord | undefined;
  /** What the authority keeps about permits and levies; undefined where the book has no `register/`. */
  readonly register: Register | undefined;
  /** What the report shows, out of `report.yaml`. */
  readonly plan: Plan;
  /** Every file of the book with its SHA-256, sorted by path. */
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  /** SHA-256 over the paths and digests of all files. */
  readonly sha256: string;
};
