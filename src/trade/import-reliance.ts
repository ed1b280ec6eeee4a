import { lodebookError } from "../model/fault.ts";

/**
 * Import reliance: net imports over apparent consumption, (imports - exports) / (production + imports - exports),
 * 0..1; a net exporter has 0 (European Commission 2017; Blengini et al. 2017).
 *
 * All three are tonnes of one form over one period, known numbers of 0 or more. Throws TRADE_INPUT when one is not, and
 * when more left than was made and bought, or nothing stayed: then there is no consumption to be a share of.
 *
 * @example
 * importReliance({ productionTonnes: 60, importTonnes: 50, exportTonnes: 10 }) // => 0.4
 * importReliance({ productionTonnes: 60, importTonnes: 10, exportTonnes: 50 }) // => 0
 * importReliance({ productionTonnes: 0, importTonnes: 10, exportTonnes: 10 }) // throws TRADE_INPUT
 */
export function importReliance(input: {
  readonly productionTonnes: number;
  readonly importTonnes: number;
  readonly exportTonnes: number;
}): number {
  for (const [name, tonnes] of Object.entries(input)) {
    if (!(tonnes >= 0 && tonnes < Number.POSITIVE_INFINITY)) {
      throw lodebookError("TRADE_INPUT", { found: `${name} ${tonnes}`, expected: "a finite number of 0 or more" });
    }
  }
  const netImports = input.importTonnes - input.exportTonnes;
  const consumption = input.productionTonnes + netImports;
  if (!(consumption > 0 && consumption < Number.POSITIVE_INFINITY)) {
    throw lodebookError("TRADE_INPUT", {
      found: `an apparent consumption of ${consumption} t`,
      expected: "a positive finite one",
    });
  }
  return Math.max(0, netImports / consumption);
}
