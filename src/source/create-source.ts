import type { Readable } from 'node:stream';
import type { Filter } from '../query/filter.ts';
import { createLocalSource } from './local-source.ts';
import { trimCache } from './s3/object-cache.ts';
import { isS3Uri } from './s3/parse-s3-uri.ts';
import { createS3Source, type S3Options } from './s3/s3-source.ts';
import type { Source } from './source.ts';

/** How sources are read. */
export interface SourceOptions extends S3Options {
  /** Called when standard input is read, if it is. */
  readonly stdin: () => Readable;
}

/** All that the operands name: paths, `-` and `s3://BUCKET/PREFIX`. Throws UsageError. */
export function createSource(uris: readonly string[], options: SourceOptions): Source {
  const paths = uris.filter((uri) => !isS3Uri(uri));
  const local = createLocalSource(paths, options.stdin, options.credentials);
  const buckets = uris.filter(isS3Uri).map((uri) => createS3Source(uri, options));
  const parts = [...(paths.length > 0 ? [local] : []), ...buckets];
  return {
    ...local,
    async *list(filter: Filter, signal: AbortSignal) {
      for (const part of parts) yield* part.list(filter, signal);
    },
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
