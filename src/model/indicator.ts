import type { Text } from "./text.ts";
import type { Unit } from "./unit.ts";

/** The working scale: `log` for positive quantities, `logit` for shares strictly inside (0,1), `linear` for signed changes, `text` for events and words. */
export type Scale = "log" | "logit" | "linear" | "text";

/** What is measured, in which unit, on which scale, and what exactly it means. */
export type Indicator = {
  readonly id: string;
  readonly name: Text;
  readonly unit: Unit;
  readonly scale: Scale;
  /** No value can lie below; intervals are cut there. Undefined where the scale itself knows the bound, or there is none. */
  readonly least: number | undefined;
  readonly definition: string;
  readonly line: number;
};
