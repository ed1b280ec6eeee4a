/** A central value with the ends of its interval, all in one unit; low <= value <= high. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };
