import { checkCommand } from "./check.ts";
import type { LodebookCommand } from "./command.ts";
import { evidenceBalanceCommand } from "./evidence-balance.ts";
import { evidencePoolCommand } from "./evidence-pool.ts";
import { explainCommand } from "./explain.ts";
import { marketBacktestCommand } from "./market-backtest.ts";
import { marketRunCommand } from "./market-run.ts";
import { marketSolveCommand } from "./market-solve.ts";
import { registerImportCommand } from "./register-import.ts";
import { registerTemplateCommand } from "./register-template.ts";
import { reportCommand } from "./report.ts";
import { revenueEitiCommand } from "./revenue-eiti.ts";
import { revenueExportCommand } from "./revenue-export.ts";
import { revenueQuarterCommand } from "./revenue-quarter.ts";
import { revenueReconcileCommand } from "./revenue-reconcile.ts";
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
  marketSolveCommand,
  marketRunCommand,
  marketBacktestCommand,
  registerTemplateCommand,
  registerImportCommand,
  revenueReconcileCommand,
  revenueQuarterCommand,
  revenueExportCommand,
  revenueEitiCommand,
];
