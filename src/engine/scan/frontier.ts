/**
 * How far a scan has got in the listed files. Threads read them in parallel and finish them in any
 * order; the frontier is the position of the first unfinished file.
 */
export interface Frontier {
  /** Takes the next file of the listing; returns the number to pass to `finish`. */
  add(file: string): number;
  /** Marks a file as read to its end. */
  finish(number: number): void;
  /**
   * Returns the frontier: every file that is unfinished or not yet listed has this position or a
   * later one.
   */
  position(): number;
}

/**
 * Creates a frontier. `positionOf` returns the position of a file in the order of the listing; it
 * is called once for each file, in that order.
 */
export function createFrontier(positionOf: (file: string) => number): Frontier {
  /** Positions of the files from number `first` on; finished files are removed from the front. */
  let open: { readonly position: number; isFinished: boolean }[] = [];
  let first = 0;
  let done = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    add(file) {
      last = positionOf(file);
      open.push({ position: last, isFinished: false });
      return first + open.length - 1;
    },
    finish(number) {
      const file = open[number - first];
      if (file) file.isFinished = true;
      while (open[done]?.isFinished) done++;
      // Removes many at a time: each removal copies the rest of the array.
      if (done < 1024) return;
      open = open.slice(done);
      first += done;
      done = 0;
    },
    position: () => open[done]?.position ?? last,
  };
}
