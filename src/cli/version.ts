import manifest from "../../package.json" with { type: "json" };

/** The version of Lodebook. */
export const version: string = manifest.version;
