import { setMaxListeners } from 'node:events';
import { SourceError } from '../../../errors.ts';
import { orAborted } from '../../../streams/or-aborted.ts';
import { createSemaphore } from '../../../streams/semaphore.ts';
import { maxConnections } from '../../aws/agents.ts';
import type { GetCredentials } from '../../aws/credentials.ts';
import type { ListObjectsV2CommandOutput } from '../../aws/sdk-s3.ts';
import { type Connection, connect } from '../connect.ts';
import { BodyError, describeS3Error } from '../describe-s3-error.ts';
import type { Store } from '../store.ts';
import { isListing, type ListedPage, pageOf } from './listed-page.ts';

/** The keys to list. */
export interface PageRequest {
  readonly prefix: string;
  /** Whether keys with a `/` after the prefix are listed only as folders, up to that `/`. */
  readonly byFolder: boolean;
  /** Lists only keys after this one. */
  readonly after?: string;
}

/** Lists a bucket. */
export interface Lister {
  /**
   * Yields the pages of a listing in the order of the keys. Throws ReadError when this listing is
   * denied, SourceError when nothing can be listed, and the signal's reason when it is aborted.
   */
  pages(request: PageRequest): AsyncGenerator<ListedPage>;
  /** Returns the store; after the first page, it includes the region of the bucket. */
  store(): Store;
  /** Returns whether at least one listing was allowed. */
  hasListed(): boolean;
  /** Returns whether at least one listing was not empty. */
  hasFound(): boolean;
  /** Returns the number of requests so far. */
  requests(): number;
}

/** At most this many pages in a row may be empty: stores return empty pages for deleted objects. */
const maxEmptyPages = 1000;

/**
 * Creates a lister. It sends a request only when a page is read, and at most `maxConnections` at
 * once.
 */
export function createLister(
  store: Store,
  { credentials, signal }: { readonly credentials: GetCredentials; readonly signal: AbortSignal },
): Lister {
  // Many requests listen to the signal at once.
  setMaxListeners(0, signal);
  const semaphore = createSemaphore(maxConnections);
  let connection: Promise<Connection> | undefined;
  let known = store;
  let requests = 0;
  let hasListed = false;
  let hasFound = false;

  const requestPage = async (
    { client, sdk }: Connection,
    { prefix, byFolder, after }: PageRequest,
    token: string | undefined,
  ): Promise<ListObjectsV2CommandOutput> => {
    requests++;
    const command = new sdk.ListObjectsV2Command({
      Bucket: store.bucket,
      Prefix: prefix,
      // Keys may hold characters that XML cannot.
      EncodingType: 'url',
      ...(byFolder && { Delimiter: '/' }),
      ...(after !== undefined && { StartAfter: after }),
      ...(token !== undefined && { ContinuationToken: token }),
      ...(store.requesterPays && { RequestPayer: 'requester' }),
    });
    const page = await orAborted(client.send(command, { abortSignal: signal }), signal);
    if (!isListing(page)) throw new BodyError('no listing');
    return page;
  };

  /**
   * Sends a request. Follows a redirect to another region only once, so that a store cannot send
   * requests in circles.
   */
  const send = async (
    request: PageRequest,
    token: string | undefined,
    isRedirected = false,
  ): Promise<ListObjectsV2CommandOutput> => {
    connection ??= connect(known, credentials);
    const used = connection;
    const connected = await used;
    known = connected.store;
    try {
      return await requestPage(connected, request, token);
    } catch (error) {
      signal.throwIfAborted();
      const region = regionOf(error);
      if (isRedirected || region === undefined || region === known.region) {
        throw describeS3Error(error, connected.store, { kind: 'list', prefix: request.prefix });
      }
      // When many requests went to the wrong region, the first that fails connects to the right
      // one.
      if (connection === used) connection = connect({ ...store, region }, credentials);
      return send(request, token, true);
    }
  };

  return {
    async *pages(request) {
      const tokens = new Set<string | undefined>();
      const broken = (problem: string) =>
        new SourceError(`s3://${store.bucket}/${request.prefix}: ${problem}: the store is broken`);
      let token: string | undefined;
      let emptyPages = 0;
      do {
        tokens.add(token);
        const response = await semaphore.run(() => send(request, token));
        const page = pageOf(response);
        const isEmpty = page.objects.length + page.folders.length === 0;
        hasListed = true;
        hasFound ||= !isEmpty;
        yield page;
        token = response.NextContinuationToken;
        if (token !== undefined && tokens.has(token)) throw broken('its listing goes in circles');
        emptyPages = isEmpty ? emptyPages + 1 : 0;
        if (token !== undefined && emptyPages >= maxEmptyPages) {
          throw broken(`its listing goes on after ${maxEmptyPages} empty pages`);
        }
      } while (token !== undefined);
    },
    store: () => known,
    hasListed: () => hasListed,
    hasFound: () => hasFound,
    requests: () => requests,
  };
}

/**
 * Returns the region that S3 names for the bucket (Amazon S3 User Guide, "Making requests":
 * redirects).
 */
function regionOf(error: unknown): string | undefined {
  const { $response } = Object(error) as {
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return $response?.headers?.['x-amz-bucket-region'];
}
