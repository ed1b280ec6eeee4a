import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The messages of one language by key; see the head of `locale/en.yaml`. */
export type Catalogue = {
  readonly locale: string;
  readonly messages: ReadonlyMap<string, string>;
  /** A message with its holes filled. A value named `count` chooses the plural. Throws when key or value is missing. */
  readonly message: (key: string, values?: Readonly<Record<string, string | number>>) => string;
};

/** A message is literal text and named holes. */
export type MessagePart = { readonly text: string } | { readonly name: string };

export const allLocales = ["en", "my"] as const;

/** Read `locale/LOCALE.yaml` beside this file. */
export function loadCatalogue(locale: string): Catalogue {
  return parseCatalogue(locale, readFileSync(join(import.meta.dirname, "locale", `${locale}.yaml`), "utf8"));
}

/** Read a catalogue: one flat map of keys to messages. Throws when a message is no text or a key stands twice. */
export function parseCatalogue(locale: string, text: string): Catalogue {
  const found: unknown = parse(text);
  if (typeof found !== "object" || found === null) throw new Error(`catalogue ${locale}: expected a map of messages`);
  const messages = new Map<string, string>();
  for (const [key, message] of Object.entries(found)) {
    if (typeof message !== "string") throw new Error(`catalogue ${locale}: message '${key}' is no text`);
    messages.set(key, message);
  }
  const catalogue: Catalogue = {
    locale,
    messages,
    message: (key, values) => fillMessage(catalogue, key, values ?? {}),
  };
  return catalogue;
}

/** The parts of a message, for those who fill holes with more than text. Throws when the key is missing. */
export function getMessageParts(catalogue: Catalogue, key: string, count?: number): MessagePart[] {
  const message = findMessage(catalogue, key, count);
  if (message === undefined) throw new Error(`catalogue ${catalogue.locale} has no message '${key}'`);
  const parts: MessagePart[] = [];
  for (const [index, piece] of message.split(/\{([A-Za-z][A-Za-z0-9-]*)\}/).entries()) {
    if (index % 2 === 1) parts.push({ name: piece });
    else if (piece !== "") parts.push({ text: piece });
  }
  return parts;
}

export function hasMessage(catalogue: Catalogue, key: string): boolean {
  return catalogue.messages.has(key) || catalogue.messages.has(`${key}.other`);
}

function fillMessage(catalogue: Catalogue, key: string, values: Readonly<Record<string, string | number>>): string {
  const { count } = values;
  const parts = getMessageParts(catalogue, key, typeof count === "number" ? count : undefined);
  return parts
    .map((part) => {
      if ("text" in part) return part.text;
      const value = values[part.name];
      if (value === undefined) throw new Error(`message '${key}' needs a value named '${part.name}'`);
      return String(value);
    })
    .join("");
}

function findMessage(catalogue: Catalogue, key: string, count: number | undefined): string | undefined {
  if (count !== undefined) {
    const category = new Intl.PluralRules(catalogue.locale).select(count);
    const plural = catalogue.messages.get(`${key}.${category}`) ?? catalogue.messages.get(`${key}.other`);
    if (plural !== undefined) return plural;
  }
  return catalogue.messages.get(key);
}
