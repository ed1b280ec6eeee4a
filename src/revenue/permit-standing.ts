import type { Objection, Permit } from "../model/register.ts";

/** What a permit allows on a day; mining is allowed only `in-force`. */
export type PermitState =
  /** Nothing has happened yet. */
  | "none"
  | "applied"
  /** Some of the levels have granted it, not all. */
  | "granted-in-part"
  | "in-force"
  /** A level has taken back its grant. */
  | "suspended"
  /** Granted by all, but no term covers the day. */
  | "outside-term"
  /** For good, by a release or by an objection that was upheld. */
  | "cancelled";

/** The state of a permit on a day, the levels whose grant it has, and how many objections are open. */
export type PermitStanding = {
  readonly state: PermitState;
  readonly granted: readonly string[];
  readonly openObjections: number;
};

/**
 * How a permit stands on a day, after all that happened up to and including it: releases of one day count in the order of the
 * register. It is in force when every one of `levels` has granted it, none has suspended it since, a term covers the day, and it
 * was not cancelled. An open objection changes nothing by itself; an upheld one cancels the permit from the day of the decision.
 * `objections` are those to this permit; `date` is an ISO date. Source: releases of the Open Contracting Data Standard 1.1.
 *
 * @example
 * permitStanding({ id: "p", terms: [{ from: "2025-01-01" }], releases: [{ date: "2025-01-05", level: "office", kind: "grant" }] }, { objections: [], levels: ["office"], date: "2025-01-05" }) // => { state: "in-force", granted: ["office"], openObjections: 0 }
 * permitStanding({ id: "p", terms: [], releases: [] }, { objections: [], levels: ["office"], date: "2025-01-05" }).state // => "none"
 */
export function permitStanding(
  permit: Pick<Permit, "releases" | "terms">,
  {
    objections,
    levels,
    date,
  }: { readonly objections: readonly Objection[]; readonly levels: readonly string[]; readonly date: string },
): PermitStanding {
  const last = lastSteps(permit, date);
  const granted = levels.filter((level) => last.levels.get(level)?.kind === "grant");
  const openObjections = objections.filter(
    ({ date: raised, decision }) => raised <= date && !(decision && decision.date <= date),
  ).length;
  const isUpheld = objections.some(({ decision }) => decision?.outcome === "upheld" && decision.date <= date);
  const make = (state: PermitState): PermitStanding => ({ state, granted, openObjections });
  if (last.isCancelled || isUpheld) return make("cancelled");
  if (!last.hasBegun) return make("none");
  if (levels.some((level) => last.levels.get(level)?.kind === "suspension")) return make("suspended");
  if (granted.length < levels.length) return make(granted.length === 0 ? "applied" : "granted-in-part");
  const isCovered = permit.terms.some(({ from, to }) => from <= date && (to === undefined || date <= to));
  return make(isCovered ? "in-force" : "outside-term");
}

type LastSteps = {
  readonly hasBegun: boolean;
  readonly isCancelled: boolean;
  readonly levels: ReadonlyMap<string, { readonly date: string; readonly kind: "grant" | "suspension" }>;
};

/** The latest grant or suspension of each level up to a day; of those of one day the last in the register. */
function lastSteps({ releases }: Pick<Permit, "releases">, day: string): LastSteps {
  const levels = new Map<string, { readonly date: string; readonly kind: "grant" | "suspension" }>();
  let [hasBegun, isCancelled] = [false, false];
  for (const { date, level, kind } of releases) {
    if (date > day) continue;
    hasBegun = true;
    if (kind === "cancellation") isCancelled = true;
    if (kind !== "grant" && kind !== "suspension") continue;
    const before = levels.get(level);
    if (before === undefined || before.date <= date) levels.set(level, { date, kind });
  }
  return { hasBegun, isCancelled, levels };
}
