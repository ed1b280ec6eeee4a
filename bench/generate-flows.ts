import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeRandom } from "./random.ts";

/** How large the invented world is. */
export type TradeSize = {
  readonly flows: number;
  readonly countries: number;
  readonly codes: number;
  readonly materials: number;
  readonly years: readonly number[];
  readonly seed: number;
};

/** The files that `trade risk` reads. */
export type TradeFiles = {
  readonly flows: string;
  readonly production: string;
  readonly governance: string;
  readonly materials: string;
};

/** Write flows of BACI's shape, sorted as BACI is, with production, governance and materials to go with them. */
export function generateFlows(folder: string, size: TradeSize): TradeFiles {
  const files = {
    flows: join(folder, "flows.csv"),
    production: join(folder, "production.csv"),
    governance: join(folder, "governance.csv"),
    materials: join(folder, "materials.csv"),
  };
  const random = makeRandom(size.seed);
  const countries = Array.from({ length: size.countries }, (_, index) => String(4 + 4 * index));
  const codes = Array.from({ length: size.codes }, (_, index) => String(10_000 + 130 * index).padStart(6, "0"));
  writeFlows(files.flows, { ...size, countries, codes, random });
  writeFileSync(files.materials, materialRows(codes, size.materials));
  writeFileSync(files.production, productionRows(countries, size, random));
  writeFileSync(files.governance, governanceRows(countries, size, random));
  return files;
}

type World = {
  readonly flows: number;
  readonly years: readonly number[];
  readonly countries: readonly string[];
  readonly codes: readonly string[];
  readonly random: () => number;
};

/** Every pair of countries trades the same number of goods, each a random step behind the last. */
function writeFlows(file: string, { flows, years, countries, codes, random }: World): void {
  const pairs = countries.length * (countries.length - 1);
  const output = openSync(file, "w");
  const bytes = Buffer.alloc(1 << 22);
  let size = bytes.write("t,i,j,k,v,q\n", "latin1");
  const put = (text: string) => {
    for (let index = 0; index < text.length; index += 1) bytes[size + index] = text.charCodeAt(index);
    size += text.length;
  };
  let [done, pair] = [0, 0];
  for (const year of years) {
    for (const exporter of countries) {
      for (const importer of countries) {
        if (importer === exporter) continue;
        pair += 1;
        // The rows still due by this pair: so that the sum is exact whatever the pairs.
        const rows = Math.floor((flows * pair) / (pairs * years.length)) - done;
        const start = `${year},${exporter},${importer},`;
        for (let row = 0; row < rows; row += 1) {
          const code = codes[Math.floor(((row + random()) * codes.length) / rows)] ?? "";
          const amount = 0.001 + random() ** 4 * 1e6;
          const quantity = random() < 0.03 ? "NA" : (amount * (0.2 + 2 * random())).toFixed(3);
          put(`${start}${code},${amount.toFixed(3)},${quantity}\n`);
        }
        done += rows;
        if (size > bytes.length - (1 << 16)) size = flush(output, bytes, size);
      }
    }
  }
  flush(output, bytes, size);
  closeSync(output);
}

function flush(output: number, bytes: Buffer, size: number): number {
  writeSync(output, bytes, 0, size);
  return 0;
}

function materialRows(codes: readonly string[], materials: number): string {
  const step = Math.floor(codes.length / (2 * materials));
  const rows = Array.from(
    { length: materials },
    (_, index) => `material-${index},${codes[2 * index * step]};${codes[(2 * index + 1) * step]}`,
  );
  return `material,hs\n${rows.join("\n")}\n`;
}

function productionRows(countries: readonly string[], { materials, years }: TradeSize, random: () => number): string {
  const rows = ["material,country_code,iso3,year,quantity,unit,flag"];
  for (let material = 0; material < materials; material += 1) {
    for (let producer = 0; producer < 30; producer += 1) {
      const index = (material * 17 + producer * 7) % countries.length;
      for (const year of years) {
        const flag = ["r", "e", "p"][producer % 3];
        const tonnes = (random() ** 4 * 1e6).toFixed(1);
        rows.push(`material-${material},${countries[index]},${isoOf(index)},${year},${tonnes},t,${flag}`);
      }
    }
  }
  return `${rows.join("\n")}\n`;
}

function governanceRows(countries: readonly string[], { years }: TradeSize, random: () => number): string {
  const rows = ["country_code,iso3,year,estimate,standard_error"];
  for (const [index, country] of countries.entries()) {
    for (const year of years) {
      rows.push(
        `${country},${isoOf(index)},${year},${(5 * random() - 2.5).toFixed(4)},${(0.2 + 0.1 * random()).toFixed(4)}`,
      );
    }
  }
  return `${rows.join("\n")}\n`;
}

/** Three letters that no other country has. */
function isoOf(index: number): string {
  return [Math.floor(index / 676), Math.floor(index / 26) % 26, index % 26]
    .map((letter) => String.fromCharCode(65 + letter))
    .join("");
}
