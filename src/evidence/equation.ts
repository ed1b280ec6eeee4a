import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";

/** An equation read: its names in the order in which they first come, and left - right as steps that follow one another. */
export type Equation = { readonly text: string; readonly names: readonly string[]; readonly steps: readonly Step[] };

/** One operation; `of`, `left` and `right` are the indices of earlier steps. */
type Step =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly index: number }
  | { readonly kind: "negate"; readonly of: number }
  | { readonly kind: Operator; readonly left: number; readonly right: number };

type Operator = "add" | "subtract" | "multiply" | "divide";

const maxDepth = 100;
const maxLength = 10_000;

/**
 * Read an equation such as `share * total = part`: numbers, names (letters, digits and `_`), `+ - * /`, a sign before a
 * factor, parentheses, and one `=`. Throws EQUATION_UNREADABLE, which says at which position what was found and what was
 * expected; parentheses and signs may be nested a hundred deep and the text ten thousand characters long.
 *
 * @example
 * parseEquation("f1 = f2 + f3").names // => ["f1", "f2", "f3"]
 * parseEquation("share * = part") // throws EQUATION_UNREADABLE
 */
export function parseEquation(text: string): Equation {
  if (text.length > maxLength) throw unreadable(`${text.slice(0, 40)}...`, `at most ${maxLength} characters`);
  const reader: Reader = { text, tokens: splitTokens(text), next: 0, depth: 0, names: new Map(), steps: [] };
  const left = parseSum(reader);
  expectToken(reader, "=");
  const right = parseSum(reader);
  if (tokenOf(reader).text !== "") throw unexpected(reader, "an operator or the end");
  addStep(reader, { kind: "subtract", left, right });
  return { text, names: [...reader.names.keys()], steps: reader.steps };
}

/**
 * Left side - right side of an equation at the values of its names (in the order of `names`), and into `gradient` its
 * derivative by each of them, by reverse differentiation. `size` is the sum of the magnitudes of the terms: a residual
 * is small or large against it. A division by zero gives results that are not finite.
 *
 * @example
 * evaluateEquation(parseEquation("share * total = part"), Float64Array.of(0.5, 10, 4), new Float64Array(3)).residual // => 1
 * evaluateEquation(parseEquation("share * total = part"), Float64Array.of(0.5, 10, 4), new Float64Array(3)).size // => 9
 */
export function evaluateEquation(
  equation: Equation,
  values: Float64Array,
  gradient: Float64Array,
): { residual: number; size: number } {
  const { steps } = equation;
  const results = new Float64Array(steps.length);
  const sizes = new Float64Array(steps.length);
  for (const [k, step] of steps.entries()) {
    results[k] = resultOf(step, results, values);
    sizes[k] = sizeOf(step, sizes, results, k);
  }
  fillGradient(steps, results, gradient);
  return { residual: elementAt(results, steps.length - 1), size: elementAt(sizes, steps.length - 1) };
}

type Token = { readonly text: string; readonly position: number };
type Reader = {
  readonly text: string;
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
  readonly names: Map<string, number>;
  readonly steps: Step[];
};

const tokenPattern = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_][A-Za-z0-9_]*|[-+*/()=])|$)/y;

function splitTokens(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  for (;;) {
    const start = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (match === null) {
      const blank = /\s*/y;
      blank.lastIndex = start;
      const position = start + (blank.exec(text)?.[0].length ?? 0);
      const found = String.fromCodePoint(text.codePointAt(position) ?? 32);
      throw unreadable(text, `a number, a name or one of + - * / ( ) = at position ${position + 1}, got '${found}'`);
    }
    const found = match[1] ?? "";
    tokens.push({ text: found, position: tokenPattern.lastIndex - found.length + 1 });
    if (found === "") return tokens;
  }
}

function parseSum(reader: Reader): number {
  let left = parseProduct(reader);
  for (;;) {
    const { text } = tokenOf(reader);
    if (text !== "+" && text !== "-") return left;
    reader.next += 1;
    const right = parseProduct(reader);
    left = addStep(reader, { kind: text === "+" ? "add" : "subtract", left, right });
  }
}

function parseProduct(reader: Reader): number {
  let left = parseFactor(reader);
  for (;;) {
    const { text } = tokenOf(reader);
    if (text !== "*" && text !== "/") return left;
    reader.next += 1;
    const right = parseFactor(reader);
    left = addStep(reader, { kind: text === "*" ? "multiply" : "divide", left, right });
  }
}

