/** Limits how many jobs run at the same time; further jobs wait for their turn. */
export interface Semaphore {
  run<T>(job: () => Promise<T>): Promise<T>;
}

/** Creates a semaphore that runs up to `places` jobs at the same time. */
export function createSemaphore(places: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = places;
  return {
    async run(job) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await job();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
}
