import type { Desk } from "../../findings/desk.ts";
import type { AllFindings } from "../../findings/find-all.ts";
import type { Finding } from "../../model/finding.ts";
import type { Text } from "../../model/text.ts";
import type { Catalogue } from "../catalogue.ts";

/** What the sections are put together from. */
export type Assembly = {
  readonly desk: Desk;
  readonly all: AllFindings;
  /** Every finding by its id. */
  readonly index: ReadonlyMap<string, Finding>;
  /** A message without names, in every language: for titles that stand among the book's words. */
  readonly words: (key: string) => Text;
};

/** The words of a message in every language of the catalogues. */
export function wordsIn(catalogues: readonly Catalogue[]): Assembly["words"] {
  return (key) => {
    const inEach = Object.fromEntries(catalogues.map((catalogue) => [catalogue.locale, catalogue.message(key)]));
    return { ...inEach, en: inEach.en ?? key };
  };
}

/** Claims and echoes behind a finding: its own, or through its inputs those of what it was computed from. */
export function claimsBehind({ index }: Assembly, finding: Finding): { claims: string[]; echoes: string[] } {
  const claims = new Set<string>();
  const echoes = new Set<string>();
  const visit = (one: Finding) => {
    for (const claim of one.claims) claims.add(claim);
    for (const claim of one.echoes) echoes.add(claim);
    for (const input of one.inputs) {
      const found = index.get(input);
      if (found !== undefined) visit(found);
    }
  };
  visit(finding);
  return { claims: [...claims], echoes: [...echoes] };
}
