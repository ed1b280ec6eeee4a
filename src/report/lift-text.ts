/** A line of a drawing's text: its baseline's point and size in the drawing's pixels, its turn in degrees. */
export type LiftedText = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly degrees: number;
  readonly bold: boolean;
  readonly anchor: "start" | "middle" | "end";
  readonly fill: string;
  /** A white outline, for text that lies upon marks. */
  readonly halo: boolean;
};

export type LiftedFigure = {
  readonly width: number;
  readonly height: number;
  /** The drawing without its text. */
  readonly svg: string;
  readonly texts: readonly LiftedText[];
  /** What the drawing says of itself to those who cannot see it. */
  readonly description: string;
};

/**
 * Take the text out of an SVG. Typst's reader of SVG shapes text letter by letter: it tears Burmese syllables apart and
 * can end the process where two fonts meet in one line. Typst itself shapes them right, so it sets the text on top of the
 * drawing. Read are the attributes that drawings of this room use: x, y, dx, dy, transform, font-size, font-weight, fill,
 * text-anchor and stroke, inherited as SVG inherits them.
 */
export function liftText(svg: string): LiftedFigure {
  const texts: LiftedText[] = [];
  const description: string[] = [];
  const open: State[] = [{ ...root }];
  let kept = "";
  let hidden = 0;
  for (const [token] of svg.matchAll(/<!--[\s\S]*?-->|<[^>]+>|[^<]+/g)) {
    const state = open.at(-1) ?? root;
    if (!token.startsWith("<")) {
      if (state.name === "text" || state.name === "tspan") pushText(texts, state, token);
      else if (state.name === "title" || state.name === "desc") description.push(unescapeXml(token));
      else if (hidden === 0) kept += token;
      continue;
    }
    if (/^<[!?]/.test(token)) continue;
    const closing = token.startsWith("</");
    const name = /^<\/?([\w:-]+)/.exec(token)?.[1] ?? "";
    const lifted = name === "text" || name === "tspan" || name === "title" || name === "desc";
    if (!lifted && hidden === 0) kept += token;
    if (closing) {
      open.pop();
      if (lifted) hidden -= 1;
    } else if (!token.endsWith("/>")) {
      open.push(enter(state, name, token));
      if (lifted) hidden += 1;
    }
  }
  const [, , width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? "").split(/[\s,]+/).map(Number);
  return { width, height, svg: kept, texts, description: description.join(". ") };
}

type Matrix = readonly [number, number, number, number, number, number];

type State = {
  name: string;
  matrix: Matrix;
  size: number;
  bold: boolean;
  anchor: "start" | "middle" | "end";
  fill: string;
  halo: boolean;
  x: number;
  y: number;
};

const root: State = {
  name: "",
  matrix: [1, 0, 0, 1, 0, 0],
  size: 10,
  bold: false,
  anchor: "start",
  fill: "#000000",
  halo: false,
  x: 0,
  y: 0,
};

function enter(parent: State, name: string, tag: string): State {
  const attribute = (key: string) => {
    const found = new RegExp(`\\s${key}="([^"]*)"`).exec(tag)?.[1];
    return found === undefined ? undefined : unescapeXml(found);
  };
  const size = lengthOf(attribute("font-size"), parent.size, parent.size);
  const weight = attribute("font-weight");
  const anchor = attribute("text-anchor");
  const fill = attribute("fill");
  const own = name === "text" ? { x: 0, y: 0 } : parent;
  return {
    name,
    matrix: multiply(parent.matrix, readTransform(attribute("transform") ?? "")),
    size,
    bold: weight === undefined ? parent.bold : weight === "bold" || Number(weight) >= 600,
    anchor: anchor === "middle" || anchor === "end" || anchor === "start" ? anchor : parent.anchor,
    fill: fill !== undefined && /^#[0-9a-f]{6}$/i.test(fill) ? fill : fill === "white" ? "#ffffff" : parent.fill,
    halo: /^(#fff(fff)?|white)$/i.test(attribute("stroke") ?? "") || parent.halo,
    x: lengthOf(attribute("x"), size, own.x) + lengthOf(attribute("dx"), size, 0),
    y: lengthOf(attribute("y"), size, own.y) + lengthOf(attribute("dy"), size, 0),
  };
}

function pushText(texts: LiftedText[], { matrix, x, y, size, bold, anchor, fill, halo }: State, token: string): void {
  const text = unescapeXml(token).trim();
  if (text === "") return;
  const [a, b, c, d, e, f] = matrix;
  texts.push({
    text,
    x: a * x + c * y + e,
    y: b * x + d * y + f,
    size: size * Math.hypot(a, b),
    degrees: (Math.atan2(b, a) * 180) / Math.PI,
    bold,
    anchor,
    fill,
    halo,
  });
}

function lengthOf(text: string | undefined, em: number, otherwise: number): number {
  const match = /^\s*(-?[\d.]+(?:e-?\d+)?)(em|px)?/.exec(text ?? "");
  if (!match) return otherwise;
  return Number(match[1]) * (match[2] === "em" ? em : 1);
}

function readTransform(text: string): Matrix {
  let matrix: Matrix = root.matrix;
  for (const [, name, list = ""] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [p = 0, q, ...rest] = list
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (name === "translate") matrix = multiply(matrix, [1, 0, 0, 1, p, q ?? 0]);
    else if (name === "scale") matrix = multiply(matrix, [p, 0, 0, q ?? p, 0, 0]);
    else if (name === "rotate") matrix = multiply(matrix, rotation(p, q ?? 0, rest[0] ?? 0));
    else if (name === "matrix") {
      matrix = multiply(matrix, [p, q ?? 0, rest[0] ?? 0, rest[1] ?? 1, rest[2] ?? 0, rest[3] ?? 0]);
    }
  }
  return matrix;
}

function rotation(degrees: number, x: number, y: number): Matrix {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y];
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}
