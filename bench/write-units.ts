/** Whole units with so many decimals, as text. */
export function writeUnits(units: bigint, decimals: number): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals).replace(/0+$/, "");
  const sign = units < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -decimals)}${fraction === "" ? "" : `.${decimals === 2 ? digits.slice(-2) : fraction}`}`;
}
