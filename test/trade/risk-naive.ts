import { type GeoPolRisk, geoPolRisk } from "../../src/trade/geopolrisk.ts";
import { governanceWeight } from "../../src/trade/governance-weight.ts";
import { herfindahl } from "../../src/trade/herfindahl.ts";
import { geoPolRiskOfGroup } from "./geopolrisk-of-group.ts";
import { copperMidpoint, type RiskRows } from "./risk-inputs.ts";

/** A cell by the functions of one cell, from rows that are looked through again for each; nothing may be missing. */
export function naiveRisk(rows: RiskRows, material: number, year: number, members: readonly number[]): GeoPolRisk {
  const made = rows.production.filter(([m, , y]) => m === material && y === year);
  const hhi = herfindahl(made.map(([, , , tonnes = 0]) => tonnes));
  const weightOf = (country: number) => {
    const row = rows.governance.find(([c, y]) => c === country && y === year);
    return governanceWeight(row?.[2] ?? Number.NaN);
  };
  const parts = members.map((country) => {
    const trade = rows.trade.filter(([m, y, importer]) => m === material && y === year && importer === country);
    return {
      country,
      origins: trade.map(([, , , exporter = -1]) => exporter),
      importTonnes: trade.map((row) => row[4] ?? Number.NaN),
      weights: trade.map(([, , , exporter = -1]) => (members.includes(exporter) ? 0 : weightOf(exporter))),
      domesticProductionTonnes: made.find(([, c]) => c === country)?.[3] ?? 0,
      tradeValueThousandUsd: trade.reduce((sum, row) => sum + (row[5] ?? 0), 0),
    };
  });
  const [only] = parts;
  if (only === undefined || parts.length > 1) return geoPolRiskOfGroup({ hhi, members: parts, copperMidpoint });
  return geoPolRisk({ hhi, copperMidpoint, ...only });
}
