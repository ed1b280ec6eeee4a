import type { Desk } from "../../findings/desk.ts";
import type { Finding } from "../../model/finding.ts";
import type { Question } from "../../model/question.ts";
import type { Text } from "../../model/text.ts";

type Part = "place" | "counterparty" | "commodity" | "basis" | "indicator";

/** The name of a part of a question, or its code where the book has no name for it. */
export function nameOf(desk: Desk, part: Part, code: string): Text {
  const { places, commodities, bases } = desk.book.terms;
  const named =
    part === "indicator"
      ? desk.book.indicators.get(code)?.name
      : part === "commodity"
        ? commodities.get(code)
        : part === "basis"
          ? bases.get(code)
          : places.get(code);
  return named ?? { en: code };
}

/** What tells the rows of one table apart: the names of those parts of the question that differ between them. */
export function rowLabels(desk: Desk, findings: readonly Finding[]): readonly (readonly Text[])[] {
  const parts = (["indicator", "place", "counterparty", "commodity", "basis"] as const).filter((part) =>
    differs(findings, part),
  );
  return findings.map(({ question }) =>
    question === undefined
      ? []
      : parts.filter((part) => question[part] !== "").map((part) => nameOf(desk, part, question[part])),
  );
}

/** Words joined in every language that all of them have. */
export function joinTexts(texts: readonly Text[], separator = ", "): Text {
  const locales = new Set(texts.flatMap((words) => Object.keys(words)));
  const joined: Record<string, string> = {};
  for (const locale of locales) joined[locale] = texts.map((words) => words[locale] ?? words.en).join(separator);
  return { ...joined, en: texts.map(({ en }) => en).join(separator) };
}

/** Names by part and code, for the annex. */
export function allNames(desk: Desk): Map<string, Text> {
  const { places, commodities, bases } = desk.book.terms;
  const named = (part: string, names: Iterable<readonly [string, Text]>) =>
    [...names].map(([id, name]) => [`${part}/${id}`, name] as const);
  const indicators = [...desk.book.indicators].map(([id, { name }]) => [id, name] as const);
  return new Map([
    ...named("place", places),
    ...named("commodity", commodities),
    ...named("basis", bases),
    ...named("indicator", indicators),
  ]);
}

function differs(findings: readonly Finding[], part: keyof Question & Part): boolean {
  const found = new Set(findings.flatMap(({ question }) => (question === undefined ? [] : [question[part]])));
  return found.size > 1;
}
