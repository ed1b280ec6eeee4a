import { readFileSync } from "node:fs";
import { type Catalogue, parseCatalogue } from "../../src/report/catalogue.ts";

const additions: Readonly<Record<string, string>> = {
  en: `
fixture.words: "{words}"
fixture.sentence: "China imported {mass}. The levy due was {due}; the levy received is {received}."
`,
  my: `
fixture.words: "{words}"
fixture.sentence: "တရုတ်နိုင်ငံက {mass} တင်သွင်းသည်။ ကောက်ခံရမည့်ပမာဏမှာ {due} ဖြစ်သည်။ ကောက်ခံရရှိငွေကို {received}။"
`,
};

/** The catalogue with two messages that only the fixture uses. */
export function fixtureCatalogue(locale: "en" | "my"): Catalogue {
  const file = new URL(`../../src/report/locale/${locale}.yaml`, import.meta.url);
  return parseCatalogue(locale, readFileSync(file, "utf8") + additions[locale]);
}
