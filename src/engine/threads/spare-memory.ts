/** Memory that has been used and can be used again, so that the system need not clear more of it. */
export interface SpareMemory {
  /** Memory of at least this many bytes, with anything in it. */
  take(bytes: number): ArrayBuffer;
  /** Takes memory back that is not used any more. */
  give(memory: ArrayBuffer): void;
  /** Up to this many of the pieces that were given and not taken. */
  takeSpare(count: number): ArrayBuffer[];
}

/** Sizes are multiples of this, so that memory fits for what is a bit larger than what it was for. */
const step = 2 ** 18;
/** More pieces are not kept: they may never be asked for. */
const mostKept = 64;

export function createSpareMemory(): SpareMemory {
  const spare: ArrayBuffer[] = [];
  return {
    take(bytes) {
      // For little, a large piece would be too much.
      if (bytes < step / 2) return new ArrayBuffer(bytes);
      const fitting = spare.filter(({ byteLength }) => byteLength >= bytes);
      const [smallest] = fitting.sort((a, b) => a.byteLength - b.byteLength);
      if (!smallest) return new ArrayBuffer(Math.ceil(bytes / step) * step);
      spare.splice(spare.indexOf(smallest), 1);
      return smallest;
    },
    give(memory) {
      if (memory.byteLength < step) return;
      if (spare.length === mostKept) spare.shift();
      spare.push(memory);
    },
    takeSpare: (count) => spare.splice(0, count),
  };
}
