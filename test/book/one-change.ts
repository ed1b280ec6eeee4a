import assert from "node:assert/strict";
import { test } from "node:test";
import type { FaultCode } from "../../src/model/fault.ts";
import { parse, withText } from "./tiny-book.ts";

/** One change of the tiny book, and the one fault that it makes, at its line. */
export type Change = readonly [code: FaultCode, file: string, line: number, from: string, to: string];

/** A test for each change. */
export function testChanges(changes: readonly Change[]): void {
  for (const [code, file, line, from, to] of changes) {
    test(`${code} at ${file}:${line} for '${to.slice(0, 40)}'`, () => {
      const { book, faults } = parse(withText(file, from, to));
      const found = faults.map((fault) => `${fault.file}:${fault.line} ${fault.code}`);
      assert.deepEqual(found, [`${file}:${line} ${code}`], faults[0]?.message);
      assert.equal(book, undefined);
      assert.doesNotMatch(
        faults[0]?.message ?? "",
        /\{|undefined/.test(from + to) ? /\{found\}|\{expected\}|\{first\}/ : /\{|undefined/,
      );
    });
  }
}
