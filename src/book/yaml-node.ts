import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from "yaml";
import { type Reading, tell } from "./reading.ts";

/** A piece of YAML with the line it stands on. Scalars are kept as they are written; who reads them gives them a type. */
export type YamlNode =
  | { readonly kind: "scalar"; readonly line: number; readonly text: string }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly YamlNode[] }
  | { readonly kind: "map"; readonly line: number; readonly entries: ReadonlyMap<string, YamlEntry> };

/** A value with its key's line. */
export type YamlEntry = { readonly line: number; readonly value: YamlNode };

/** A book needs six levels; more than this is a mistake or an attack. */
const deepest = 24;

/** After so many syntax errors the rest only repeats the first. */
const mostErrors = 10;

/** What the parser itself calls text, lists and maps. */
const plainTags = ["tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"];

/** Read YAML text into nodes; undefined when it does not parse. An empty file is an empty scalar. */
export function readYaml(text: string, reading: Reading): YamlNode | undefined {
  const lines = new LineCounter();
  // The failsafe schema makes text of every scalar: `NO` stays Norway and `2020` a period. The library's own search for
  // duplicate keys compares each with each, so it is done here.
  const document = parseDocument(text, {
    schema: "failsafe",
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    stringKeys: false,
  });
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line);
  for (const { message, pos } of document.errors.slice(0, mostErrors)) {
    tell(reading, lineOf(pos[0]), "YAML_UNREADABLE", { found: message, expected: "the YAML of docs/concepts/book.md" });
  }
  if (document.errors.length > 0) return undefined;
  for (const { message, pos } of document.warnings.slice(0, mostErrors)) {
    tell(reading, lineOf(pos[0]), "YAML_TAG", { found: message, expected: "plain YAML without tags or directives" });
  }
  if (document.warnings.length > 0) return undefined;
  if (document.contents === null) return { kind: "scalar", line: 1, text: "" };
  return convert(document.contents, { lineOf, reading, depth: 0 });
}

type Conversion = { readonly lineOf: (offset: number) => number; readonly reading: Reading; readonly depth: number };

function convert(node: ParsedNode | Node, conversion: Conversion): YamlNode | undefined {
  const { lineOf, reading, depth } = conversion;
  const line = lineOf(node.range?.[0] ?? 0);
  if (depth > deepest) {
    tell(reading, line, "YAML_TOO_DEEP", { found: deepest, expected: "the shapes of docs/concepts/book.md" });
    return undefined;
  }
  const tag = isAlias(node) ? undefined : node.tag;
  if (tag !== undefined && !plainTags.includes(tag)) {
    tell(reading, line, "YAML_TAG", { found: tag, expected: "plain YAML without tags or directives" });
    return undefined;
  }
  if (isAlias(node)) {
    tell(reading, line, "YAML_ALIAS", { found: `the alias '*${node.source}'`, expected: "the words written out" });
    return undefined;
  }
  if (isScalar(node)) return { kind: "scalar", line, text: typeof node.value === "string" ? node.value : "" };
  if (isSeq(node)) return convertList(node.items, line, conversion);
  if (isMap(node)) return convertMap(node.items, line, conversion);
  return undefined;
}

function convertList(items: readonly unknown[], line: number, conversion: Conversion): YamlNode | undefined {
  const deeper = { ...conversion, depth: conversion.depth + 1 };
  const nodes: YamlNode[] = [];
  for (const item of items) {
    const node = convertPart(item, line, deeper);
    if (node === undefined) return undefined;
    nodes.push(node);
  }
  return { kind: "list", line, items: nodes };
}

type Pairs = readonly { readonly key: unknown; readonly value: unknown }[];

function convertMap(pairs: Pairs, line: number, conversion: Conversion): YamlNode | undefined {
  const { reading, depth } = conversion;
  const deeper = { ...conversion, depth: depth + 1 };
  const entries = new Map<string, YamlEntry>();
  for (const pair of pairs) {
    const key = convertPart(pair.key, line, deeper);
    if (key === undefined) return undefined;
    if (key.kind !== "scalar") {
      tell(reading, key.line, "SHAPE_MISMATCH", { found: nameOfShape(key), expected: "a word before the ':'" });
      return undefined;
    }
    const value = convertPart(pair.value, key.line, deeper);
    if (value === undefined) return undefined;
    if (entries.has(key.text)) tell(reading, key.line, "KEY_DUPLICATE", { found: key.text, expected: "each key once" });
    else entries.set(key.text, { line: key.line, value });
  }
  return { kind: "map", line, entries };
}

/** The library leaves an absent value as null; it is the empty scalar on its key's line. */
function convertPart(part: unknown, line: number, conversion: Conversion): YamlNode | undefined {
  if (isAlias(part) || isScalar(part) || isSeq(part) || isMap(part)) return convert(part, conversion);
  return { kind: "scalar", line, text: "" };
}

/** What a reader calls the shape of a node. */
export function nameOfShape(node: YamlNode): string {
  if (node.kind === "scalar") return node.text === "" ? "nothing" : `the text '${node.text.slice(0, 60)}'`;
  return node.kind === "list" ? "a list" : "a map";
}
