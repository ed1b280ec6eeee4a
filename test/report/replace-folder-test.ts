import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { faultCatalogue, LodebookError } from "../../src/model/fault.ts";
import { diskEffects, type FolderEffects, replaceFolder } from "../../src/report/replace-folder.ts";
import { readWhole, smallReport } from "./small-report.ts";

const base = fs.mkdtempSync(join(tmpdir(), "lodebook-replace-"));
after(() => fs.rmSync(base, { recursive: true, force: true }));
let rooms = 0;

/** A fresh folder to write a report into. */
function room(): string {
  rooms += 1;
  const folder = join(base, String(rooms));
  fs.mkdirSync(folder);
  return folder;
}

const child = join(import.meta.dirname, "replace-folder-child.ts");

function codesOf(run: () => void): string[] {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof LodebookError, String(error));
    return error.faults.map(({ code }) => code);
  }
  return [];
}

test("a report is written, then replaced as a whole, and nothing is left beside it", () => {
  const parent = room();
  const folder = join(parent, "deep/er/report");
  replaceFolder(folder, smallReport("first"));
  assert.equal(readWhole(folder), "first");
  const fewer = new Map([...smallReport("second")].filter(([path]) => path !== "figures/a.svg"));
  fewer.set("manifest.json", smallReport("second").get("manifest.json") ?? new Uint8Array());
  replaceFolder(folder, fewer);
  assert.ok(!fs.existsSync(join(folder, "figures")), "files of the earlier report are gone");
  assert.deepEqual(fs.readdirSync(join(parent, "deep/er")), ["report"]);
});

test("an empty folder is taken; one with other files, or a file, is refused and left alone", () => {
  const empty = room();
  replaceFolder(empty, smallReport("first"));
  assert.equal(readWhole(empty), "first");
  const other = room();
  fs.writeFileSync(join(other, "thesis.txt"), "mine");
  assert.deepEqual(
    codesOf(() => replaceFolder(other, smallReport("x"))),
    ["OUTPUT_NOT_A_REPORT"],
  );
  assert.deepEqual(fs.readdirSync(other), ["thesis.txt"]);
  fs.writeFileSync(join(other, "manifest.json"), '{"name": "of another program"}');
  assert.deepEqual(
    codesOf(() => replaceFolder(other, smallReport("x"))),
    ["OUTPUT_NOT_A_REPORT"],
  );
  const file = join(room(), "file");
  fs.writeFileSync(file, "mine");
  assert.deepEqual(
    codesOf(() => replaceFolder(file, smallReport("x"))),
    ["OUTPUT_NOT_A_REPORT"],
  );
  assert.equal(fs.readFileSync(file, "utf8"), "mine");
});

test("a run that is killed at any of its steps leaves the earlier report whole, and the next run puts all in order", () => {
  let step = 0;
  for (let ended = false; !ended; ) {
    step += 1;
    for (const moment of ["before", "after"]) {
      const parent = room();
      const folder = join(parent, "report");
      replaceFolder(folder, smallReport("earlier"));
      const run = spawnSync(process.execPath, [child, folder, "later", String(step), moment]);
      ended = run.signal === null;
      if (ended) assert.equal(run.status, 0, String(run.stderr));
      const found = readWhole(folder);
      if (found === undefined) {
        // Only between the two renames: the earlier report stands beside its place.
        const beside = fs.readdirSync(parent).filter((entry) => entry.includes(".previous-"));
        assert.deepEqual(
          beside.map((entry) => readWhole(join(parent, entry))),
          ["earlier"],
        );
      } else assert.match(found, /^(earlier|later 0)$/);
      const failing = { ...diskEffects, writeFile: breaksOff("ENOSPC") };
      assert.deepEqual(
        codesOf(() => replaceFolder(folder, smallReport("next"), failing)),
        ["OUTPUT_DISK_FULL"],
      );
      assert.match(readWhole(folder) ?? "", /^(earlier|later 0)$/, "recovered even by a run that fails");
      assert.deepEqual(fs.readdirSync(parent), ["report"], "leftovers are cleared away");
    }
  }
  assert.ok(step > 10, `${step} steps`);
});

test("a run that is killed at some moment leaves a whole report", async () => {
  const parent = room();
  const folder = join(parent, "report");
  replaceFolder(folder, smallReport("earlier"));
  for (let round = 0; round < 6; round += 1) {
    const run = spawn(process.execPath, [child, folder, `round ${round}`, "0", "before", "100000"]);
    const gone = new Promise((resolve) => run.once("exit", resolve));
    await new Promise((resolve) => setTimeout(resolve, 120 + 37 * round));
    run.kill("SIGKILL");
    await gone;
    const wholes = [
      folder,
      ...fs
        .readdirSync(parent)
        .filter((entry) => entry.includes(".previous-"))
        .map((entry) => join(parent, entry)),
    ];
    assert.ok(
      wholes.some((at) => isWhole(at)),
      "the last whole report is there",
    );
    replaceFolder(folder, smallReport("between"));
    assert.equal(readWhole(folder), "between");
  }
});

