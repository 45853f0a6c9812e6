import type { TimeRange } from '../time-range.ts';
import type { Listed, Listing, ListRequest } from './source.ts';

/**
 * The source, of which only that is listed which can hold events of one of the spans: they lie apart
 * from one another. An object that can hold events of several is listed once. A source that lists
 * everything anyway is not to be given.
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
          // Left out of one span, it may be read for another.
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
