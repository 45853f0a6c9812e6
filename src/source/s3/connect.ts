import { clientSettings } from '../aws/aws-access.ts';
import type { GetCredentials } from '../aws/credentials.ts';
import type { S3Client } from '../aws/sdk-s3.ts';
import type { Store } from './store.ts';

/** A bucket, and what requests to it are made with. */
export interface Connection {
  readonly store: Store;
  readonly sdk: typeof import('../aws/sdk-s3.ts');
  readonly client: S3Client;
}

/** How often the SDK tries a request again that was throttled, answered by an error of S3's or lost. */
const maxAttempts = 6;
/** Milliseconds: who does not answer by then does not answer at all. */
const longestConnecting = 10_000;

/** Loads the AWS SDK, whose usual places tell region and endpoint, and sets it up. */
export async function connect(store: Store, credentials: GetCredentials): Promise<Connection> {
  const sdk = await import('../aws/sdk-s3.ts');
  const common = await clientSettings({ ...store, credentials }, store.region);
  const settings = {
    ...common,
    maxAttempts,
    // Adaptive, it takes each 503 for a quota that all requests have to share, but sees few of those
    // that are made: with one SlowDown in ten, a run took six times as long.
    retryMode: 'standard',
    // What is stored is gzip, which has its own; for the sake of S3-compatible stores nothing is asked.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: {
      ...common.requestHandler,
      connectionTimeout: Math.min(store.timeout, longestConnecting),
      socketTimeout: store.timeout,
    },
  } as const;
  const usual = new sdk.S3Client(settings);
  const region = await usual.config.region().catch(() => defaultRegion);
  const endpoint = await configuredEndpoint(usual);
  const client = new sdk.S3Client({
    ...settings,
    region,
    // Few stores but S3 itself have a host name for each bucket; access points have one everywhere.
    forcePathStyle: endpoint !== undefined && !store.bucket.startsWith('arn:'),
    useArnRegion: true,
  });
  usual.destroy();
  const foreign = endpoint === undefined ? undefined : foreignStore(endpoint);
  return { store: { ...store, region, ...(foreign && { endpoint: foreign }) }, sdk, client };
}

/** Every bucket can be asked for its region there. */
const defaultRegion = 'us-east-1';

/** The endpoint that AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 or the profile names. */
async function configuredEndpoint({ config }: S3Client): Promise<string | undefined> {
  const { serviceConfiguredEndpoint } = config as {
    readonly serviceConfiguredEndpoint?: () => Promise<string | undefined>;
  };
  return serviceConfiguredEndpoint?.();
}

/** Undefined for an endpoint of AWS's own, such as one in a VPC: all of them have the same buckets. */
function foreignStore(endpoint: string): string | undefined {
  // What is wrong with it is reported when it is asked.
  if (!URL.canParse(endpoint)) return undefined;
  const { host, hostname, pathname } = new URL(endpoint);
  const isAws = /\.amazonaws\.(?:com|com\.cn|eu)$|\.api\.aws$/.test(hostname);
  return isAws ? undefined : `${host}${pathname}`.replace(/\/+$/, '');
}
