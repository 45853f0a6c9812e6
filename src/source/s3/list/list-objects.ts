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

/** What a listing asks for. */
export interface ListRequest {
  readonly prefix: string;
  /** Keys that go on after the prefix with a `/` are not listed, but what comes up to it. */
  readonly byFolder: boolean;
  /** Keys up to this one are left out. */
  readonly after?: string;
}

/** Lists a bucket. */
export interface Lister {
  /**
   * The pages of a listing in the order of the keys. Throws a ReadError when this listing is denied,
   * a SourceError when nothing can be listed, and the signal's reason when it is aborted.
   */
  pages(request: ListRequest): AsyncGenerator<ListedPage>;
  /** The bucket and what is known of it after a first page: its region. */
  store(): Store;
  /** Whether a listing was granted. */
  hasListed(): boolean;
  /** Whether one held anything. */
  hasFound(): boolean;
  /** How many requests have been made. */
  requests(): number;
}

/** So many pages in a row may hold nothing: stores pass over what was deleted, but not for ever. */
const mostEmptyPages = 1000;

/** Requests are made when pages are asked for, so many at once. */
export function createLister(
  store: Store,
  { credentials, signal }: { readonly credentials: GetCredentials; readonly signal: AbortSignal },
): Lister {
  // Many requests listen to it at once.
  setMaxListeners(0, signal);
  const semaphore = createSemaphore(maxConnections);
  let connection: Promise<Connection> | undefined;
  let known = store;
  let requests = 0;
  let hasListed = false;
  let hasFound = false;

  const ask = async (
    { client, sdk }: Connection,
    { prefix, byFolder, after }: ListRequest,
    token: string | undefined,
  ): Promise<ListObjectsV2CommandOutput> => {
    requests++;
    const command = new sdk.ListObjectsV2Command({
      Bucket: store.bucket,
      Prefix: prefix,
      // Keys may hold what XML cannot.
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

  /** A region is told once: stores that send requests in circles are not followed. */
  const send = async (
    request: ListRequest,
    token: string | undefined,
    isSentOn = false,
  ): Promise<ListObjectsV2CommandOutput> => {
    connection ??= connect(known, credentials);
    const used = connection;
    const connected = await used;
    known = connected.store;
    try {
      return await ask(connected, request, token);
    } catch (error) {
      signal.throwIfAborted();
      const region = regionOf(error);
      if (isSentOn || region === undefined || region === known.region) {
        throw describeS3Error(error, connected.store, { kind: 'list', prefix: request.prefix });
      }
      // Of many requests that are sent to the wrong region, the first that fails connects anew.
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
        const answer = await semaphore.run(() => send(request, token));
        const page = pageOf(answer);
        const isEmpty = page.objects.length + page.folders.length === 0;
        hasListed = true;
        hasFound ||= !isEmpty;
        yield page;
        token = answer.NextContinuationToken;
        if (token !== undefined && tokens.has(token)) throw broken('its listing goes in circles');
        emptyPages = isEmpty ? emptyPages + 1 : 0;
        if (token !== undefined && emptyPages >= mostEmptyPages) {
          throw broken(`its listing goes on after ${mostEmptyPages} empty pages`);
        }
      } while (token !== undefined);
    },
    store: () => known,
    hasListed: () => hasListed,
    hasFound: () => hasFound,
    requests: () => requests,
  };
}

/** The region in which S3 says that the bucket is (Amazon S3 User Guide, "Making requests": redirects). */
function regionOf(error: unknown): string | undefined {
  const { $response } = Object(error) as {
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return $response?.headers?.['x-amz-bucket-region'];
}
