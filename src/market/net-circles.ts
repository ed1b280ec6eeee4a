import { elementAt } from "../numerics/element.ts";

/**
 * Take trade in circles out of the flows of one good, in place: two regions that sell to each other keep the difference,
 * and then from each longer circle its smallest flow is taken. No region's balance changes, and along what is left prices can
 * rise by a positive cost at every step, as they cannot along a circle.
 *
 * `flows` is regions x regions, tonnes, [from * regions + to], 0 or more. Where circles share a route the one met first, in
 * the order of the regions, is taken first. Returns the tonnes of flow taken out, each leg of a circle counted.
 *
 * @example
 * netCircles(Float64Array.of(0, 5, 2, 0), 2) // => 4
 * netCircles(Float64Array.of(0, 3, 0, 0, 0, 2, 1, 0, 0), 3) // => 3
 */
export function netCircles(flows: Float64Array, regions: number): number {
  const whole = flows.slice();
  let taken = 0;
  for (let a = 0; a < regions; a += 1) {
    for (let b = 0; b < a; b += 1) taken += takeCircle(flows, whole, [a, b]);
  }
  for (;;) {
    const circle = findCircle(flows, regions);
    if (circle.length === 0) return taken;
    taken += takeCircle(flows, whole, circle);
  }
}

/** Lower every leg of a circle by the smallest of them. Returns the tonnes taken. */
function takeCircle(flows: Float64Array, whole: Float64Array, circle: readonly number[]): number {
  const regions = Math.sqrt(flows.length);
  const legs = circle.map((from, k) => from * regions + (circle[(k + 1) % circle.length] ?? from));
  const smallest = legs.reduce((least, leg) => Math.min(least, elementAt(flows, leg)), Number.POSITIVE_INFINITY);
  if (smallest === 0) return 0;
  for (const leg of legs) {
    const tonnes = elementAt(flows, leg);
    const hair = Math.max(rounding * tonnes, roundingOfWhole * elementAt(whole, leg));
    flows[leg] = tonnes - smallest > hair ? tonnes - smallest : 0;
  }
  return smallest * legs.length;
}

/** What is left of a flow below this part of it is rounding: two legs that should be the same. */
const rounding = 1e-12;
/** And below this part of what the flow was at first, for it may have come down to little before. */
const roundingOfWhole = 1e-15;

/** Regions in the order in which a good goes round them; empty when it goes round none. */
function findCircle(flows: Float64Array, regions: number): number[] {
  const state = new Uint8Array(regions);
  const trail: number[] = [];
  const visit = (region: number): number[] => {
    if (state[region] === done) return [];
    if (state[region] === open) return trail.slice(trail.indexOf(region));
    state[region] = open;
    trail.push(region);
    for (let to = 0; to < regions; to += 1) {
      const circle = elementAt(flows, region * regions + to) > 0 ? visit(to) : [];
      if (circle.length > 0) return circle;
    }
    trail.pop();
    state[region] = done;
    return [];
  };
  for (let region = 0; region < regions; region += 1) {
    const circle = visit(region);
    if (circle.length > 0) return circle;
  }
  return [];
}

const open = 1;
const done = 2;
