import type { TimeRange } from '../time-range.ts';
import type { Listing, ListingEntry, ListRequest } from './source.ts';

/**
 * Returns the source, restricted to files that can hold events of one of the spans. Each object is
 * listed only once. The spans must not overlap. Do not use this for a source that ignores the
 * filter when it lists.
 */
export function listSpans<S extends Pick<Listing, 'list'>>(
  source: S,
  spans: readonly TimeRange[] | undefined,
): S {
  if (!spans) return source;
  return {
    ...source,
    async *list({ filter, order }: ListRequest, signal: AbortSignal): AsyncGenerator<ListingEntry> {
      const listed = new Set<string>();
      for (const time of spans) {
        for await (const entry of source.list({ filter: { ...filter, time }, order }, signal)) {
          // A file that is left out of one span may be read for another.
          if ('why' in entry) continue;
          const isObject = 'kind' in entry && entry.kind === 'object';
          if (isObject && listed.has(entry.name)) continue;
          if (isObject) listed.add(entry.name);
          yield entry;
        }
      }
    },
  };
}