function parseFactor(reader: Reader): number {
  const { text } = tokenOf(reader);
  if (text === "-" || text === "(") return parseNested(reader, text);
  const isNumber = /^[\d.]/.test(text);
  if (!isNumber && !/^[A-Za-z_]/.test(text)) throw unexpected(reader, "a number, a name, '-' or '('");
  if (isNumber && !Number.isFinite(Number(text))) throw unexpected(reader, "a finite number");
  reader.next += 1;
  if (isNumber) return addStep(reader, { kind: "number", value: Number(text) });
  const index = reader.names.get(text) ?? reader.names.size;
  reader.names.set(text, index);
  return addStep(reader, { kind: "name", index });
}

function parseNested(reader: Reader, opening: "-" | "("): number {
  if (reader.depth >= maxDepth) throw unexpected(reader, `at most ${maxDepth} nested parentheses and signs`);
  reader.next += 1;
  reader.depth += 1;
  const inner = opening === "(" ? parseSum(reader) : parseFactor(reader);
  reader.depth -= 1;
  if (opening === "-") return addStep(reader, { kind: "negate", of: inner });
  expectToken(reader, ")");
  return inner;
}

function tokenOf(reader: Reader): Token {
  return reader.tokens[reader.next] ?? { text: "", position: reader.text.length + 1 };
}

function expectToken(reader: Reader, expected: "=" | ")"): void {
  if (tokenOf(reader).text !== expected) throw unexpected(reader, `'${expected}' or an operator`);
  reader.next += 1;
}

function addStep(reader: Reader, step: Step): number {
  return reader.steps.push(step) - 1;
}

function unexpected(reader: Reader, expected: string) {
  const { text, position } = tokenOf(reader);
  return unreadable(reader.text, `${expected} at position ${position}, got ${text === "" ? "the end" : `'${text}'`}`);
}

function unreadable(found: string, expected: string) {
  return lodebookError("EQUATION_UNREADABLE", { found, expected });
}

function resultOf(step: Step, results: Float64Array, values: Float64Array): number {
  if (step.kind === "number") return step.value;
  if (step.kind === "name") return elementAt(values, step.index);
  if (step.kind === "negate") return -elementAt(results, step.of);
  const left = elementAt(results, step.left);
  const right = elementAt(results, step.right);
  if (step.kind === "add") return left + right;
  if (step.kind === "subtract") return left - right;
  return step.kind === "multiply" ? left * right : left / right;
}

function sizeOf(step: Step, sizes: Float64Array, results: Float64Array, k: number): number {
  if (step.kind === "number" || step.kind === "name") return Math.abs(elementAt(results, k));
  if (step.kind === "negate") return elementAt(sizes, step.of);
  const left = elementAt(sizes, step.left);
  if (step.kind === "multiply") return left * elementAt(sizes, step.right);
  if (step.kind === "divide") return left / Math.abs(elementAt(results, step.right));
  return left + elementAt(sizes, step.right);
}

function fillGradient(steps: readonly Step[], results: Float64Array, gradient: Float64Array): void {
  gradient.fill(0);
  const slopes = new Float64Array(steps.length);
  slopes[steps.length - 1] = 1;
  for (let k = steps.length - 1; k >= 0; k -= 1) {
    const step = steps[k];
    const slope = elementAt(slopes, k);
    if (step === undefined || step.kind === "number") continue;
    if (step.kind === "name") gradient[step.index] = elementAt(gradient, step.index) + slope;
    else if (step.kind === "negate") slopes[step.of] = elementAt(slopes, step.of) - slope;
    else passSlope(step, slope, results, slopes);
  }
}

function passSlope(
  step: { readonly kind: Operator; readonly left: number; readonly right: number },
  slope: number,
  results: Float64Array,
  slopes: Float64Array,
): void {
  const left = elementAt(results, step.left);
  const right = elementAt(results, step.right);
  let byLeft = 1;
  let byRight = step.kind === "subtract" ? -1 : 1;
  if (step.kind === "multiply") {
    byLeft = right;
    byRight = left;
  } else if (step.kind === "divide") {
    byLeft = 1 / right;
    byRight = -left / (right * right);
  }
  slopes[step.left] = elementAt(slopes, step.left) + slope * byLeft;
  slopes[step.right] = elementAt(slopes, step.right) + slope * byRight;
}
