/** In which order to eliminate the rows of a symmetric pattern, and which rows each elimination touches. */
export type Elimination = {
  /** The row that is eliminated first, second, … */
  readonly order: Int32Array;
  /** Below the pivot of each step: the rows, not eliminated yet, that its column of the factor fills. */
  readonly fill: readonly Int32Array[];
};

/**
 * Minimum degree ordering of a symmetric pattern: of the rows that are left the one with the fewest neighbours goes next,
 * so that the factor stays sparse. The graph is kept as a quotient graph and degrees are its approximate external
 * degrees, without merging of alike rows (Amestoy, Davis & Duff 1996). Equal degrees go by row number, so the order
 * depends on the pattern alone.
 *
 * `rows[k]` and `columns[k]` name entry k of the pattern, in either triangle, in any order, more than once if need be.
 *
 * @example
 * [...minimumDegree(4, Int32Array.of(0, 0, 0), Int32Array.of(1, 2, 3)).order] // => [1, 2, 0, 3]
 * minimumDegree(3, Int32Array.of(0, 1), Int32Array.of(1, 2)).fill.map((rows) => rows.length) // => [1, 1, 0]
 */
export function minimumDegree(size: number, rows: Int32Array, columns: Int32Array): Elimination {
  const graph = makeGraph(size, rows, columns);
  const order = new Int32Array(size);
  const fill: Int32Array[] = [];
  for (let step = 0; step < size; step += 1) {
    const pivot = findSmallest(graph);
    const reach = reachOf(graph, pivot);
    graph.isGone[pivot] = 1;
    graph.reaches[pivot] = reach;
    for (const element of graph.elements[pivot] ?? []) graph.reaches[element] = undefined;
    absorb(graph, pivot, reach);
    updateDegrees(graph, pivot, reach, size - step - 1);
    order[step] = pivot;
    fill.push(Int32Array.from(reach));
  }
  return { order, fill };
}

type Graph = {
  /** Neighbours of a row by an entry of the pattern. */
  readonly neighbours: number[][];
  /** Eliminated rows whose reach a row belongs to. */
  readonly elements: number[][];
  /** What the elimination of a row joined; undefined when a later one has taken it in. */
  readonly reaches: (number[] | undefined)[];
  readonly degrees: Int32Array;
  readonly isGone: Uint8Array;
  /** Marks of a set: a row belongs to it when its mark is the stamp. */
  readonly marks: Int32Array;
  stamp: number;
  /** How much of an element's reach lies outside the pivot's, valid where `seen` is the stamp. */
  readonly outside: Int32Array;
  readonly seen: Int32Array;
};

function makeGraph(size: number, rows: Int32Array, columns: Int32Array): Graph {
  const sets = Array.from({ length: size }, () => new Set<number>());
  for (const [k, row] of rows.entries()) {
    const column = columns[k] ?? row;
    if (row === column) continue;
    sets[row]?.add(column);
    sets[column]?.add(row);
  }
  return {
    neighbours: sets.map((set) => [...set].sort((a, b) => a - b)),
    elements: sets.map(() => []),
    reaches: sets.map(() => undefined),
    degrees: Int32Array.from(sets, (set) => set.size),
    isGone: new Uint8Array(size),
    marks: new Int32Array(size),
    stamp: 0,
    outside: new Int32Array(size),
    seen: new Int32Array(size),
  };
}

function findSmallest({ degrees, isGone }: Graph): number {
  let found = -1;
  let smallest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < degrees.length; row += 1) {
    const degree = degrees[row] ?? 0;
    if (isGone[row] === 1 || degree >= smallest) continue;
    found = row;
    smallest = degree;
  }
  return found;
}

/** The neighbours of the pivot, direct and through elements; they are the marked ones afterwards. */
function reachOf(graph: Graph, pivot: number): number[] {
  graph.stamp += 1;
  const reach: number[] = [];
  const join = (row: number) => {
    if (row === pivot || graph.isGone[row] === 1 || graph.marks[row] === graph.stamp) return;
    graph.marks[row] = graph.stamp;
    reach.push(row);
  };
  for (const row of graph.neighbours[pivot] ?? []) join(row);
  for (const element of graph.elements[pivot] ?? []) for (const row of graph.reaches[element] ?? []) join(row);
  return reach.sort((a, b) => a - b);
}

/** What the pivot's reach now says need not be said by entries or by elements that it took in. */
function absorb(graph: Graph, pivot: number, reach: readonly number[]): void {
  const { neighbours, elements, reaches, marks, stamp } = graph;
  for (const row of reach) {
    neighbours[row] = (neighbours[row] ?? []).filter((other) => other !== pivot && marks[other] !== stamp);
    elements[row] = [...(elements[row] ?? []).filter((element) => reaches[element] !== undefined), pivot];
  }
}

function updateDegrees(graph: Graph, pivot: number, reach: readonly number[], left: number): void {
  const { neighbours, elements, reaches, degrees, outside, seen, stamp } = graph;
  for (const row of reach) {
    for (const element of elements[row] ?? []) {
      if (seen[element] !== stamp) {
        seen[element] = stamp;
        outside[element] = reaches[element]?.length ?? 0;
      }
      outside[element] = (outside[element] ?? 0) - 1;
    }
  }
  const shared = reach.length - 1;
  for (const row of reach) {
    let apart = neighbours[row]?.length ?? 0;
    for (const element of elements[row] ?? []) if (element !== pivot) apart += outside[element] ?? 0;
    degrees[row] = Math.min(left - 1, (degrees[row] ?? 0) + shared, apart + shared);
  }
}
