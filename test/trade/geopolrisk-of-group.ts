import { lodebookError } from "../../src/model/fault.ts";
import { type GeoPolRisk, geoPolRisk } from "../../src/trade/geopolrisk.ts";

/** One country of a group and what it imports. Countries are positions in any one list. */
export type GroupMember = {
  readonly country: number;
  /** Where each entry of `importTonnes` comes from. */
  readonly origins: ArrayLike<number>;
  readonly importTonnes: ArrayLike<number>;
  /** Governance weight of each origin; that of an origin inside the group is not read. */
  readonly weights: ArrayLike<number>;
  readonly domesticProductionTonnes: number;
  /** Value of these imports. */
  readonly tradeValueThousandUsd: number;
};

/**
 * The plain way, for the bulk table to be held against: GeoPolRisk of a group of countries (Koyamparambath et al. 2024): numerator, imports, production and value are summed
 * over the members, and what one member buys from another has the governance weight 0. It still counts as trade, in the
 * denominator and in the price.
 *
 * Ranges and units are those of `geoPolRisk`. Throws TRADE_INPUT where that does, without members, for a country that is
 * a member twice, and for a member whose origins are not as many as its quantities and weights.
 */
export function geoPolRiskOfGroup(input: {
  readonly hhi: number;
  readonly members: readonly GroupMember[];
  readonly copperMidpoint: number;
}): GeoPolRisk {
  const { hhi, members, copperMidpoint } = input;
  const countries = countriesOf(members);
  const importTonnes: number[] = [];
  const weights: number[] = [];
  let domesticProductionTonnes = 0;
  let tradeValueThousandUsd = 0;
  for (const member of members) {
    checkMember(member);
    for (let i = 0; i < member.origins.length; i += 1) {
      importTonnes.push(member.importTonnes[i] ?? Number.NaN);
      weights.push(countries.has(member.origins[i] ?? Number.NaN) ? 0 : (member.weights[i] ?? Number.NaN));
    }
    domesticProductionTonnes += member.domesticProductionTonnes;
    tradeValueThousandUsd += member.tradeValueThousandUsd;
  }
  return geoPolRisk({ hhi, importTonnes, weights, domesticProductionTonnes, tradeValueThousandUsd, copperMidpoint });
}

function countriesOf(members: readonly GroupMember[]): ReadonlySet<number> {
  const countries = new Set(members.map(({ country }) => country));
  if (members.length === 0) throw refuse("a group without members", "at least one country");
  if (countries.size < members.length) {
    throw refuse(`${members.length} members of ${countries.size} countries`, "each country once");
  }
  return countries;
}

/** Whatever could cancel out in the sums over members is refused before them. */
function checkMember({ country, origins, importTonnes, weights, ...amounts }: GroupMember): void {
  if (origins.length !== importTonnes.length || origins.length !== weights.length) {
    throw refuse(
      `member ${country} with ${origins.length} origins, ${importTonnes.length} quantities, ${weights.length} weights`,
      "as many of each",
    );
  }
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount >= 0) continue;
    throw refuse(`member ${country} with ${name} ${amount}`, "a finite number of 0 or more");
  }
}

function refuse(found: string, expected: string) {
  return lodebookError("TRADE_INPUT", { found, expected });
}
