import { onTestFinished, vi } from 'vitest';
import { allOf } from '../../../src/query/condition/condition.ts';
import type { Filter } from '../../../src/query/condition/filter.ts';
import type { Query } from '../../../src/query/query.ts';
import { createS3Source, type S3Options } from '../../../src/source/s3/list/s3-source.ts';
import { asks } from '../../filter/filter-of.ts';
import { type S3Stub, type S3StubOptions, startS3Stub } from '../../support/s3-stub.ts';
import type { StubObject } from '../../support/s3-stub-objects.ts';

/** The results of a listing, and its requests. */
export interface ListingEntry {
  readonly keys: readonly string[];
  /** `URI: reason` */
  readonly errors: readonly string[];
  /** The counts of files and folders that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, readonly [files: number, folders: number]>>;
  readonly notes: readonly string[];
  /** The prefixes that were requested, sorted; with ` by folder` and the start key, if any. */
  readonly requests: readonly string[];
}

/** Starts a stub that stops with the test, and points the AWS SDK of this process to it. */
export async function startHere(options: S3StubOptions): Promise<S3Stub> {
  const stub = await startS3Stub(options);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return stub.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL', stub.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
  return stub;
}

/** Starts a stub with a bucket `trail` that has these keys. */
export function startWith(keys: readonly string[]): Promise<S3Stub> {
  return startHere({ buckets: [{ name: 'trail', objects: objectsOf(keys) }] });
}

const body = Buffer.from('x');

/**
 * Creates small objects with these keys; a key that ends with `/` is the empty marker of a folder.
 */
export function objectsOf(keys: readonly string[]): [key: string, object: StubObject][] {
  return keys.map((key) => [key, { body: key.endsWith('/') ? Buffer.alloc(0) : body }]);
}

/** The default options of sources in tests. */
export const defaultOptions: S3Options = {
  access: {},
  credentials: async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' }),
  late: 6 * 3_600_000,
  now: Date.parse('2026-11-20T00:00Z'),
  note: () => {},
  requesterPays: false,
  timeout: 5000,
};

/** Which files to list, and in which order. */
export interface ListQuery {
  readonly terms?: readonly ReturnType<typeof only>[];
  readonly time?: Filter['time'];
  readonly order?: Query['order'];
}

/** Creates the filter of all terms and the time. */
export function filterOfTerms(
  terms: readonly ReturnType<typeof only>[],
  time: Filter['time'] = {},
): Filter {
  return { time, when: allOf(terms.map(({ attribute, any, none }) => asks(attribute, any, none))) };
}

/** Lists the log files at a place in S3. */
export async function listS3(
  stub: S3Stub,
  uri: string,
  { terms = [], time = {}, order = 'none' }: ListQuery = {},
  options: Partial<S3Options> = {},
): Promise<ListingEntry> {
  stub.reset();
  const notes: string[] = [];
  const note = (text: string) => notes.push(text);
  const source = createS3Source(uri, { ...defaultOptions, note, ...options });
  const keys: string[] = [];
  const errors: string[] = [];
  const leftOut: Record<string, readonly [files: number, folders: number]> = {};
  const { signal } = new AbortController();
  for await (const found of source.list({ filter: filterOfTerms(terms, time), order }, signal)) {
    if ('reason' in found) errors.push(`${found.file}: ${found.reason}`);
    else if ('why' in found) leftOut[found.why] = [found.files, found.folders];
    else keys.push(found.key);
  }
  const requests = stub.log.map(({ prefix, query }) => {
    const after = query['start-after'];
    return `${prefix}${query['delimiter'] ? ' by folder' : ''}${after ? ` after ${after}` : ''}`;
  });
  return { keys, errors, leftOut, notes, requests: requests.sort() };
}

/** Creates a term on accounts, regions or categories; values with `!` are excluded. */
export function only(attribute: 'account' | 'region' | 'category', ...values: string[]) {
  const none = values.filter((value) => value.startsWith('!')).map((value) => value.slice(1));
  return { attribute, any: values.filter((value) => !value.startsWith('!')), none };
}

/** Creates a span of time, such as from `2026-11-19` to `2026-11-20`. */
export function span(from: string, to?: string): Filter['time'] {
  return { from: Date.parse(from), ...(to !== undefined && { to: Date.parse(to) }) };
}
