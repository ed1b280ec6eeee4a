import { readFileSync } from "node:fs";
import * as Plot from "@observablehq/plot";
import { feature } from "topojson-client";
import type { FlowPlace } from "../figure-spec.ts";
import { gridInk } from "./palette.ts";
import { plotDocument, standalone } from "./plot-panel.ts";

/** A place in pixels of its panel. */
export type PlacedPlace = { readonly place: FlowPlace; readonly x: number; readonly y: number };

/** A map in pixels, without words: land, and where the places lie on it. */
export type MapPanel = { readonly body: string; readonly placed: readonly PlacedPlace[] };

type Size = { readonly width: number; readonly height: number };
type DrawnMap = { readonly body: string; readonly positions: readonly (readonly [x: number, y: number])[] };

/** Degrees of land to see around the outermost places. */
const air = 9;

/** The same map is on the page, in a file and on paper, in every language: it is drawn once. */
const drawnMaps = new Map<string, DrawnMap>();

/** Natural Earth's land, on an equal-area map that shows the places as large as the panel allows. */
export function drawMapPanel(places: readonly FlowPlace[], size: Size): MapPanel {
  const key = JSON.stringify([places.map(({ longitude, latitude }) => [longitude, latitude]), size]);
  const drawn = drawnMaps.get(key) ?? drawMap(places, size);
  drawnMaps.set(key, drawn);
  const placed = places.flatMap((place, index) => {
    const [x, y] = drawn.positions[index] ?? [];
    return x === undefined || y === undefined ? [] : [{ place, x, y }];
  });
  return { body: drawn.body, placed };
}

function drawMap(places: readonly FlowPlace[], { width, height }: Size): DrawnMap {
  const positions: [number, number][] = [];
  const middle = middleLongitude(places.map(({ longitude }) => longitude));
  const drawn = Plot.plot({
    document: plotDocument,
    className: "map",
    width,
    height,
    margin: 0,
    projection: {
      type: "equal-earth",
      rotate: [-middle, 0],
      domain: { type: "MultiPoint", coordinates: places.flatMap(around) },
      inset: 26,
    },
    marks: [
      Plot.geo(land(), { fill: gridInk }),
      Plot.dot(places, {
        x: "longitude",
        y: "latitude",
        r: 0,
        render: (index, _, values) => {
          for (const at of index) {
            const [x, y] = [values.x?.[at], values.y?.[at]];
            if (typeof x === "number" && typeof y === "number") positions[at] = [x, y];
          }
          return null;
        },
      }),
    ],
  });
  return { body: standalone(drawn.outerHTML), positions };
}

/** The longitude opposite the widest gap between places, so that the map is cut where nothing is. */
function middleLongitude(longitudes: readonly number[]): number {
  const sorted = [...longitudes].sort((a, b) => a - b);
  let [widest, cut] = [-1, 0];
  for (const [index, longitude] of sorted.entries()) {
    const next = sorted[index + 1] ?? (sorted[0] ?? 0) + 360;
    if (next - longitude <= widest) continue;
    widest = next - longitude;
    cut = longitude + widest / 2;
  }
  return ((cut + 360) % 360) - 180;
}

function around({ longitude, latitude }: FlowPlace): [number, number][] {
  const [north, south] = [Math.min(latitude + air, 85), Math.max(latitude - air, -85)];
  return [
    [longitude - air, latitude],
    [longitude + air, latitude],
    [longitude, north],
    [longitude, south],
  ];
}

type Topology = Parameters<typeof feature>[0];

let world: ReturnType<typeof feature> | undefined;

/** The atlas is read when the first map is drawn, once. */
function land(): ReturnType<typeof feature> {
  if (world === undefined) {
    const file = new URL(import.meta.resolve("world-atlas/land-110m.json"));
    const atlas: Topology & { readonly objects: { readonly land: Topology["objects"][string] } } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    world = feature(atlas, atlas.objects.land);
  }
  return world;
}
