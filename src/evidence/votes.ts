import { type Claim, voteOf } from "../model/claim.ts";

/**
 * Whose vote each claim of one question is, in the claims' order. It is the claim's origin, or its own source; where the
 * origin answers the same question only by copying somebody else, that one's vote (a copy of a copy is still one
 * observation). Sources that name each other in a ring are the vote of the first of them in the order of their ids.
 *
 * @example
 * resolveVotes([{ source: "paper", origin: "agency" }, { source: "agency", origin: "customs" }]) // => ["customs", "customs"]
 * resolveVotes([{ source: "paper", origin: "" }, { source: "blog", origin: "" }]) // => ["paper", "blog"]
 */
export function resolveVotes(claims: readonly Pick<Claim, "source" | "origin">[]): string[] {
  const votes = claims.map(voteOf);
  const hasCopies = claims.some((claim) => claim.origin !== "");
  return hasCopies ? votes.map((vote) => followCopies(vote, claims)) : votes;
}

/**
 * The claims that are independent of a source: neither its own nor, through whatever copies, its vote. What the source
 * itself copied from others stays: those others did not ask it.
 *
 * @example
 * independentOf([{ source: "paper", origin: "agency" }, { source: "customs", origin: "" }], "agency") // => [{ source: "customs", origin: "" }]
 */
export function independentOf<C extends Pick<Claim, "source" | "origin">>(claims: readonly C[], source: string): C[] {
  const votes = resolveVotes(claims);
  return claims.filter((claim, index) => claim.source !== source && votes[index] !== source);
}

function followCopies(vote: string, claims: readonly Pick<Claim, "source" | "origin">[]): string {
  const seen = [vote];
  for (;;) {
    const next = originOfCopy(seen[seen.length - 1] ?? vote, claims);
    if (next === "") return seen[seen.length - 1] ?? vote;
    const ring = seen.indexOf(next);
    if (ring >= 0) return seen.slice(ring).sort()[0] ?? vote;
    seen.push(next);
  }
}

/** Whom a source copied for this question; empty when it speaks for itself, is silent, or copied several. */
function originOfCopy(source: string, claims: readonly Pick<Claim, "source" | "origin">[]): string {
  let origin = "";
  for (const claim of claims) {
    if (claim.source !== source) continue;
    if (claim.origin === "" || (origin !== "" && claim.origin !== origin)) return "";
    origin = claim.origin;
  }
  return origin;
}
