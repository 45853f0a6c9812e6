/** A pool of memory to reuse, which saves the system from clearing new memory. */
export interface SpareMemory {
  /** Returns memory of at least this many bytes; its contents are arbitrary. */
  take(bytes: number): ArrayBuffer;
  /** Takes back memory that is no longer used. */
  give(memory: ArrayBuffer): void;
  /** Removes and returns up to `count` of the spare pieces, to pass them to another thread. */
  takeSpare(count: number): ArrayBuffer[];
}

/** New pieces have a multiple of this size, so that they also fit slightly larger requests. */
const step = 2 ** 18;
/** The maximum number of pieces that are kept: more might never be needed. */
const maxKept = 64;

/** Creates an empty pool. */
export function createSpareMemory(): SpareMemory {
  const spare: ArrayBuffer[] = [];
  return {
    take(bytes) {
      // A small request does not take a large piece.
      if (bytes < step / 2) return new ArrayBuffer(bytes);
      const fitting = spare.filter(({ byteLength }) => byteLength >= bytes);
      const [smallest] = fitting.sort((a, b) => a.byteLength - b.byteLength);
      if (!smallest) return new ArrayBuffer(Math.ceil(bytes / step) * step);
      spare.splice(spare.indexOf(smallest), 1);
      return smallest;
    },
    give(memory) {
      if (memory.byteLength < step) return;
      if (spare.length === maxKept) spare.shift();
      spare.push(memory);
    },
    takeSpare: (count) => spare.splice(0, count),
  };
}
