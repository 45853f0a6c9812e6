/**
 * How far a scan has come in the files that were listed. Threads read them side by side and finish them
 * in any order; the frontier is the position of the first that is not finished.
 */
export interface Frontier {
  /** Takes the next file of the listing; returns the number by which it is finished. */
  list(file: string): number;
  finish(number: number): void;
  /** No file that is not finished, or not yet listed, comes before this position. */
  position(): number;
}

/** `positionOf` gives the place of a file in the order in which files are listed; it is asked once for each, in that order. */
export function createFrontier(positionOf: (file: string) => number): Frontier {
  /** Positions of the files from `first` on; those of finished files are removed from the front. */
  let open: { readonly position: number; isFinished: boolean }[] = [];
  let first = 0;
  let done = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    list(file) {
      last = positionOf(file);
      open.push({ position: last, isFinished: false });
      return first + open.length - 1;
    },
    finish(number) {
      const file = open[number - first];
      if (file) file.isFinished = true;
      while (open[done]?.isFinished) done++;
      // To take one by one from the front of a long array would cost its length each time.
      if (done < 1024) return;
      open = open.slice(done);
      first += done;
      done = 0;
    },
    position: () => open[done]?.position ?? last,
  };
}