test("two runs at once leave one of the two reports, whole", async () => {
  const parent = room();
  const folder = join(parent, "report");
  replaceFolder(folder, smallReport("earlier"));
  const runs = ["one", "two"].map((words) => {
    const run = spawn(process.execPath, [child, folder, words, "0", "before", "60"]);
    let told = "";
    run.stderr.on("data", (text) => {
      told += text;
    });
    return new Promise<string>((resolve) => run.once("exit", (code) => resolve(`${code}${told}`)));
  });
  assert.deepEqual(await Promise.all(runs), ["0", "0"]);
  assert.match(readWhole(folder) ?? "", /^(one|two) 59$/);
  replaceFolder(folder, smallReport("last"));
  assert.deepEqual(fs.readdirSync(parent), ["report"]);
});

test("a disk that is full, wherever it shows, is told as such and harms nothing", () => {
  for (const name of ["makeFolder", "writeFile", "syncFolder"] as const) {
    const parent = room();
    const folder = join(parent, "report");
    replaceFolder(folder, smallReport("earlier"));
    const effects: FolderEffects = { ...diskEffects, [name]: breaksOff("ENOSPC") };
    assert.deepEqual(
      codesOf(() => replaceFolder(folder, smallReport("later"), effects)),
      ["OUTPUT_DISK_FULL"],
      name,
    );
    assert.equal(readWhole(folder), "earlier");
    assert.deepEqual(fs.readdirSync(parent), ["report"]);
  }
  assert.equal(faultCatalogue.OUTPUT_DISK_FULL.exit, 3);
});

test("a rename that fails leaves the earlier report", () => {
  for (const failing of [1, 2]) {
    const parent = room();
    const folder = join(parent, "report");
    replaceFolder(folder, smallReport("earlier"));
    let renames = 0;
    const rename: FolderEffects["rename"] = (from, to) => {
      renames += 1;
      if (renames === failing) breaksOff("EIO")();
      diskEffects.rename(from, to);
    };
    assert.deepEqual(
      codesOf(() => replaceFolder(folder, smallReport("later"), { ...diskEffects, rename })),
      ["OUTPUT_UNWRITABLE"],
    );
    assert.equal(readWhole(folder), "earlier");
    assert.deepEqual(fs.readdirSync(parent), ["report"]);
  }
});

test("a place that cannot be written is told as such", (context) => {
  const parent = room();
  fs.writeFileSync(join(parent, "file"), "mine");
  assert.deepEqual(
    codesOf(() => replaceFolder(join(parent, "file", "report"), smallReport("x"))),
    ["OUTPUT_UNWRITABLE"],
  );
  assert.equal(faultCatalogue.OUTPUT_UNWRITABLE.exit, 3);
  if (process.getuid?.() === 0) {
    context.diagnostic("runs as root, who may write everywhere: the folder without permission is not tested");
    return;
  }
  const closed = room();
  fs.chmodSync(closed, 0o555);
  assert.deepEqual(
    codesOf(() => replaceFolder(join(closed, "report"), smallReport("x"))),
    ["OUTPUT_UNWRITABLE"],
  );
});

test("a truly full disk is told as such", (context) => {
  const parent = room();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", parent]);
  if (mounted.status !== 0) {
    context.skip("no small disk can be mounted here");
    return;
  }
  try {
    const folder = join(parent, "report");
    replaceFolder(folder, smallReport("earlier"));
    const large = new Map([...smallReport("later"), ["large.bin", new Uint8Array(1 << 20)]]);
    assert.deepEqual(
      codesOf(() => replaceFolder(folder, large)),
      ["OUTPUT_DISK_FULL"],
    );
    assert.equal(readWhole(folder), "earlier");
    assert.deepEqual(fs.readdirSync(parent), ["report"]);
  } finally {
    spawnSync("umount", [parent]);
  }
});

test("through a link, the folder that it leads to is replaced and the link stays", () => {
  const parent = room();
  const folder = join(parent, "true");
  replaceFolder(folder, smallReport("first"));
  fs.symlinkSync(folder, join(parent, "link"));
  replaceFolder(join(parent, "link"), smallReport("second"));
  assert.equal(readWhole(folder), "second");
  assert.ok(fs.lstatSync(join(parent, "link")).isSymbolicLink());
});

test("no file leaves the folder", () => {
  const parent = room();
  for (const path of ["../out.txt", "/out.txt", "a//b"]) {
    assert.throws(
      () => replaceFolder(join(parent, "report"), new Map([[path, new Uint8Array()]])),
      /leaves the report/,
    );
  }
  assert.deepEqual(fs.readdirSync(parent), []);
});

function breaksOff(code: string): () => void {
  return () => {
    throw Object.assign(new Error(`${code}: simulated`), { code, syscall: "write" });
  };
}

function isWhole(folder: string): boolean {
  try {
    return readWhole(folder) !== undefined;
  } catch {
    return false;
  }
}
