import assert from "node:assert/strict";
import { test } from "node:test";
import { readGroups } from "../../src/ingest/groups.ts";
import { faultsOf, fileOf } from "./table-file.ts";

test("members of groups, in the order of the file; a country may be in several", () => {
  const { groups, faults } = readGroups(fileOf("group,country_code\nnorth,056\nsouth,36\nnorth,276\nsouth,056\n"));
  assert.deepEqual(faults, []);
  assert.deepEqual(
    groups,
    new Map([
      ["north", ["56", "276"]],
      ["south", ["36", "56"]],
    ]),
  );
});

test("a member twice, a country by letters, a group without a name, a renamed column", () => {
  const table = readGroups(fileOf("group,country_code\neu,56\neu,056\neu,BE\n,56\n"));
  assert.deepEqual(faultsOf(table), ["3 FLOW_DUPLICATE", "4 COUNTRY_CODE_UNKNOWN", "5 CELL_EMPTY"]);
  assert.deepEqual([table.groups, table.bad], [new Map([["eu", ["56"]]]), 3]);
  assert.deepEqual(faultsOf(readGroups(fileOf("group,country\n"))), ["1 COLUMN_MISSING"]);
});
