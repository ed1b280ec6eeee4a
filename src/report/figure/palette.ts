import type { Verdict } from "../../model/statement.ts";

/** Text and marks. The greys and the colours have at least 4.5:1 on white, so that they may also be read as text. */
export const ink = "#1b1f24";
export const softInk = "#57606a";
export const gridInk = "#e1e5e9";

/** The estimate: its line, and its interval as a tint on which ink stays readable. */
export const estimateInk = "#00609c";
export const intervalFill = "#cfe3f3";

/** Series: Okabe and Ito's colours, darkened until they can be read as text; each has its own shape too. */
export const series = [
  { colour: "#0067a5", shape: "circle" },
  { colour: "#b04a00", shape: "diamond" },
  { colour: "#00714f", shape: "triangle" },
  { colour: "#8f3a76", shape: "square" },
  { colour: "#7a5c00", shape: "star" },
  { colour: "#4b5157", shape: "cross" },
] as const;

/** Verdicts, from the same colours; `drawDiamond` gives each its own shape too. */
export const verdictInk: Readonly<Record<Verdict, string>> = {
  supported: "#00714f",
  contested: "#8a5a00",
  contradicted: "#b3360b",
  unsupported: softInk,
  "not-testable": softInk,
};

/** Width from which a figure puts its labels beside the marks instead of above them. */
export const wideFrom = 560;
