/** Memory that has been used and can be used again, so that the system need not clear more of it. */
export interface SpareMemory {
  /** Memory of at least so many bytes, with anything in it. */
  take(bytes: number): ArrayBuffer;
  /** Takes memory back that nobody uses any more. */
  give(memory: ArrayBuffer): void;
  /** Some of what was given and not taken, if there is any. */
  takeSpare(): ArrayBuffer | undefined;
}

/** Sizes are multiples of this, so that memory fits for what is a bit larger than what it was for. */
const step = 2 ** 18;
/** More is not kept: nobody may ever ask for it. */
const mostKept = 8;

export function createSpareMemory(): SpareMemory {
  const spare: ArrayBuffer[] = [];
  return {
    take(bytes) {
      // For little, a large piece would be too much.
      if (bytes < step / 2) return new ArrayBuffer(bytes);
      const last = spare.pop();
      if (last && last.byteLength >= bytes) return last;
      return new ArrayBuffer(Math.ceil(bytes / step) * step);
    },
    give(memory) {
      if (spare.length < mostKept) spare.push(memory);
    },
    takeSpare: () => spare.pop(),
  };
}
