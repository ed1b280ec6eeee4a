import { checkCommand } from "./check.ts";
import type { LodebookCommand } from "./command.ts";
import { evidenceBalanceCommand } from "./evidence-balance.ts";
import { evidencePoolCommand } from "./evidence-pool.ts";
import { explainCommand } from "./explain.ts";
import { reportCommand } from "./report.ts";
import { startCommand } from "./start.ts";
import { statementsCommand } from "./statements.ts";
import { tradeExposureCommand } from "./trade-exposure.ts";
import { tradeImportCommand } from "./trade-import.ts";
import { tradeMirrorCommand } from "./trade-mirror.ts";
import { tradeRiskCommand } from "./trade-risk.ts";

/** Every command, in the order of the help. */
export const commands: readonly LodebookCommand[] = [
  startCommand,
  checkCommand,
  reportCommand,
  explainCommand,
  statementsCommand,
  evidencePoolCommand,
  evidenceBalanceCommand,
  tradeImportCommand,
  tradeRiskCommand,
  tradeExposureCommand,
  tradeMirrorCommand,
];
