import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of trade in a folder of their own, each from its rows. */
export function makeTradeFiles(folder: string) {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, header: string, rows: readonly string[]) => {
    const file = join(folder, name);
    writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
    return file;
  };
  return {
    path: (name: string) => join(folder, name),
    text: (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    flows: (name: string, rows: readonly string[]) => write(name, "t,i,j,k,v,q", rows),
    production: (name: string, rows: readonly string[]) =>
      write(name, "material,country_code,iso3,year,quantity,unit,flag", rows),
    governance: (name: string, rows: readonly string[]) =>
      write(name, "country_code,iso3,year,estimate,standard_error", rows),
    materials: (name: string, rows: readonly string[]) => write(name, "material,hs", rows),
    groups: (name: string, rows: readonly string[]) => write(name, "group,country_code", rows),
    /** period, reporter, flow, partner, code, kilograms, dollars. */
    comtrade: (name: string, rows: readonly (readonly (string | number)[])[]) =>
      write(
        name,
        "period,reporterCode,flowCode,partnerCode,partner2Code,cmdCode,customsCode,motCode,netWgt,primaryValue",
        rows.map(([period, reporter, flow, partner, code, weight, value]) =>
          [period, reporter, flow, partner, 0, code, "C00", 0, weight, value].join(","),
        ),
      ),
  };
}
