/** Memory that can be reused, so that the system need not clear as much new memory. */
export interface SpareMemory {
  /** Returns memory of at least this many bytes; its contents are arbitrary. */
  take(bytes: number): ArrayBuffer;
  /** Takes back memory that is no longer used. */
  give(memory: ArrayBuffer): void;
  /** Returns up to `count` of the spare pieces. */
  takeSpare(count: number): ArrayBuffer[];
}

/** New pieces have a multiple of this size, so that they also fit slightly larger requests. */
const step = 2 ** 18;
/** Most pieces that are kept: more might never be asked for. */
const maxKept = 64;

/** Creates a store without spare memory. */
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
