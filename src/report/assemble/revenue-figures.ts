import type { SidesFindings } from "../../findings/revenue-sides.ts";
import type { Finding } from "../../model/finding.ts";
import type { Text } from "../../model/text.ts";
import type { FigureSpec } from "../figure-spec.ts";

type Bridge = Extract<FigureSpec, { readonly kind: "bridge" }>;
type Step = Bridge["steps"][number];

/** From the first record that is there to the last, each part of the differences between them a step. */
export function bridgeFigure(sides: SidesFindings, title: Text, words: (key: string) => Text): Bridge {
  const recordOf = (side: string) => {
    const final = sides.sides.find((one) => one.side === side)?.final;
    return final === undefined ? [] : stepOf(final, words(`revenue.side-${side}`), "record");
  };
  const bridges = sides.bridges.filter(({ residual }) => residual.result.kind !== "missing");
  const [first] = bridges;
  return {
    kind: "bridge",
    id: `revenue-bridge-${sides.measure}`,
    title,
    unit: sides.unit,
    steps: [
      ...(first === undefined ? [] : recordOf(first.from)),
      ...bridges.flatMap(({ to, parts }) => [
        ...parts.flatMap(({ cause, finding }) => stepOf(finding, words(`revenue.cause-${cause}`), "part")),
        ...recordOf(to),
      ]),
    ],
  };
}

/** What is missing of a record is no part of it: the bridge goes by what is known. */
function stepOf({ result }: Finding, label: Text, role: Step["role"]): Step[] {
  switch (result.kind) {
    case "count":
      return [{ label, role, value: result.value, low: result.value, high: result.value }];
    case "estimate":
      return [{ label, role, value: result.value, low: result.low, high: result.high }];
    case "sum":
      return [{ label, role, value: result.known, low: result.known, high: result.known }];
    default:
      return [];
  }
}
