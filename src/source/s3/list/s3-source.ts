import type { FileError } from '../../../errors.ts';
import { allEvents } from '../../../query/condition/filter.ts';
import { readAhead } from '../../../streams/read-ahead.ts';
import type { GetCredentials } from '../../aws/credentials.ts';
import type { StoredObject } from '../../log-file.ts';
import type { Listing, ListRequest } from '../../source.ts';
import { lateDelivery } from '../../trail-layout/late-delivery.ts';
import { createLeftOutCount, type LeftOut } from '../../trail-layout/left-out.ts';
import { type Delivery, selectionFor } from '../../trail-layout/selection.ts';
import { parseS3Uri } from '../parse-s3-uri.ts';
import type { Store } from '../store.ts';

/** Options for reading trails in S3. */
export interface S3Options
  extends Pick<Delivery, 'now'>,
    Pick<Store, 'access' | 'requesterPays' | 'timeout' | 'cache'> {
  readonly credentials: GetCredentials;
  /**
   * Files may have been delivered up to this many milliseconds after the requested time; see
   * `lateDelivery`.
   */
  readonly late?: number;
  /** Called with notes for the user about the listing. */
  readonly note: (text: string) => void;
}

/** Lists the objects of trails in S3. */
export interface S3Source extends Pick<Listing, 'list' | 'measure' | 'accounts'> {
  list(
    request: ListRequest,
    signal: AbortSignal,
  ): AsyncGenerator<StoredObject | FileError | LeftOut>;
  /** Returns the number of list requests so far. */
  listRequests(): number;
}

/** The number of objects that may be listed ahead of reading, which takes about 20 MB of memory. */
const listedAhead = 50_000;
/** The number for ordered listings, where the caller may soon have enough. */
const listedAheadInOrder = 64;

/**
 * Creates the source of the trails at `s3://BUCKET/PREFIX`. Throws UsageError for any other text.
 */
export function createS3Source(
  uri: string,
  {
    access,
    credentials,
    late = lateDelivery.s3,
    now,
    note,
    requesterPays,
    timeout,
    cache,
  }: S3Options,
): S3Source {
  const { bucket, prefix } = parseS3Uri(uri);
  const store = {
    bucket,
    access,
    requesterPays,
    timeout,
    ...(cache && { cache }),
  };
  const listed = { files: 0, bytes: 0, isWhole: false };
  let requests = () => 0;
  let earlier = () => 0;
  const list = async function* ({ filter, order }: ListRequest, signal: AbortSignal) {
    const [{ createLister }, { listTrails }] = await Promise.all([
      import('./list-objects.ts'),
      import('./list-trails.ts'),
    ]);
    const lister = createLister(store, { credentials, signal });
    requests = lister.requests;
    const selection = selectionFor(filter, { late, now });
    const leftOut = createLeftOutCount();
    for await (const found of listTrails({ lister, selection, order, leftOut, note }, prefix)) {
      if ('reason' in found) {
        yield found;
        continue;
      }
      listed.files++;
      listed.bytes += found.size;
      const name = `s3://${bucket}/${found.key}`;
      const named = found.key === prefix;
      yield { kind: 'object', name, named, store: lister.store(), ...found } as const;
    }
    listed.isWhole = true;
    yield* leftOut.all();
  };
  return {
    list(request, signal) {
      const isOrdered = request.order !== 'none';
      return readAhead(list(request, signal), isOrdered ? listedAheadInOrder : listedAhead);
    },
    measure: () => () => listed,
    async accounts(signal) {
      const [{ createLister }, { findAccounts }] = await Promise.all([
        import('./list-objects.ts'),
        import('./find-accounts.ts'),
      ]);
      const lister = createLister(store, { credentials, signal });
      earlier = lister.requests;
      const selection = selectionFor(allEvents, { late: Number.POSITIVE_INFINITY, now });
      const leftOut = createLeftOutCount();
      const silent = { lister, selection, order: 'none', leftOut, note: () => {} } as const;
      // The listing reports what is wrong with the bucket.
      return findAccounts(silent, prefix).catch(() => []);
    },
    listRequests: () => earlier() + requests(),
  };
}
