import type { LodebookCommand } from "./command.ts";

/** A command by its words. It is loaded only when it is asked for, so that none waits for what another needs. */
export type CommandEntry = {
  /** As typed, for instance `evidence pool`. */
  readonly name: string;
  readonly load: () => Promise<LodebookCommand>;
};

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  { name: "start", load: async () => (await import("./start.ts")).startCommand },
  { name: "check", load: async () => (await import("./check.ts")).checkCommand },
  { name: "report", load: async () => (await import("./report.ts")).reportCommand },
  { name: "explain", load: async () => (await import("./explain.ts")).explainCommand },
  { name: "statements", load: async () => (await import("./statements.ts")).statementsCommand },
  { name: "evidence pool", load: async () => (await import("./evidence-pool.ts")).evidencePoolCommand },
  { name: "evidence balance", load: async () => (await import("./evidence-balance.ts")).evidenceBalanceCommand },
  { name: "trade import", load: async () => (await import("./trade-import.ts")).tradeImportCommand },
  { name: "trade risk", load: async () => (await import("./trade-risk.ts")).tradeRiskCommand },
  { name: "trade exposure", load: async () => (await import("./trade-exposure.ts")).tradeExposureCommand },
  { name: "trade mirror", load: async () => (await import("./trade-mirror.ts")).tradeMirrorCommand },
  { name: "market solve", load: async () => (await import("./market-solve.ts")).marketSolveCommand },
  { name: "market run", load: async () => (await import("./market-run.ts")).marketRunCommand },
  { name: "market backtest", load: async () => (await import("./market-backtest.ts")).marketBacktestCommand },
  { name: "register template", load: async () => (await import("./register-template.ts")).registerTemplateCommand },
  { name: "register import", load: async () => (await import("./register-import.ts")).registerImportCommand },
  { name: "revenue reconcile", load: async () => (await import("./revenue-reconcile.ts")).revenueReconcileCommand },
  { name: "revenue quarter", load: async () => (await import("./revenue-quarter.ts")).revenueQuarterCommand },
  { name: "revenue export", load: async () => (await import("./revenue-export.ts")).revenueExportCommand },
  { name: "revenue eiti", load: async () => (await import("./revenue-eiti.ts")).revenueEitiCommand },
];
