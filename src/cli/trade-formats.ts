import { baciReader } from "../ingest/baci.ts";
import { chinaCustomsReader } from "../ingest/china-customs.ts";
import { comextReader } from "../ingest/comext.ts";
import { comtradeCsvReader } from "../ingest/comtrade-csv.ts";
import { comtradeJsonReader } from "../ingest/comtrade-json.ts";
import type { FlowReader } from "../ingest/flow-reader.ts";
import { lodebookError } from "../model/fault.ts";

/** What a format leaves open and the user says. */
export type FormatOptions = { readonly side?: string | undefined; readonly reporter?: string | undefined };

type Side = "importer" | "exporter";
type Said = { readonly side?: Side; readonly reporter?: string };

/** Each format, which options it takes, and its reader. */
const formats: Readonly<
  Record<string, { takes: readonly (keyof Said)[]; make: (file: string, said: Said) => FlowReader }>
> = {
  baci: { takes: [], make: (file) => baciReader(file) },
  "comtrade-csv": { takes: ["side"], make: comtradeCsvReader },
  "comtrade-json": { takes: ["side"], make: comtradeJsonReader },
  "china-customs": {
    takes: ["side", "reporter"],
    make: (file, { side, reporter }) => {
      if (side === undefined) throw usage("no --side", "importer for a file of imports, exporter for one of exports");
      if (reporter === undefined) throw usage("no --reporter", "the code of China in the other files, 156");
      return chinaCustomsReader(file, { side, reporter });
    },
  },
  comext: { takes: ["side"], make: comextReader },
};

/** The formats that can be read. */
export const formatNames: readonly string[] = Object.keys(formats);

/** The reader of a file in a format. Throws USAGE for a format that is none, and for options that it has no use for. */
export function makeReader(file: string, format: string, options: FormatOptions): FlowReader {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known === undefined) throw usage(`--format '${format}'`, formatNames.join(", "));
  const { side, reporter } = options;
  for (const [name, value] of Object.entries({ side, reporter })) {
    if (value === undefined || known.takes.some((one) => one === name)) continue;
    throw usage(`--${name} '${value}'`, `no --${name} with ${format}, whose rows say it themselves`);
  }
  return known.make(file, {
    ...(side === undefined ? {} : { side: parseSide(side) }),
    ...(reporter === undefined ? {} : { reporter }),
  });
}

function parseSide(text: string): Side {
  if (text === "importer" || text === "exporter") return text;
  throw usage(`--side '${text}'`, "importer or exporter: whose record the file is");
}

function usage(found: string, expected: string) {
  return lodebookError("USAGE", { found: `got ${found}`, expected });
}
