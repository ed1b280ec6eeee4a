import type { Claim } from "../model/claim.ts";
import { type Question, questionKey } from "../model/question.ts";

/**
 * Claims by the question they answer (`questionKey`), questions and claims in the order in which they come.
 *
 * @example
 * groupByQuestion([]).size // => 0
 */
export function groupByQuestion(claims: readonly Claim[]): Map<string, Claim[]> {
  const groups = new Map<string, Claim[]>();
  let lastQuestion: Question | undefined;
  let lastGroup: Claim[] = [];
  for (const claim of claims) {
    // Claims of one question often follow one another and share the object: then no key need be made.
    if (claim.question !== lastQuestion) {
      lastQuestion = claim.question;
      const key = questionKey(claim.question);
      const known = groups.get(key);
      lastGroup = known ?? [];
      if (known === undefined) groups.set(key, lastGroup);
    }
    lastGroup.push(claim);
  }
  return groups;
}
