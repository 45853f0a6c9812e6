import type { Listed, Opener } from '../../source/source.ts';
import { createFetching, type Fetched, isFetched } from './fetching.ts';

/**
 * Passes on files and errors. Small objects are passed on with their content, in the order in which it
 * arrives, while more are listed and fetched.
 */
export async function* fetchAhead(
  all: AsyncIterable<Listed> | Iterable<Listed>,
  {
    source,
    oneFileAtATime,
    signal,
  }: {
    readonly source: Pick<Opener, 'open' | 'fetch'>;
    /** Fetch one object at a time: the first one is wanted first. */
    readonly oneFileAtATime: boolean;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<Listed | Fetched<void>> {
  const fetching = createFetching<void>(source, signal);
  const listing = listed(all);
  let next: Promise<IteratorResult<Listed>> | undefined;
  let isListed = false;
  try {
    while (!isListed || fetching.count() > 0) {
      for (let one = fetching.take(); one; one = fetching.take()) yield one;
      const isFull = fetching.isFull() || (oneFileAtATime && fetching.count() > 0);
      if (isListed || isFull) {
        await fetching.ready();
        continue;
      }
      next ??= listing.next();
      if (fetching.count() > 0) {
        const first = await Promise.race([next, fetching.ready()]);
        if (!first) continue;
      }
      const { done, value } = await next;
      next = undefined;
      if (done) isListed = true;
      else if (!('name' in value) || !isFetched(value)) yield value;
      else fetching.add(value);
    }
  } finally {
    // Not awaited: a listing that hangs must not hold up the rest.
    listing.return(undefined).catch(() => {});
  }
}

async function* listed<T>(all: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, undefined> {
  yield* all;
  return undefined;
}
