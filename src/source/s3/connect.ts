import { clientSettings } from '../aws/aws-access.ts';
import { collectS3Answer } from '../aws/collect-answer.ts';
import type { GetCredentials } from '../aws/credentials.ts';
import type { S3Client } from '../aws/sdk-s3.ts';
import type { Store } from './store.ts';

/** A bucket, and a client for requests to it. */
export interface Connection {
  readonly store: Store;
  readonly sdk: typeof import('../aws/sdk-s3.ts');
  readonly client: S3Client;
}

/**
 * The number of times that the SDK sends a request that is throttled, lost or fails with a server
 * error.
 */
const maxAttempts = 6;
/**
 * The longest time to wait for a connection, in milliseconds: a server that takes longer will not
 * accept it at all.
 */
const maxConnectionTimeout = 10_000;

/** Loads the AWS SDK and creates a client, with region and endpoint from the SDK's usual places. */
export async function connect(store: Store, credentials: GetCredentials): Promise<Connection> {
  const sdk = await import('../aws/sdk-s3.ts');
  const common = await clientSettings({ ...store, credentials }, store.region);
  const settings = {
    ...common,
    maxAttempts,
    // Not adaptive: that mode slows down all requests after any 503, but sees only few of the
    // requests: with one SlowDown in ten, a run took six times as long.
    retryMode: 'standard',
    // Without the checksums of the SDK: gzip has its own, and some S3-compatible stores do not
    // support them.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    streamCollector: collectS3Answer,
    requestHandler: {
      ...common.requestHandler,
      connectionTimeout: Math.min(store.timeout, maxConnectionTimeout),
      socketTimeout: store.timeout,
    },
  } as const;
  const probe = new sdk.S3Client(settings);
  const region = await probe.config.region().catch(() => defaultRegion);
  const endpoint = await configuredEndpoint(probe);
  const client = new sdk.S3Client({
    ...settings,
    region,
    // Few stores other than S3 have a host name for each bucket; access points always have one.
    forcePathStyle: endpoint !== undefined && !store.bucket.startsWith('arn:'),
    useArnRegion: true,
  });
  probe.destroy();
  const foreign = endpoint === undefined ? undefined : foreignStore(endpoint);
  return { store: { ...store, region, ...(foreign && { endpoint: foreign }) }, sdk, client };
}

/**
 * The region to ask when none is configured: it answers for every bucket, with the region that the
 * bucket is in.
 */
const defaultRegion = 'us-east-1';

/** Returns the endpoint that AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 or the profile names. */
async function configuredEndpoint({ config }: S3Client): Promise<string | undefined> {
  const { serviceConfiguredEndpoint } = config as {
    readonly serviceConfiguredEndpoint?: () => Promise<string | undefined>;
  };
  return serviceConfiguredEndpoint?.();
}

/**
 * Returns the store at an endpoint other than AWS's own; undefined for any endpoint of AWS, also in
 * a VPC, as they all have the same buckets.
 */
function foreignStore(endpoint: string): string | undefined {
  // A malformed endpoint is reported by the first request.
  if (!URL.canParse(endpoint)) return undefined;
  const { host, hostname, pathname } = new URL(endpoint);
  const isAws = /\.amazonaws\.(?:com|com\.cn|eu)$|\.api\.aws$/.test(hostname);
  return isAws ? undefined : `${host}${pathname}`.replace(/\/+$/, '');
}
