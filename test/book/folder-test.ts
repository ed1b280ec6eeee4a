import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readFolder, sha256Of } from "../../src/book/folder.ts";
import { readBook } from "../../src/book/read-book.ts";
import type { FaultCode } from "../../src/model/fault.ts";
import { tinyFolder } from "./tiny-book.ts";

const changes: readonly (readonly [code: FaultCode, file: string, change: (folder: string) => void])[] = [
  ["FILE_MISSING", "terms.yaml", (folder) => rmSync(join(folder, "terms.yaml"))],
  ["FILE_UNEXPECTED", "source.yaml", (folder) => writeFileSync(join(folder, "source.yaml"), "[]")],
  ["FILE_UNEXPECTED", "gaps.yml", (folder) => writeFileSync(join(folder, "gaps.yml"), "[]")],
  ["FILE_UNEXPECTED", "claims/more.yaml", (folder) => writeFileSync(join(folder, "claims", "more.yaml"), "[]")],
  ["FILE_UNEXPECTED", "claims/2025", (folder) => mkdirSync(join(folder, "claims", "2025"))],
  ["FILE_UNREADABLE", "book.yaml", (folder) => replace(folder, "book.yaml", (path) => mkdirSync(path))],
  ["FILE_UNREADABLE", "book.yaml", (folder) => replace(folder, "book.yaml", (path) => symlinkSync("nowhere", path))],
  ["FILE_TOO_LARGE", "claims/large.csv", (folder) => grow(folder, "claims/large.csv", 200_000_000)],
  ["FILE_TOO_LARGE", "gaps.yaml", (folder) => grow(folder, "gaps.yaml", 6_000_000)],
  ["LINK_LEAVES_BOOK", "claims/out.csv", (folder) => symlinkSync("/etc/hosts", join(folder, "claims", "out.csv"))],
  ["LINK_LEAVES_BOOK", "series", (folder) => replace(folder, "series", (path) => symlinkSync(tmpdir(), path))],
];

for (const [code, file, change] of changes) {
  test(`${code} for ${file}`, () => {
    inCopy((folder) => {
      change(folder);
      const { book, faults } = readBook(folder);
      const own = faults.filter((fault) => fault.file === file);
      assert.deepEqual(
        own.map((fault) => [fault.code, fault.line]),
        [[code, 0]],
      );
      assert.equal(book, undefined);
    });
  });
}

test("a folder that is not there is told", () => {
  const { faults } = readBook(join(tinyFolder, "no-such-folder"));
  assert.deepEqual(
    faults.map(({ code }) => code),
    ["FOLDER_MISSING"],
  );
});

test("other files are left alone: notes, hidden files, pictures, a file that a spreadsheet has open", () => {
  inCopy((folder) => {
    for (const name of ["README.md", ".draft.yaml", "map.png", "claims/.~lock.exports.csv#", "claims/exports.xlsx"]) {
      writeFileSync(join(folder, name), "anything");
    }
    assert.deepEqual(readBook(folder).faults, []);
    assert.equal(readFolder(folder).files.length, readFolder(tinyFolder).files.length);
  });
});

test("a link inside the book is followed", () => {
  inCopy((folder) => {
    replace(folder, "README-grades", (path) => cpSync(join(folder, "grades.yaml"), path));
    replace(folder, "grades.yaml", (path) => symlinkSync("README-grades", path));
    assert.deepEqual(readBook(folder).faults, []);
  });
});

test("the book's digest covers path and bytes of every file", () => {
  const { book } = readBook(tinyFolder);
  assert.ok(book);
  const lines = book.files.map(({ path, sha256 }) => `${path}\0${sha256}\n`);
  assert.deepEqual(lines, [...lines].sort());
  assert.equal(book.files.length, 27);
  assert.equal(book.sha256, sha256Of(lines.join("")));
  // FIPS 180-2, appendix B.1: the digest of "abc".
  assert.equal(sha256Of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

function inCopy(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-book-"));
  try {
    cpSync(tinyFolder, folder, { recursive: true });
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function replace(folder: string, name: string, make: (path: string) => void): void {
  rmSync(join(folder, name), { recursive: true, force: true });
  make(join(folder, name));
}

/** A file with a hole: large by its size, nothing on the disk. */
function grow(folder: string, name: string, bytes: number): void {
  writeFileSync(join(folder, name), "");
  truncateSync(join(folder, name), bytes);
}
