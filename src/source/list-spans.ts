import type { FileError } from '../errors.ts';
import type { Filter } from '../query/filter.ts';
import type { TimeRange } from '../time-range.ts';
import type { LogFile } from './log-file.ts';
import type { Source } from './source.ts';

/**
 * The source, of which only that is listed which can hold events of one of the spans: they lie apart
 * from one another. A source that lists everything anyway is not to be given.
 */
export function listSpans<S extends Pick<Source, 'list'>>(
  source: S,
  spans: readonly TimeRange[] | undefined,
): S {
  if (!spans) return source;
  return {
    ...source,
    async *list(filter: Filter, signal: AbortSignal): AsyncGenerator<LogFile | FileError> {
      for (const time of spans) yield* source.list({ ...filter, time }, signal);
    },
  };
}
