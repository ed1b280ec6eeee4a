import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRandom } from "./random.ts";

/** How large the book is; the same seed gives the same bytes. */
export type BookSize = { readonly claims: number; readonly questions: number; readonly seed: number };

const sourceCount = 500;
const claimsPerFile = 25_000;

/**
 * Write the book of an invented territory into `folder`, for timings. Every question has at least one claim; the claims
 * of a question scatter around one true value, and one in five copies another source.
 */
export function generateBook(folder: string, { claims, questions, seed }: BookSize): void {
  const random = makeRandom(seed);
  mkdirSync(join(folder, "claims"), { recursive: true });
  for (const [name, text] of Object.entries({ ...fixedFiles(), "sources.yaml": sources() })) {
    writeFileSync(join(folder, name), text);
  }
  const truths = Array.from({ length: questions }, () => Math.exp(2 + 8 * random()));
  for (let start = 0; start < claims; start += claimsPerFile) {
    const rows = [header];
    const end = Math.min(claims, start + claimsPerFile);
    for (let index = start; index < end; index += 1) rows.push(claimRow(index, index % questions, truths, random));
    const name = `part-${String(1 + start / claimsPerFile).padStart(3, "0")}.csv`;
    writeFileSync(join(folder, "claims", name), `${rows.join("\n")}\n`);
  }
}

const header =
  "id,indicator,place,counterparty,commodity,period,basis,value,low,high,text,unit,qualifier,source,origin,locator,grade,pedigree,added,note";

const places = Array.from({ length: 40 }, (_, index) => `district-${index + 1}`);
const commodities = ["ore", "salt", "clay", "sand", "lime"];

/** A question is a place, a commodity and a period; the period is a month, then a day once the months are used up. */
function claimRow(index: number, question: number, truths: readonly number[], random: () => number): string {
  const place = places[question % places.length] ?? "";
  const rest = Math.floor(question / places.length);
  const commodity = commodities[rest % commodities.length] ?? "";
  const period = periodOf(Math.floor(rest / commodities.length));
  const value = (truths[question] ?? 1) * Math.exp(0.3 * (random() + random() - 1));
  const source = Math.floor(random() * sourceCount);
  const origin = random() < 0.2 ? `source-${(source + 1 + Math.floor(random() * 5)) % sourceCount}` : "";
  const hasRange = random() < 0.15;
  const [low, high] = hasRange ? [(0.8 * value).toFixed(2), (1.2 * value).toFixed(2)] : ["", ""];
  const unit = random() < 0.5 ? "t" : "kt";
  const printed = (number: string) => (number === "" || unit === "t" ? number : (Number(number) / 1000).toFixed(5));
  const qualifier = random() < 0.2 ? "about" : "";
  const grade = random() < 0.3 ? "C" : "";
  const pedigree = Array.from({ length: 5 }, () => 1 + Math.floor(3 * random())).join(";");
  const added = `2025-0${1 + Math.floor(9 * random())}-15`;
  const locator = `"Table ${1 + (index % 12)}, row ${1 + (index % 90)}"`;
  const figure = [printed(value.toFixed(2)), printed(low), printed(high), "", unit, qualifier].join(",");
  const who = [`source-${source}`, origin, locator, grade, pedigree, added, "invented"].join(",");
  return `claim-${index},export-mass,${place},,${commodity},${period},gross,${figure},${who}`;
}

function periodOf(index: number): string {
  const year = 2000 + Math.floor((index % 240) / 12);
  const month = String(1 + (index % 12)).padStart(2, "0");
  if (index < 240) return `${year}-${month}`;
  return `${year}-${month}-${String(1 + (Math.floor(index / 240) % 28)).padStart(2, "0")}`;
}

function sources(): string {
  const one = (index: number) => `- id: source-${index}
  title: Invented bulletin ${index}
  publisher: Invented office ${index}
  published: "2025"
  url: https://bulletin-${index}.invalid/
  seen: read
  grade: ${"ABCDE"[index % 5]}
`;
  return Array.from({ length: sourceCount }, (_, index) => one(index)).join("");
}

function fixedFiles(): Readonly<Record<string, string>> {
  const names = (codes: readonly string[]) => `{${codes.map((code) => `${code}: Invented ${code}`).join(", ")}}`;
  return {
    "book.yaml": `id: generated
title: Generated book of an invented territory
territory: Nowhere (invented for timings)
invented: true
period: 2019-Q4
`,
    "terms.yaml": `places: ${names(places)}
commodities: ${names(commodities)}
bases: {gross: gross weight}
`,
    "indicators.yaml": `- {id: export-mass, name: "exports, mass", unit: t, scale: log, definition: Invented.}
`,
    "grades.yaml": `reason: As in the other books, for timings.
level: 0.9
overrule: 1.96
qualifier: 0.05
grades: {A: 0.03, B: 0.07, C: 0.12, D: 0.25, E: 0.5}
pedigree:
  reliability: [0, 0.0006, 0.002, 0.008, 0.04]
  completeness: [0, 0.0001, 0.0006, 0.002, 0.008]
  time: [0, 0.0002, 0.002, 0.008, 0.04]
  place: [0, 0.000025, 0.0001, 0.0006, 0.002]
  technology: [0, 0.0006, 0.008, 0.04, 0.12]
`,
    "report.yaml": `exports:
  groups:
    - {id: monthly, title: By month, question: {indicator: export-mass, within: 2019-Q4}}
`,
  };
}
