import assert from "node:assert/strict";
import { test } from "node:test";
import { allLocales, getMessageParts, loadCatalogue, parseCatalogue } from "../../src/report/catalogue.ts";

const plural = /\.(zero|one|two|few|many|other)$/;

/** The holes of each message, plural forms taken together. */
function holes(locale: string): Map<string, string[]> {
  const { messages } = loadCatalogue(locale);
  const found = new Map<string, Set<string>>();
  for (const [key, message] of messages) {
    const base = plural.test(key) && messages.has(key.replace(plural, ".other")) ? key.replace(plural, "") : key;
    const names = found.get(base) ?? new Set<string>();
    for (const [, name = ""] of message.matchAll(/\{([^}]*)\}/g)) names.add(name);
    found.set(base, names);
  }
  return new Map([...found].map(([key, names]) => [key, [...names].sort()]));
}

test("every language has the same messages with the same holes", () => {
  const english = holes("en");
  for (const locale of allLocales) {
    const other = holes(locale);
    assert.deepEqual([...other.keys()].sort(), [...english.keys()].sort(), locale);
    for (const [key, names] of english) assert.deepEqual(other.get(key), names, `${locale}: ${key}`);
  }
});

test("no message holds a digit: figures come out of findings alone", () => {
  for (const locale of allLocales) {
    for (const [key, message] of loadCatalogue(locale).messages) {
      const words = message.replace(/\{[^}]*\}|SHA-256/g, "");
      assert.doesNotMatch(words, /\p{Nd}/u, `${locale}: ${key}`);
    }
  }
});

test("every hole of every message can be filled", () => {
  for (const locale of allLocales) {
    const catalogue = loadCatalogue(locale);
    for (const key of catalogue.messages.keys()) {
      const words = getMessageParts(catalogue, key).map((part) => ("text" in part ? part.text : ""));
      assert.doesNotMatch(words.join(""), /[{}]/, `${locale}: ${key}`);
    }
  }
});

test("every plural form that a language uses is there", () => {
  for (const locale of allLocales) {
    const { messages } = loadCatalogue(locale);
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const key of messages.keys()) {
      if (!key.endsWith(".other")) continue;
      for (const category of pluralCategories) {
        assert.ok(messages.has(key.replace(/other$/, category)), `${locale}: ${key} lacks '${category}'`);
      }
    }
  }
});

test("a missing message, value or language is an error, never an empty text", () => {
  const catalogue = parseCatalogue(
    "en",
    'greeting: "Hello {name}"\nparts.one: "{count} part"\nparts.other: "{count} parts"',
  );
  assert.equal(catalogue.message("greeting", { name: "you" }), "Hello you");
  assert.equal(catalogue.message("parts", { count: 1 }), "1 part");
  assert.equal(catalogue.message("parts", { count: 0 }), "0 parts");
  assert.throws(() => catalogue.message("greeting"), /needs a value named 'name'/);
  assert.throws(() => catalogue.message("farewell"), /no message 'farewell'/);
  assert.throws(() => parseCatalogue("en", "a: 1"), /'a' is no text/);
  assert.throws(() => parseCatalogue("en", 'a: "x"\na: "y"'), /unique/);
});
