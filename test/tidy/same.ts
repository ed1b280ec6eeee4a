/** Deep equality; numbers agree to 1e-9 of the expected one, and typed arrays may be written as plain ones. */
export function same(found: unknown, expected: unknown): boolean {
  if (typeof found === "number" && typeof expected === "number") {
    if (!Number.isFinite(expected)) return Object.is(found, expected);
    return Math.abs(found - expected) <= 1e-9 * Math.abs(expected);
  }
  if (typeof found !== "object" || typeof expected !== "object" || found === null || expected === null) {
    return Object.is(found, expected);
  }
  if (isList(found) || isList(expected)) {
    if (!isList(found) || !isList(expected) || found.length !== expected.length) return false;
    return [...found].every((item, index) => same(item, expected[index]));
  }
  if (found instanceof Map || expected instanceof Map || found instanceof Set || expected instanceof Set) {
    const [left, right] = [found, expected].map((it) => (it instanceof Map || it instanceof Set ? [...it] : undefined));
    return found.constructor === expected.constructor && same(left, right);
  }
  const left = Object.entries(found);
  const right = new Map(Object.entries(expected));
  return left.length === right.size && left.every(([key, item]) => right.has(key) && same(item, right.get(key)));
}

function isList(value: object): value is ArrayLike<unknown> & Iterable<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
