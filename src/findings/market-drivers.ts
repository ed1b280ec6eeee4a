import type { Finding } from "../model/finding.ts";
import type { OutcomeDriver } from "../model/market-record.ts";
import type { Text } from "../model/text.ts";
import { computed, type MarketContext } from "./market-finding.ts";
import type { ParameterValue } from "./parameter-values.ts";
import type { ScenarioPrice } from "./scenario-price.ts";

/** How a parameter moves an outcome: the part of its spread, and where the outcome stands at the ends of the parameter. */
export type DriverFinding = {
  readonly parameter: string;
  readonly label: Text;
  readonly share: Finding;
  readonly range: Finding;
  /** Whether the outcome grows with the parameter. */
  readonly rises: boolean;
};

/** An outcome with the parameters that its spread follows most. */
export type DrivenFinding = { readonly outcome: Finding; readonly bars: readonly DriverFinding[] };

/** Of the prices that the book knows the one that moves most, and what drives it. */
export function findDriven(
  context: MarketContext,
  prices: readonly ScenarioPrice[],
  parameters: readonly ParameterValue[],
): DrivenFinding | undefined {
  const known = prices.filter(({ element, region }) =>
    context.plan.prices.some((one) => one.element === element && one.region === region),
  );
  const outcomes = known.flatMap(({ highest, last }) => [highest, last]).toSorted((a, b) => moved(b) - moved(a));
  for (const outcome of outcomes) {
    const drivers = context.summary.drivers.get(outcome.id.slice("market/".length)) ?? [];
    const bars = drivers.flatMap((driver) => findBar(context, outcome, driver, parameters));
    if (bars.length > 0) return { outcome, bars };
  }
  return undefined;
}

function findBar(
  context: MarketContext,
  outcome: Finding,
  { parameter, share, low, high, atLow, atHigh }: OutcomeDriver,
  parameters: readonly ParameterValue[],
): DriverFinding[] {
  const value = parameters.find((one) => one.parameter.id === parameter);
  if (value === undefined) return [];
  const { label } = value.parameter;
  const head = {
    key: outcome.id.slice("market/".length),
    names: { parameter: label, outcome: outcome.label },
    period: outcome.period,
  };
  const inputs = [value.finding, outcome];
  const part = { kind: "estimate", value: share, low, high } as const;
  const [bottom, top] = [Math.min(atLow, atHigh), Math.max(atLow, atHigh)];
  const over = { kind: "estimate", value: bottom + (top - bottom) / 2, low: bottom, high: top } as const;
  return [
    {
      parameter,
      label,
      share: computed(context, { ...head, path: `driver/${parameter}`, label: "driver", unit: "1" }, part, inputs),
      range: computed(
        context,
        { ...head, path: `driven/${parameter}`, label: "driven", unit: outcome.unit },
        over,
        inputs,
      ),
      rises: atHigh > atLow,
    },
  ];
}

/** How far a ratio is from one, either way. */
function moved({ result }: Finding): number {
  return result.kind === "estimate" && result.value > 0 ? Math.abs(Math.log(result.value)) : 0;
}
