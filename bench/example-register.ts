import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateRegister } from "./generate-register.ts";

/** The register of the invented territory in books/example. Run to write it anew: `node bench/example-register.ts`. */
export function makeExampleRegister(book: string): ReadonlyMap<string, string> {
  const given = ["register/terms.yaml", "register/levies.yaml"].map((path) => ({
    path,
    bytes: readFileSync(join(book, path)),
  }));
  return generateRegister({ permits: 40, consignments: 2000, seed: 20_250_331 }, given);
}

if (import.meta.main) {
  const book = join(import.meta.dirname, "../books/example");
  for (const [path, text] of makeExampleRegister(book)) writeFileSync(join(book, path), text);
}
