/** The files of a report by path, with `/` between folders. */
export type ReportFiles = ReadonlyMap<string, Uint8Array>;

/** Marks a manifest as ours: a folder with such a manifest may be replaced. */
export const manifestFormat = "lodebook-report";
