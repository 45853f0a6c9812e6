import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { mergeAsTheyCome } from '../streams/merge-as-they-come.ts';
import { mergeInOrder } from '../streams/merge-in-order.ts';
import type { TimeRange } from '../time-range.ts';
import { positionIn } from './find-log-files.ts';
import { createHistorySource, type HistoryOptions } from './history/history-source.ts';
import { isHistoryUri, parseHistoryUri } from './history/parse-history-uri.ts';
import { listSpans } from './list-spans.ts';
import { createLocalSource } from './local-source.ts';
import { createS3Source, type S3Options, type S3Source } from './s3/list/s3-source.ts';
import { isS3Uri, parseS3Uri } from './s3/parse-s3-uri.ts';
import type { Extent, Listing, ListingEntry, ListRequest, Source } from './source.ts';
import type { SourceSpec } from './source-spec.ts';
import { createTrailSource, isTrailUri, parseTrailUri } from './trails/trail-source.ts';

/** Options for reading sources. */
export interface SourceOptions
  extends Omit<S3Options, keyof SourceSpec>,
    Omit<HistoryOptions, keyof SourceSpec> {
  /** Returns standard input. Called only if it is read. */
  readonly stdin: () => Readable;
  /** The spans of time to read, if they are narrower than the time of the filter. */
  readonly spans?: readonly TimeRange[];
  /** Accounts that are known, beside those in the names of files. */
  readonly accounts?: readonly string[];
}

/** Returns whether a source is not on this machine. */
export function isRemote(uri: string): boolean {
  return isS3Uri(uri) || isTrailUri(uri) || isHistoryUri(uri);
}

/** Returns whether a source is not on this machine. Throws UsageError when its URI is malformed. */
export function checkRemote(uri: string): boolean {
  if (isS3Uri(uri)) parseS3Uri(uri);
  else if (isTrailUri(uri)) parseTrailUri(uri);
  else if (isHistoryUri(uri)) parseHistoryUri(uri);
  else return false;
  return true;
}

/** Creates a single source from all sources that the specifications name. Throws UsageError. */
export function createSource(specs: readonly SourceSpec[], sourceOptions: SourceOptions): Source {
  const options = { ...sourceOptions, note: withoutRepeats(sourceOptions.note) };
  const paths = specs.flatMap(({ uri }) => (isRemote(uri) ? [] : [uri]));
  const local = createLocalSource(paths, options.stdin, options);
  const { spans } = options;
  const buckets = withoutContained(specs)
    .flatMap((spec) => bucketOf(spec, options) ?? [])
    .map((bucket) => listSpans(bucket, spans));
  const histories = specs
    .flatMap(({ uri, access }) =>
      isHistoryUri(uri) ? [createHistorySource(uri, { ...options, access })] : [],
    )
    .map((history) => listSpans(history, spans));
  const parts: readonly Pick<Listing, 'accounts' | 'measure'>[] = [
    ...(paths.length > 0 ? [local] : []),
    ...buckets,
    ...histories,
  ];
  return {
    ...local,
    async *list(request: ListRequest, signal: AbortSignal) {
      const quick = listFiles(paths.length > 0 ? [local, ...buckets] : buckets, request, signal);
      const slow = histories.map((history) => history.list(request, signal));
      if (request.order === 'none') {
        // Buckets and folders are listed quickly; histories wait for their quota.
        yield* mergeAsTheyCome([quick, ...slow]);
        return;
      }
      // Pages of a history have no delivery time, so they come before all log files.
      yield* mergeAsTheyCome(slow);
      yield* quick;
    },
    ...(histories.length === parts.length && {
      newestRemaining: () =>
        histories.reduce((newest, part) => Math.max(newest, part.newestRemaining()), -Infinity),
    }),
    async accounts(signal) {
      const found = await Promise.all(parts.map((part) => part.accounts?.(signal) ?? []));
      return [...new Set([...(options.accounts ?? []), ...found.flat()])];
    },
    listRequests: () => buckets.reduce((sum, bucket) => sum + bucket.listRequests(), 0),
    async close() {
      const caches = new Map(specs.flatMap(({ cache }) => (cache ? [[cache.folder, cache]] : [])));
      if (buckets.length === 0 || caches.size === 0) return;
      const { trimCache } = await import('./cache/trim-cache.ts');
      for (const cache of caches.values()) trimCache(cache);
    },
    measure(signal) {
      const meters = parts.map((part) => part.measure?.(signal));
      return () => sumOf(meters.map((meter) => meter?.()));
    },
  };
}

/** Threads that read the same bucket produce the same notes: passes on each once. */
function withoutRepeats(note: (text: string) => void): (text: string) => void {
  const shown = new Set<string>();
  return (text) => {
    if (!shown.has(text)) note(text);
    shown.add(text);
  };
}

/**
 * Lists the files in buckets and on disks: one source after another, or merged in the order of
 * delivery.
 */
function listFiles(
  parts: readonly Pick<Listing, 'list'>[],
  request: ListRequest,
  signal: AbortSignal,
): AsyncGenerator<ListingEntry> {
  // Starts to list all sources now, so that progress can be measured.
  const listings = parts.map((part) => part.list(request, signal));
  if (request.order === 'none') return concatenate(listings);
  return mergeInOrder(listings, positionIn(request));
}

async function* concatenate<T>(sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  for (const source of sources) yield* source;
}

/** Leaves out S3 sources that are part of another one, so that no object is listed twice. */
function withoutContained(specs: readonly SourceSpec[]): readonly SourceSpec[] {
  const parsed = specs.map((spec) => (isS3Uri(spec.uri) ? parseS3Uri(spec.uri) : undefined));
  return specs.filter((spec, at) => {
    const place = parsed[at];
    const isContained = specs.some((other, otherAt) => {
      const otherPlace = parsed[otherAt];
      if (!place || !otherPlace || otherAt === at || place.bucket !== otherPlace.bucket)
        return false;
      if (!isDeepStrictEqual(spec.access, other.access)) return false;
      // If two are the same, the first stays.
      if (place.prefix === otherPlace.prefix) return otherAt < at;
      return place.prefix.startsWith(otherPlace.prefix);
    });
    return !isContained;
  });
}

function bucketOf({ uri, ...spec }: SourceSpec, options: SourceOptions): S3Source | undefined {
  if (isS3Uri(uri)) return createS3Source(uri, { ...options, ...spec });
  return isTrailUri(uri) ? createTrailSource(uri, { ...options, ...spec }) : undefined;
}

/** Adds up the extents; undefined when one of them is unknown. */
function sumOf(extents: readonly (Extent | undefined)[]): Extent | undefined {
  let [files, bytes, isWhole] = [0, 0, true];
  for (const extent of extents) {
    if (!extent) return undefined;
    files += extent.files;
    bytes += extent.bytes;
    isWhole &&= extent.isWhole;
  }
  return { files, bytes, isWhole };
}
