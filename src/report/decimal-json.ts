/** A number written as it stands: JSON's own numbers pass through floating point, which money must not. */
export type DecimalNumber = { readonly decimal: string };

/** What JSON can hold, with decimals of any length. A member that is undefined is left out. */
export type DecimalJson =
  | string
  | boolean
  | DecimalNumber
  | readonly DecimalJson[]
  | { readonly [key: string]: DecimalJson | undefined };

/** JSON with two spaces of indent and a line break at its end. */
export function writeDecimalJson(value: DecimalJson): string {
  return `${render(value, "")}\n`;
}

function render(value: DecimalJson, indent: string): string {
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${inner}${render(item, inner)}`).join(",\n")}\n${indent}]`;
  }
  if (isDecimal(value)) return value.decimal;
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${render(member, inner)}`],
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

function isList(value: DecimalJson): value is readonly DecimalJson[] {
  return Array.isArray(value);
}

function isDecimal(value: object): value is DecimalNumber {
  return "decimal" in value && typeof value.decimal === "string" && Object.keys(value).length === 1;
}
