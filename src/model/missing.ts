/** Why a value is not there. Never null, NaN or 0. */
export type MissingReason = "not-published" | "not-collected" | "not-applicable" | "withheld" | "unknown";

/** All reasons, in the order in which they are listed. */
export const allMissingReasons: readonly MissingReason[] = [
  "not-published",
  "not-collected",
  "not-applicable",
  "withheld",
  "unknown",
];
