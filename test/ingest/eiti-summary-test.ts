import assert from "node:assert/strict";
import { test } from "node:test";
import { compareEiti, findUnlisted } from "../../src/findings/eiti-comparison.ts";
import { readEitiSummary } from "../../src/ingest/eiti-summary.ts";

function read(...texts: string[]) {
  const files = texts.map((text, index) => ({ name: `part-${index}.csv`, chunks: [new TextEncoder().encode(text)] }));
  return readEitiSummary(files);
}

// A sheet as a workbook saves it: titles above, an empty column in front, several tables below each other, notes between them.
const part3 = `,Part 3 - Reporting entities,,,,,,,
,Government entities,,,,,,,
,Full name of agency,Agency type,ID number (if applicable),Total reported,,,,
,Ministry of Mines,Central government,,350.5,,,,
,<add new rows as necessary>,,,,,,,
,,,,,,,,
,Companies,,,,,,,
,Full company name,Company type,Company ID number,Sector,"Commodities (comma-seperated)",Stock exchange listing or company website,,
,Ore Ltd,Private,007,Mining,"Copper, Gold",Not available,,
,'=Tin Ltd,Private,n/a,Mining,Tin,,,
,Projects,,,,,,,
,Full project name,"Legal agreement reference number(s): contract, licence, lease, concession, …","Affiliated companies, start with Operator",Commodities (one commodity/row),Status,Production (volume),Unit,
,North Pit,L-1,Ore Ltd,Copper,Production,,,
,North Pit,L-1,Ore Ltd,Gold,Production,,,
`;

const part4 = `,GFS Level 1,GFS Level 2,GFS Level 3,GFS Level 4,GFS Classification,Sector,Revenue stream name,Government entity,Revenue value,Currency
,Taxes (11E),,,,Ordinary taxes on income (1112E1),Mining,Income tax,Ministry of Mines,"1,000,000,000,000,000.10",USD
,Other revenue,,,,Royalties (1415E1),Mining,Royalty,Ministry of Mines,100.25,USD
,Other revenue,,,,1415E1,Mining,Royalty,Ministry of Mines,0.1,USD
,Other revenue,,,,1415E1,Mining,Royalty,Ministry of Mines,Not available,USD
,,,,,,,,Total in USD,1000000000000100.45,
`;

const part5 = `Sector,Company,Government entity,Revenue stream name,Levied on project (Y/N),Reported by project (Y/N),Project name,Reporting currency,Revenue value,Payment made in-kind (Y/N),In-kind volume (if applicable),Unit (if applicable),Comments
Mining,Ore Ltd,Ministry of Mines,Income tax,No,No,,USD,1000000000000000,No,,,
Mining,Ore Ltd,Ministry of Mines,Royalty,Yes,Yes,North Pit,USD,100.3,No,,,late
Mining,'=Tin Ltd,Ministry of Mines,Royalty,Yes,No,Not applicable,USD,-,No,,,
Mining,Clay Ltd,Ministry of Mines,Royalty,Yes,Yes,South Pit,USD,5,Yes,7,t,
Mining,Ore Ltd,Town Hall,Gate fee,No,No,,,Not applicable,No,,,
`;

test("sheets of a workbook: tables are found among all that stands around them", () => {
  const { summary, passedOver, faults } = read(part3, part4, part5);
  assert.deepEqual(faults, []);
  const { agencies, companies, projects, revenues, payments } = summary;
  assert.deepEqual(
    [agencies.map(({ name }) => name), companies.map(({ name }) => name), projects.map(({ commodity }) => commodity)],
    [["Ministry of Mines"], ["Ore Ltd", "=Tin Ltd"], ["Copper", "Gold"]],
  );
  assert.deepEqual([revenues.length, payments.length, passedOver], [4, 5, 4]);
  assert.deepEqual(
    revenues.map(({ gfsCode }) => gfsCode),
    ["1112E1", "1415E1", "1415E1", "1415E1"],
  );
  assert.deepEqual([companies[0]?.id, companies[1]?.id], ["007", ""]);
});

