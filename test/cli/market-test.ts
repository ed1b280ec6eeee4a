import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root, runJson, runLodebook } from "./run.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

/** A copy of the invented book, in which texts of files are exchanged. */
function copyBook(name: string, changes: readonly (readonly [file: string, from: string, to: string])[] = []): string {
  const folder = join(scratch, name);
  cpSync(join(root, "books/example"), folder, { recursive: true });
  rmSync(join(folder, "market"), { recursive: true, force: true });
  for (const [file, from, to] of changes) {
    const text = readFileSync(join(folder, file), "utf8");
    assert.ok(text.includes(from), `'${from}' is not in ${file}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  return folder;
}

const book = copyBook("book");

function filesIn(folder: string): Map<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

test("market run tells prices, shortages, stocks, gains and drivers of a scenario, and no other", () => {
  const { status, stdout, stderr } = runLodebook("market", "run", book, "--scenario", "ford", "--draws", "20");
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^20 draws over \d+ parameters, \d+ of them assumed/m);
  assert.match(
    stdout,
    /price, vardium \(invented\), oxide, Ostelund \(invented\): lowest 0\.\d+ .*, highest 1\.\d+ times/,
  );
  assert.match(stdout, /price, vardium \(invented\), concentrate, Varda Hills \(invented\): lowest 0 times/);
  assert.match(stdout, /lacking, vardium/);
  assert.match(stdout, /gain of Varda Hills \(invented\): currency units −/);
  assert.match(stdout, /follows most:\n {6}\S/);
  assert.doesNotMatch(stdout, /What a levy brings in|observed/);
});

test("the number of threads changes no byte, nor does it matter what else is run", () => {
  const run = (...more: string[]) =>
    runLodebook("market", "run", book, "--scenario", "ford", "--draws", "25", "--json", ...more).stdout;
  const alone = run("--workers", "1");
  assert.equal(run("--workers", "3"), alone);
  assert.notEqual(run("--seed", "1"), alone);
});

test("--out writes all outcomes with their digests, and a second run the same bytes", () => {
  const out = join(scratch, "out");
  const { files, findings, draws } = Object(
    runJson("market", "run", book, "--scenario", "windows", "--draws", "12", "--out", out),
  );
  assert.equal(draws, 12);
  assert.deepEqual(files, ["results.json", "outcomes.csv", "drivers.csv", "manifest.json", "SHA256SUMS"]);
  const first = filesIn(out);
  assert.deepEqual([...first.keys()].sort(), [...files].sort(), "no draws are left behind");
  for (const line of (first.get("SHA256SUMS") ?? "").trimEnd().split("\n")) {
    const [digest, name = ""] = line.split("  ");
    assert.equal(
      createHash("sha256")
        .update(first.get(name) ?? "")
        .digest("hex"),
      digest,
      name,
    );
  }
  assert.deepEqual(JSON.parse(first.get("results.json") ?? "").findings, findings);
  assert.equal(runLodebook("market", "run", book, "--scenario", "windows", "--draws", "12", "--out", out).status, 0);
  assert.deepEqual(filesIn(out), first);
});

test("a folder with something else in it is left alone", () => {
  const out = copyBook("not-a-run");
  const { status, stderr } = runLodebook("market", "run", book, "--draws", "10", "--out", out);
  assert.equal(status, 3);
  assert.match(stderr, /OUTPUT_NOT_A_REPORT/);
  assert.equal(existsSync(join(out, ".draws")), false);
});

test("a run that is broken off leaves nothing half-written and goes on from the draws that are done", async () => {
  const words = ["market", "run", book, "--draws", "300", "--workers", "1", "--json"];
  const out = join(scratch, "broken");
  const broken = spawn(process.execPath, [join(root, "src/cli/main.ts"), ...words, "--out", out], { cwd: root });
  let said = "";
  broken.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  const draws = join(out, ".draws");
  while (!existsSync(join(draws, "batch-1"))) await new Promise((resolve) => setTimeout(resolve, 20));
  broken.kill("SIGINT");
  const status = await new Promise((resolve) => broken.on("close", resolve));
  assert.equal(status, 1, said);
  assert.match(said, /"MARKET_INTERRUPTED"/);
  assert.deepEqual(readdirSync(out), [".draws"]);
  const kept = readdirSync(draws).filter((name) => name.startsWith("batch-"));
  assert.ok(kept.length >= 2 && kept.length < 30, `${kept}`);

  const changed = copyBook("changed", [["parameters.yaml", "triangular: [70, 80, 90]", "triangular: [70, 80, 91]"]]);
  const refused = runLodebook("market", "run", changed, "--draws", "300", "--out", out);
  assert.equal(refused.status, 3);
  assert.match(refused.stderr, /MARKET_DRAWS_OTHER/);
  const other = runLodebook("market", "run", book, "--draws", "310", "--out", out);
  assert.equal(other.status, 3);

  const resumed = runLodebook(...words, "--out", out);
  assert.equal(resumed.status, 0, resumed.stderr);
  const whole = join(scratch, "whole");
  assert.equal(runLodebook(...words, "--out", whole).status, 0);
  assert.deepEqual(filesIn(out), filesIn(whole));
});

test("--record keeps the run in the book, whose findings are then those of that run", () => {
  const own = copyBook("recorded", [["market.yaml", "draws: 300", "draws: 100"]]);
  const before = Object(runJson("explain", own, "market/draws"));
  assert.equal(before.finding.result.value, 20);
  const refused = runLodebook("market", "run", own, "--record", "--draws", "10");
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /--record/);
  assert.equal(runLodebook("market", "run", own, "--record").status, 0);
  assert.deepEqual(readdirSync(join(own, "market")).sort(), ["drivers.csv", "outcomes.csv", "run.yaml"]);
  assert.equal(runLodebook("check", own).status, 0);
  const { findings } = Object(runJson("market", "run", own, "--scenario", "ford"));
  const told = Object(findings).find(({ id }: { id: string }) => id.endsWith("highest/vardium/oxide/ostelund"));
  assert.equal(Object(runJson("explain", own, "market/draws")).finding.result.value, 100);
  assert.deepEqual(Object(runJson("explain", own, told.id)).finding, told, "the report and the command say the same");
  // A changed figure makes the kept run one of another book.
  const parameters = readFileSync(join(own, "parameters.yaml"), "utf8");
  writeFileSync(
    join(own, "parameters.yaml"),
    parameters.replace("triangular: [70, 80, 90]", "triangular: [60, 80, 90]"),
  );
  assert.equal(Object(runJson("explain", own, "market/draws")).finding.result.value, 20);
});

test("market backtest tells hits and misses, and what each cause brought", () => {
  const { status, stdout, stderr } = runLodebook("market", "backtest", book, "--draws", "20");
  assert.equal(status, 0, stderr);
  assert.match(
    stdout,
    /^\d of 1 observed changes lie inside the interval of the model; for \d it holds no change as well$/m,
  );
  assert.match(
    stdout,
    /^against the forecast that nothing changes: nearer in \d, by the interval score better in \d$/m,
  );
  assert.match(stdout, /^ {6}interval score \d+%; of the forecast that nothing changes \d+%$/m);
  assert.match(stdout, /^ {3}(inside|outside): .*observed change.*by the model: /m);
  assert.match(stdout, /^ {6}due to the flood takes the ford \(invented\): /m);
  assert.match(stdout, /^ {6}due to none of these: /m);
  const findings = runJson("market", "backtest", book, "--draws", "20");
  assert.ok(Array.isArray(findings));
  assert.ok(findings.every(({ id }) => !id.startsWith("market/scenario")));
});

test("what cannot be run is told, with what would help", () => {
  const unknown = runLodebook("market", "run", book, "--scenario", "flood");
  assert.equal(unknown.status, 2);
  assert.match(
    unknown.stderr,
    /--scenario 'flood'; expected ford, notice-and-mine, windows, revenue\/notice, episode\/quay-2024, all/,
  );
  assert.equal(runLodebook("market", "run", book, "--draws", "0").status, 2);
  assert.equal(runLodebook("market", "run", book, "--seed", "x").status, 2);
  const without = join(scratch, "without");
  cpSync(join(root, "test/input/tiny"), without, { recursive: true });
  const missing = runLodebook("market", "backtest", without);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /market\.yaml:0: FILE_MISSING/);
  const unanswered = copyBook("unanswered", [
    [
      "parameters.yaml",
      "evidence: {indicator: share-of-imports, place: brevonia,",
      "evidence: {indicator: share-of-imports, place: tarn,",
    ],
  ]);
  const told = runLodebook("market", "run", unanswered, "--draws", "10");
  assert.equal(told.status, 1);
  assert.match(
    told.stderr,
    /parameters\.yaml:\d+: MARKET_PARAMETER_MISSING: got no figure for the parameter 'brevonia-from-varda'/,
  );
});
