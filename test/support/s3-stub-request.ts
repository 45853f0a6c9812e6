import type { IncomingMessage } from 'node:http';

/** A request, in S3's terms. */
export interface S3Request {
  /** `ListObjectsV2`, `GetObject`, `HeadObject`, or another operation, which the stub refuses. */
  readonly operation: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** The name in the request: a bucket or one of its access points. */
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** The prefix of a list request; '' when it has none, undefined for other requests. */
  readonly prefix: string | undefined;
  readonly range: string | undefined;
  readonly ifMatch: string | undefined;
  readonly requestPayer: string | undefined;
  /** From the Authorization header, like `region`; undefined without one. */
  readonly accessKeyId: string | undefined;
  /** The region that the request is signed for. */
  readonly region: string | undefined;
}

/** Returns the bucket that a Host header names; undefined when the path names it. */
export type BucketOfHost = (host: string) => string | undefined;

/** Parses a request in either style of address. Does not read its body. */
export function parseRequest(message: IncomingMessage, bucketOfHost: BucketOfHost): S3Request {
  const { method = 'GET', url = '/', headers } = message;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = parseQuery(mark === -1 ? '' : url.slice(mark + 1));
  const { bucket, key } = parsePath(path, bucketOfHost(headers.host ?? ''));
  const payer = headers['x-amz-request-payer'];
  const operation = operationOf(method, query, { bucket, key });
  return {
    operation,
    method,
    url,
    bucket,
    key,
    query,
    prefix: operation === 'ListObjectsV2' ? (query['prefix'] ?? '') : undefined,
    range: headers.range,
    ifMatch: headers['if-match'],
    requestPayer: payer === undefined ? undefined : String(payer),
    ...parseAuthorization(headers.authorization),
  };
}

/**
 * Creates a function that finds the bucket before the endpoint in a host, as in
 * `trail.s3.us-east-1.amazonaws.com`.
 */
export function createBucketOfHost(isBucket: (name: string) => boolean): BucketOfHost {
  const known = new Map<string, string | undefined>();
  return (host) => {
    const bucket = known.get(host);
    if (bucket !== undefined || known.has(host)) return bucket;
    if (known.size >= 1000) known.clear();
    const found = findBucket(host.replace(/:\d+$/, ''), isBucket);
    known.set(host, found);
    return found;
  };
}

function findBucket(host: string, isBucket: (name: string) => boolean): string | undefined {
  if (/^[\d.]+$|^localhost$|^s3[.-]/.test(host)) return undefined;
  // Bucket names may contain dots: takes the longest name of an existing bucket.
  for (let dot = host.lastIndexOf('.'); dot > 0; dot = host.lastIndexOf('.', dot - 1)) {
    if (isBucket(host.slice(0, dot))) return host.slice(0, dot);
  }
  const first = host.indexOf('.');
  return first > 0 ? host.slice(0, first) : undefined;
}

interface Place {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

function parsePath(path: string, bucketInHost: string | undefined): Place {
  if (bucketInHost !== undefined) return { bucket: bucketInHost, key: named(path.slice(1)) };
  const slash = path.indexOf('/', 1);
  return slash === -1
    ? { bucket: named(path.slice(1)), key: undefined }
    : { bucket: named(path.slice(1, slash)), key: named(path.slice(slash + 1)) };
}

function named(text: string): string | undefined {
  return text === '' ? undefined : decode(text);
}

const noQuery: Readonly<Record<string, string>> = {};

function parseQuery(text: string): Readonly<Record<string, string>> {
  if (text === '') return noQuery;
  const query: Record<string, string> = {};
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    if (part === '') continue;
    if (equals === -1) query[decode(part)] = '';
    else query[decode(part.slice(0, equals))] = decode(part.slice(equals + 1));
  }
  return query;
}

/**
 * Decodes a part of a URL. As S3 does, treats a plus sign as a space, in paths too. Malformed text
 * stays as it is.
 */
function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/**
 * Parses `AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/s3/aws4_request, SignedHeaders=…`.
 */
function parseAuthorization(text: string | undefined): Pick<S3Request, 'accessKeyId' | 'region'> {
  const start = text?.indexOf('Credential=') ?? -1;
  if (text === undefined || start === -1) return { accessKeyId: undefined, region: undefined };
  const [accessKeyId, , region] = text.slice(start + 11, text.indexOf(',', start)).split('/', 3);
  return { accessKeyId, region };
}

function operationOf(method: string, query: Readonly<Record<string, string>>, at: Place): string {
  if (at.bucket === undefined) return method === 'GET' ? 'ListBuckets' : `${method} /`;
  const part = Object.keys(query).find((name) => !isParameter(name));
  if (part !== undefined) return `${method} ${at.key === undefined ? 'bucket' : 'object'}?${part}`;
  if (at.key !== undefined) return objectOperations[method] ?? `${method} object`;
  if (method === 'GET') return query['list-type'] === '2' ? 'ListObjectsV2' : 'ListObjects';
  return bucketOperations[method] ?? `${method} bucket`;
}

const objectOperations: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

const bucketOperations: Readonly<Record<string, string>> = {
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
};

/** Query names that do not change the operation; others, such as `acl` or `versionId`, do. */
const parameters: ReadonlySet<string> = new Set([
  'x-id',
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'start-after',
  'continuation-token',
  'encoding-type',
  'fetch-owner',
]);

function isParameter(name: string): boolean {
  return parameters.has(name) || name.startsWith('response-');
}
