import type { FlowReader } from "./flow-reader.ts";

type Push = Pick<FlowReader, "push" | "end">;

/**
 * The half of a reader whose format shows only in its first line: `open` gets the bytes up to the end of that line, or of
 * the file, and says who reads on; undefined when it has told why nobody does.
 */
export function readBehindHead(open: (line: Uint8Array) => Push | undefined): Push {
  let inner: Push | undefined;
  let isOpen = false;
  let head: Uint8Array = new Uint8Array(0);
  const begin = (length: number) => {
    isOpen = true;
    inner = open(head.subarray(0, length));
    inner?.push(head);
    head = new Uint8Array(0);
  };
  return {
    push: (bytes) => {
      if (isOpen) {
        inner?.push(bytes);
        return;
      }
      head = joined(head, bytes);
      const length = head.indexOf(lineFeed);
      // Without an end of the line in so many bytes the file is no table, which the scanner then tells.
      if (length >= 0 || head.length > mostHeadBytes) begin(length < 0 ? head.length : length);
    },
    end: () => {
      if (!isOpen) begin(head.length);
      inner?.end();
    },
  };
}

const lineFeed = 10;
const mostHeadBytes = 1 << 16;

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
