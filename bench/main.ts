import { benchEnsemble } from "./ensemble.ts";
import { benchEquilibrium } from "./equilibrium.ts";
import { benchKachinReport } from "./kachin-report.ts";
import { benchLargeBook } from "./large-book.ts";
import { benchLedger } from "./ledger.ts";
import type { Row } from "./measure.ts";
import { benchPooling } from "./pooling.ts";
import { benchTradeRisk } from "./trade-risk.ts";

const benches: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  pooling: benchPooling,
  "large-book": benchLargeBook,
  "kachin-report": benchKachinReport,
  "trade-risk": benchTradeRisk,
  equilibrium: benchEquilibrium,
  ensemble: benchEnsemble,
  ledger: benchLedger,
};

const words = process.argv.slice(2);
const json = words.includes("--json");
const names = words.filter((word) => !word.startsWith("--"));
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark '${unknown.join(", ")}'; expected ${Object.keys(benches).join(", ")}\n`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  rows.push(...(await run()));
}
process.stdout.write(
  json
    ? `${JSON.stringify(rows, (_, value) => (value === undefined ? null : value), 2)}\n`
    : rows.map(renderRow).join(""),
);

function renderRow({ name, ours, unit, peer, peerValue, ratio, note }: Row): string {
  const beside =
    peerValue === undefined ? peer : `${peer} ${peerValue.toPrecision(3)} ${unit}, ratio ${ratio?.toPrecision(3)}`;
  return `${name.padEnd(24)} ${ours.toPrecision(3)} ${unit}   ${beside}   ${note}\n`;
}
