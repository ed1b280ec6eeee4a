/** Words of the book in one or more languages; `en` is always there. */
export type Text = { readonly en: string } & Readonly<Record<string, string>>;

/**
 * The words in a language, or in English where the book has no others.
 *
 * @example
 * textIn({ en: "China", my: "တရုတ်" }, "my") // => "တရုတ်"
 * textIn({ en: "China" }, "my") // => "China"
 */
export function textIn(text: Text, locale: string): string {
  return text[locale] ?? text.en;
}