test("part 4 against part 5, exactly, and what is missing is counted and not zero", () => {
  const { summary } = read(part3, part4, part5);
  const shown = compareEiti(summary).map(({ stream, currency, government, company, difference, missing }) => [
    stream,
    currency,
    government?.minorUnits,
    company?.minorUnits,
    difference?.minorUnits,
    missing,
  ]);
  assert.deepEqual(shown, [
    ["Gate fee", "", undefined, undefined, undefined, { government: 0, company: 1, inKind: 0 }],
    [
      "Income tax",
      "USD",
      100_000_000_000_000_010n,
      1_000_000_000_000_000n,
      10n,
      { government: 0, company: 0, inKind: 0 },
    ],
    ["Royalty", "", undefined, undefined, undefined, { government: 1, company: 1, inKind: 0 }],
    ["Royalty", "USD", 10_035n, 1003n, 5n, { government: 0, company: 0, inKind: 1 }],
  ]);
  assert.deepEqual(findUnlisted(summary), {
    companies: ["Clay Ltd"],
    agencies: ["Town Hall"],
    projects: ["South Pit"],
    streams: ["Gate fee"],
  });
});

test("version 2.1 names some columns otherwise", () => {
  const { summary, faults } = read(
    `GFS classification,Sector,Revenue stream name,Legal basis,Issuing government entity,Final recipient,Revenue value,Currency
Royalties (1415E1),Mining,Royalty,Act 1,Ministry,Treasury,5,USD
Sector,Revenue stream name,Government entity,Revenue value,Currency
Mining,Excluded fee,Ministry,9,USD
`,
    `Company;Issuing government entity;Revenue stream name;Levied on project (Y/N);Reported on project (Y/N);Project name (if applicable);Reporting currency;Revenue value;Payment made in kind (Y/N)
Ore Ltd;Ministry;Royalty;Y;Y;North Pit;USD;5;N
`,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    summary.revenues.map(({ stream, entity }) => [stream, entity]),
    [["Royalty", "Ministry"]],
  );
  assert.deepEqual(
    summary.payments.map(({ project, isInKind }) => [project, isInKind]),
    [["North Pit", false]],
  );
});

test("every fault is told with its line, and the good rows are kept", () => {
  const header = "GFS Classification,Revenue stream name,Government entity,Revenue value,Currency";
  const rows = [
    "1415E1,Royalty,Ministry,5,USD",
    "1415E1,Royalty,Ministry,five,USD",
    "1415E1,Royalty,Ministry,=A1*2,USD",
    "1415E1,Royalty,Ministry,#REF!,USD",
    "1415E1,Royalty,Ministry,5,Dollars",
    "11120,Income tax,Ministry,5,USD",
    "1.112E+04,Income tax,Ministry,5,USD",
    '1415E1,Royalty,Ministry,"5,5",USD',
  ];
  const { summary, faults } = read([header, ...rows].join("\n"));
  assert.deepEqual(
    faults.map(({ code, line }) => [code, line]),
    [
      ["NUMBER_UNREADABLE", 3],
      ["CELL_FORMULA", 4],
      ["CELL_FORMULA", 5],
      ["UNIT_UNKNOWN", 6],
      ["ID_UNREADABLE", 7],
      ["ID_UNREADABLE", 8],
      ["NUMBER_DECIMAL_COMMA", 9],
    ],
  );
  assert.equal(summary.revenues.length, 1);
  const kind = read("Company,Revenue stream name,Revenue value,Payment made in-kind (Y/N)\nOre,Royalty,-,perhaps\n");
  assert.deepEqual(
    kind.faults.map(({ code }) => code),
    ["CHOICE_UNKNOWN"],
  );
});

test("a file without any of the tables is told, and so is one that is cut or not UTF-8", () => {
  assert.deepEqual(
    read("a,b\n1,2\n").faults.map(({ code }) => code),
    ["LAYOUT_UNKNOWN"],
  );
  assert.deepEqual(
    read('Company,"Revenue').faults.map(({ code }) => code),
    ["FILE_CUT"],
  );
  const bytes = new Uint8Array([
    ...new TextEncoder().encode("Company,Revenue stream name,Revenue value\nOre,Royalty,-\nOr"),
    ...[0xff, 0x2c, 0x61, 0x0a],
  ]);
  const { faults, summary } = readEitiSummary([{ name: "a.csv", chunks: [bytes] }]);
  assert.deepEqual(
    faults.map(({ code, line }) => [code, line]),
    [["TEXT_NOT_UTF8", 3]],
  );
  assert.equal(summary.payments.length, 1);
});
