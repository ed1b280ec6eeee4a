import type { Finding } from "../model/finding.ts";
import type { RevenueCurve } from "../model/market-plan.ts";
import type { Text } from "../model/text.ts";
import { type MarketContext, namesOf, simulated, simulatedChance } from "./market-finding.ts";
import { revenueStudy } from "./market-studies.ts";

/** A levy at multiples of its rate: what it brings in, what its region gains, and the rate beyond which it brings in less. */
export type RevenueFindings = {
  readonly levy: Text;
  readonly scenario: Text;
  readonly region: string;
  readonly points: readonly {
    readonly multiple: number;
    readonly rate: Finding;
    readonly revenue: Finding;
    readonly home: Finding;
  }[];
  readonly best: Finding;
  readonly falls: Finding;
};

/** Findings of a levy whose revenue is asked for. */
export function findRevenue(context: MarketContext, curve: RevenueCurve): RevenueFindings[] {
  const { plan } = context;
  const levy = plan.levies.find(({ id }) => id === curve.levy);
  const scenario = plan.scenarios.find(({ id }) => id === curve.scenario);
  if (levy === undefined || scenario === undefined) return [];
  const id = revenueStudy(levy.id);
  const period = `${scenario.shown.start}/${scenario.shown.end}`;
  const rateUnit = levy.basis === "value" ? "1" : `${plan.currency}/t`;
  const money = `million ${plan.currency}`;
  const region = namesOf(context).region(levy.from);
  return [
    {
      levy: levy.title,
      scenario: scenario.title,
      region: levy.from,
      points: curve.multiples.map((multiple, index) => {
        const head = { names: { levy: levy.title, region, multiple: String(multiple) }, period };
        return {
          multiple,
          rate: simulated(context, { key: `${id}/rate/${index}`, label: "rate", unit: rateUnit, ...head }),
          revenue: simulated(context, { key: `${id}/revenue/${index}`, label: "revenue", unit: money, ...head }),
          home: simulated(context, { key: `${id}/home/${index}`, label: "home", unit: money, ...head }),
        };
      }),
      best: simulated(context, {
        key: `${id}/best`,
        label: "best",
        names: { levy: levy.title },
        period,
        unit: rateUnit,
      }),
      falls: simulatedChance(context, {
        key: `${id}/falls`,
        label: "falls",
        names: { levy: levy.title },
        period,
        unit: "1",
      }),
    },
  ];
}
