/** Something that wants to stand with its middle at `at` and takes `size` pixels. */
export type Wish = { readonly at: number; readonly size: number };

type Block = { readonly count: number; readonly size: number; readonly sum: number };

/**
 * The middles of things side by side, each as near as can be to where it wants to stand (least squares, by pooling those that
 * would overlap), between two ends while there is room. The wishes must be sorted by `at`.
 */
export function spread(wishes: readonly Wish[], from: number, to: number): number[] {
  const startOf = ({ count, size, sum }: Block) => Math.max(from, Math.min(to - size, sum / count));
  const blocks: Block[] = [];
  for (const { at, size } of wishes) {
    let block: Block = { count: 1, size, sum: at - size / 2 };
    let before = blocks.at(-1);
    while (before !== undefined && startOf(before) + before.size > startOf(block)) {
      blocks.pop();
      // What joins a block starts behind all that it has.
      block = {
        count: before.count + block.count,
        size: before.size + block.size,
        sum: before.sum + block.sum - block.count * before.size,
      };
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  const middles: number[] = [];
  for (const block of blocks) {
    let start = startOf(block);
    for (const { size } of wishes.slice(middles.length, middles.length + block.count)) {
      middles.push(start + size / 2);
      start += size;
    }
  }
  return middles;
}
