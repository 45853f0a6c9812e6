import type { ListingEntry, Opener } from '../../source/source.ts';
import { createFetching, type Fetched, shouldFetchWhole } from './fetching.ts';

/**
 * Yields the entries of a listing. Small objects are yielded together with their content, in the
 * order in which it arrives, while more objects are listed and fetched.
 */
export async function* fetchAhead(
  entries: AsyncIterable<ListingEntry> | Iterable<ListingEntry>,
  {
    source,
    fetchAhead: isAhead,
    signal,
  }: {
    readonly source: Pick<Opener, 'open' | 'fetch'>;
    /**
     * Whether several objects are fetched at a time; if not, the first object is not slowed down by
     * later ones.
     */
    readonly fetchAhead: boolean;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<ListingEntry | Fetched<void>> {
  const fetching = createFetching<void>(source, signal);
  const listing = listed(entries);
  let next: Promise<IteratorResult<ListingEntry>> | undefined;
  let isListed = false;
  try {
    while (!isListed || fetching.count() > 0) {
      for (let next = fetching.take(); next; next = fetching.take()) yield next;
      const isFull = fetching.isFull() || (!isAhead && fetching.count() > 0);
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
      else if (!('name' in value) || !shouldFetchWhole(value)) yield value;
      else fetching.add(value);
    }
  } finally {
    // Not awaited: a listing that hangs must not hold up the rest.
    listing.return(undefined).catch(() => {});
  }
}

async function* listed<T>(entries: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, undefined> {
  yield* entries;
  return undefined;
}
