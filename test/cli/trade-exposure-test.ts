import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root, runJson, runLodebook } from "./run.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

/** The invented book with a small network of its own, or with none. */
function makeBook(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  cpSync(join(root, "books/example"), folder, { recursive: true });
  for (const file of ["parameters.yaml", "exposure.yaml", "market.yaml"]) rmSync(join(folder, file), { force: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

const book = makeBook("with", {
  "parameters.yaml": `
- {id: bought, label: {en: "bought in the hills", my: "တောင်တန်းမှ ဝယ်ယူမှု"}, unit: "1", assumption: {uniform: [0.4, 0.6]}, reason: {en: "A test.", my: "စမ်းသပ်မှု"}}
- {id: made, label: {en: "made at home", my: "ကိုယ်တိုင်ထုတ်လုပ်မှု"}, unit: "1", assumption: {fixed: 0.8}, reason: {en: "A test.", my: "စမ်းသပ်မှု"}}
`,
  "exposure.yaml": `
period: "2024"
draws: 400
seed: 1
elements: [{id: Va, name: {en: "Vardium", my: "ဗာဒီယမ်"}, commodity: varite}]
stages:
  - {id: ore, name: {en: "ore", my: "သတ္တုရိုင်း"}}
  - {id: oxide, name: {en: "oxide", my: "အောက်ဆိုဒ်"}}
regions:
  - {id: hills, name: {en: "the hills", my: "တောင်တန်း"}, place: varda, at: [1, 2]}
  - {id: coast, name: {en: "the coast", my: "ကမ်းခြေ"}, place: ostelund, at: [3, 4]}
  - {id: rest, name: {en: "elsewhere", my: "အခြား"}, place: WLD, at: [0, 0]}
importers: [coast]
origins: [hills]
mixes:
  - {element: Va, stage: ore, region: coast, from: [{region: hills, share: [bought]}], rest: rest}
  - {element: Va, stage: oxide, region: coast, own: [made], rest: rest}
`,
});

test("trade exposure tells origins, sellers, driver and assumptions of each importer", () => {
  const { status, stdout, stderr } = runLodebook("trade", "exposure", book, "--element", "vardium", "--stage", "OXIDE");
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^the coast: Vardium, oxide, 2024$/m);
  assert.match(stdout, /began in the hills: 40\.\d+% \(3\d\.\d+ to 4\d\.\d+\)/);
  assert.match(stdout, /makes itself: 80%$/m);
  assert.match(stdout, /the spread follows most from: bought in the hills \(part of it: 100%\)/);
  assert.match(stdout, /assumed: bought in the hills; made at home/);
  assert.match(stdout, /not traced beyond: elsewhere/);
  assert.doesNotMatch(stdout, /, ore, /);
});

test("trade exposure --json gives the findings that explain knows", () => {
  const { cells, ranks } = Object(runJson("trade", "exposure", book));
  assert.deepEqual(
    cells.map((cell: { stage: string; importer: string }) => [cell.stage, cell.importer]),
    [
      ["ore", "coast"],
      ["oxide", "coast"],
    ],
  );
  assert.deepEqual(ranks, []);
  const [origin] = cells[1].origins;
  assert.deepEqual(origin.assumptions, ["bought", "made"]);
  assert.equal("draws" in cells[1], false);
  const { finding, inputs } = Object(runJson("explain", book, origin.finding.id));
  assert.deepEqual(finding, origin.finding);
  assert.deepEqual(
    inputs.map((input: { finding: { method: string } }) => input.finding.method),
    ["assumption", "assumption"],
  );
});

test("an element or a stage that the book does not have is told with those that it has", () => {
  const element = runLodebook("trade", "exposure", book, "--element", "Xx");
  assert.equal(element.status, 2);
  assert.match(element.stderr, /USAGE: got the element 'Xx'; expected Va \(Vardium\)/);
  const stage = runLodebook("trade", "exposure", book, "--stage", "magnet");
  assert.equal(stage.status, 2);
  assert.match(stage.stderr, /expected ore \(ore\), oxide \(oxide\)/);
});

test("a book without a network of supply says so", () => {
  const { status, stdout, stderr } = runLodebook("trade", "exposure", makeBook("without", {}));
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /exposure\.yaml:0: FILE_MISSING: exposure\.yaml is missing/);
});
