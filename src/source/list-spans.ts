import type { TimeRange } from '../time-range.ts';
import type { Listed, Listing, ListRequest } from './source.ts';

/**
 * Returns the source, restricted to files that can hold events of one of the spans; each object is listed
 * once. The spans must not overlap. Not for sources that ignore the filter when they list.
 */
export function listSpans<S extends Pick<Listing, 'list'>>(
  source: S,
  spans: readonly TimeRange[] | undefined,
): S {
  if (!spans) return source;
  return {
    ...source,
    async *list({ filter, order }: ListRequest, signal: AbortSignal): AsyncGenerator<Listed> {
      const listed = new Set<string>();
      for (const time of spans) {
        for await (const found of source.list({ filter: { ...filter, time }, order }, signal)) {
          // A file that is left out of one span may be read for another.
          if ('why' in found) continue;
          const isObject = 'kind' in found && found.kind === 'object';
          if (isObject && listed.has(found.name)) continue;
          if (isObject) listed.add(found.name);
          yield found;
        }
      }
    },
  };
}
