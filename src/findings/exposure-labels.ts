import { type Text, textIn } from "../model/text.ts";

/** Labels of computed figures. A name in braces is filled with words of the book, in each language of the label. */
export const exposureLabels = {
  origin: {
    en: "{element}, {stage}: share of {region}'s supply that began in {origin}",
    my: "{element}၊ {stage} - {region} ရရှိသည့်အနက် {origin} မှ စတင်သော ပါဝင်မှု",
  },
  otherOrigins: {
    en: "{element}, {stage}: share of {region}'s supply that began elsewhere",
    my: "{element}၊ {stage} - {region} ရရှိသည့်အနက် အခြားနေရာများမှ စတင်သော ပါဝင်မှု",
  },
  direct: {
    en: "{element}, {stage}: share of {region}'s supply bought from {seller}",
    my: "{element}၊ {stage} - {region} ရရှိသည့်အနက် {seller} မှ တိုက်ရိုက်ဝယ်ယူသော ပါဝင်မှု",
  },
  own: {
    en: "{element}, {stage}: share of {region}'s supply that it makes itself",
    my: "{element}၊ {stage} - {region} ရရှိသည့်အနက် ကိုယ်တိုင်ထုတ်လုပ်သော ပါဝင်မှု",
  },
  tonnes: { en: "{element}, {stage}: what {region} takes", my: "{element}၊ {stage} - {region} ရယူသည့် ပမာဏ" },
  driver: {
    en: "{element}, {stage}: part of the spread of {region}'s share from {origin} that follows from: {parameter}",
    my: "{element}၊ {stage} - {region} တွင် {origin} မှ ပါဝင်မှု ကွဲလွဲခြင်းအနက် ဤအရာကြောင့် ဖြစ်သော အပိုင်း - {parameter}",
  },
  scaled: {
    en: "{element}, {stage}: draws in which the suppliers of {region} made more than the whole",
    my: "{element}၊ {stage} - {region} ကို ရောင်းသူများ၏ စုစုပေါင်း အပြည့်ထက် ကျော်သည့် အကြိမ်",
  },
  rank: {
    en: "{element}, {stage}: probability that {region} is number {rank} by the share from {origin}",
    my: "{element}၊ {stage} - {origin} မှ ပါဝင်မှုအလိုက် {region} အဆင့် {rank} ဖြစ်နိုင်ခြေ",
  },
  hhi: {
    en: "concentration of the world's production (Herfindahl)",
    my: "ကမ္ဘာ့ထုတ်လုပ်မှု စုစည်းမှု (Herfindahl)",
  },
  importRisk: { en: "{region}: import risk (GeoPolRisk)", my: "{region} - သွင်းကုန်အန္တရာယ် (GeoPolRisk)" },
  score: { en: "{region}: supply risk (GeoPolRisk)", my: "{region} - ထောက်ပံ့မှုအန္တရာယ် (GeoPolRisk)" },
  importShare: {
    en: "{region}: share of its imports bought from {origin}",
    my: "{region} - သွင်းကုန်အနက် {origin} မှ ပါဝင်မှု",
  },
  supplyShare: {
    en: "{region}: share of its production and imports together bought from {origin}",
    my: "{region} - ထုတ်လုပ်မှုနှင့် သွင်းကုန် စုစုပေါင်းအနက် {origin} မှ ပါဝင်မှု",
  },
  missingProduction: { en: "production of {place}", my: "{place}၏ ထုတ်လုပ်မှု" },
  missingImports: { en: "imports from {place}", my: "{place} မှ သွင်းကုန်" },
  missingGovernance: { en: "governance estimate of {place}", my: "{place}၏ အုပ်ချုပ်မှု ခန့်မှန်းချက်" },
} as const satisfies Record<string, Text>;

/** A label with its names filled in. */
export function fillLabel(label: Text, names: Readonly<Record<string, Text | string>>): Text {
  const fill = (locale: string, words: string) =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = names[name] ?? "";
      return typeof value === "string" ? value : textIn(value, locale);
    });
  const { en, ...others } = label;
  const filled = Object.entries(others).map(([locale, words]) => [locale, fill(locale, words)] as const);
  return { ...Object.fromEntries(filled), en: fill("en", en) };
}
