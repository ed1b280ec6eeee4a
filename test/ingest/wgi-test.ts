import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesByIso3, readCountries } from "../../src/ingest/countries.ts";
import { readWgi, type WgiOptions } from "../../src/ingest/wgi.ts";
import { faultsOf, fileOf } from "./table-file.ts";

const list = "country_code,country_name,country_iso2,country_iso3\n410,Korea,KR,KOR\n704,Viet Nam,VN,VNM\n";
const countries = countriesByIso3(readCountries(fileOf(list)).rows);
const read = (text: string, dimension: WgiOptions["dimension"] = "pv") =>
  readWgi(fileOf(text), { dimension, countries });
const plain = (text: string, dimension?: WgiOptions["dimension"]) =>
  read(text, dimension).rows.map(({ country, iso3, year, estimate, standardError }) => [
    country,
    iso3,
    year,
    estimate,
    standardError,
  ]);

const long = "codeindyr,code,countryname,year,indicator,estimate,stddev,nsource,pctrank,pctranklower,pctrankupper\n";

test("the long file of the releases to 2024: one dimension of it, also with semicolons", () => {
  const rows = "KORpv2022,KOR,Korea,2022,pv,0.61,0.22,9,63,55,70\nKORcc2022,KOR,Korea,2022,cc,0.8,0.1,9,75,70,80\n";
  assert.deepEqual(plain(long + rows), [["410", "KOR", 2022, 0.61, 0.22]]);
  assert.deepEqual(plain(long + rows, "cc"), [["410", "KOR", 2022, 0.8, 0.1]]);
  assert.deepEqual(plain((long + rows).replaceAll(",", ";")), [["410", "KOR", 2022, 0.61, 0.22]]);
  assert.deepEqual(read(long + rows).filtered, { "other indicators": 1 });
});

test("a sheet of the release of 2025", () => {
  const header =
    "Economy (name),Economy (code),Year,Governance estimate (approx. -2.5 to +2.5),Standard error (estimate),Governance score (0-100)\n";
  assert.deepEqual(plain(`${header}"Korea, Rep.",KOR,2023,0.64,0.21,72\nViet Nam,VNM,2023,,,\n`), [
    ["410", "KOR", 2023, 0.64, 0.21],
    ["704", "VNM", 2023, undefined, undefined],
  ]);
});

const wide = "Country Name,Country Code,Series Name,Series Code,2021 [YR2021],2022 [YR2022]\n";
const footer = ',,,,,\n"Data from database: Worldwide Governance Indicators",,,,,\nLast Updated: 09/29/2023\n';

test("an extract of the DataBank: estimates and errors in rows of their own, words at its end", () => {
  const rows =
    '"Korea, Rep.",KOR,Political Stability: Estimate,PV.EST,0.66,0.61\n' +
    '"Korea, Rep.",KOR,Political Stability: Standard Error,PV.STD.ERR,0.23,..\n' +
    '"Korea, Rep.",KOR,Rule of Law: Estimate,RL.EST,1.1,1.2\nViet Nam,VNM,Political Stability: Estimate,PV.EST,..,-0.1\n';
  const expected = [
    ["410", "KOR", 2021, 0.66, 0.23],
    ["410", "KOR", 2022, 0.61, undefined],
    ["704", "VNM", 2021, undefined, undefined],
    ["704", "VNM", 2022, -0.1, undefined],
  ];
  assert.deepEqual(plain(wide + rows + footer), expected);
  assert.deepEqual(read(wide + rows + footer).faults, []);
  const renamed = rows.replaceAll("PV.EST", "GOV_WGI_PV.EST").replaceAll("PV.STD.ERR", "GOV_WGI_PV.SE");
  assert.deepEqual(plain(wide + renamed), expected);
});

test("a download of one indicator, with words above its header", () => {
  const text =
    '"Data Source","Worldwide Governance Indicators",\n\n"Last Updated Date","2023-09-29",\n\n' +
    '"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022",\n"Viet Nam","VNM","Estimate","PV.EST","","-0.1",\n';
  assert.deepEqual(plain(text), [
    ["704", "VNM", 2021, undefined, undefined],
    ["704", "VNM", 2022, -0.1, undefined],
  ]);
});

test("economies without a code are counted, a second estimate leaves none", () => {
  const rows =
    "x,LIE,L,2022,pv,1.5,0.2,1,1,1,1\n" + "x,KOR,K,2022,pv,1.5,0.2,1,1,1,1\nx,KOR,K,2022,pv,0.5,0.2,1,1,1,1\n";
  const { rows: found, filtered } = read(long + rows);
  assert.deepEqual(
    found.map(({ estimate }) => estimate),
    [undefined],
  );
  assert.deepEqual(filtered, { "no country code for LIE": 1, "differing estimates for one country and year": 2 });
  const twice = "K,KOR,E,PV.EST,1,1\nK,KOR,E,PV.EST,1,2\n";
  assert.deepEqual(
    plain(wide + twice).map(([, , , estimate]) => estimate),
    [1, undefined],
  );
});

test("scores of 0 to 100, a file of something else, a year without its column", () => {
  assert.deepEqual(faultsOf(read(`${wide}K,KOR,E,PV.EST,63,1\n`)), ["2 NUMBER_OUT_OF_RANGE"]);
  assert.deepEqual(faultsOf(read(`${long}x,KOR,K,22,pv,"1,5",0.2,1,1,1,1\n`)), [
    "2 PERIOD_UNREADABLE",
    "2 NUMBER_DECIMAL_COMMA",
  ]);
  assert.deepEqual(faultsOf(read("a,b,c\n1,2,3\n")), ["1 COLUMN_MISSING"]);
  assert.deepEqual(faultsOf(read("Country Name,Country Code,Year\n")), ["1 COLUMN_MISSING", "1 COLUMN_MISSING"]);
  assert.deepEqual(faultsOf(read(`${long}x,KOR,K,2022,pv`)), ["2 FILE_CUT"]);
});
