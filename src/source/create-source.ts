import type { Readable } from 'node:stream';
import type { Filter } from '../query/filter.ts';
import { createHistorySource, type HistoryOptions } from './history/history-source.ts';
import { isHistoryUri } from './history/parse-history-uri.ts';
import { createLocalSource } from './local-source.ts';
import { trimCache } from './s3/object-cache.ts';
import { isS3Uri } from './s3/parse-s3-uri.ts';
import { createS3Source, type S3Options } from './s3/s3-source.ts';
import type { Source } from './source.ts';
import { createTrailSource, isTrailUri } from './trails/trail-source.ts';

/** How sources are read. */
export interface SourceOptions extends S3Options, HistoryOptions {
  /** Called when standard input is read, if it is. */
  readonly stdin: () => Readable;
}

/** Whether a source is somewhere else than on this machine. */
export function isRemote(uri: string): boolean {
  return isS3Uri(uri) || isTrailUri(uri) || isHistoryUri(uri);
}

/** All that the operands name. Throws UsageError. */
export function createSource(uris: readonly string[], options: SourceOptions): Source {
  const paths = uris.filter((uri) => !isRemote(uri));
  const local = createLocalSource(paths, options.stdin, options.credentials);
  const buckets = [
    ...uris.filter(isS3Uri).map((uri) => createS3Source(uri, options)),
    ...uris.filter(isTrailUri).map((uri) => createTrailSource(uri, options)),
  ];
  const histories = uris.filter(isHistoryUri).map((uri) => createHistorySource(uri, options));
  const parts = [...(paths.length > 0 ? [local] : []), ...buckets, ...histories];
  return {
    ...local,
    async *list(filter: Filter, signal: AbortSignal) {
      for (const part of parts) yield* part.list(filter, signal);
    },
    ...(histories.length === parts.length && {
      newestToCome: () =>
        histories.reduce((newest, part) => Math.max(newest, part.newestToCome()), -Infinity),
    }),
    listRequests: () => buckets.reduce((sum, bucket) => sum + bucket.listRequests(), 0),
    async close() {
      const { cache } = options;
      if (cache && buckets.length > 0) await trimCache(cache.folder, cache.bytes);
    },
    measure(signal) {
      const meters = parts.map((part) => part.measure?.(signal));
      return () => {
        let files = 0;
        let bytes = 0;
        let isWhole = true;
        for (const meter of meters) {
          const extent = meter?.();
          if (!extent) return undefined;
          files += extent.files;
          bytes += extent.bytes;
          isWhole &&= extent.isWhole;
        }
        return { files, bytes, isWhole };
      };
    },
  };
}
