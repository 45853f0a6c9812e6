import { listPage, type PageQuery, readToken, writeToken } from './s3-stub-list.ts';
import { factsOf, type ObjectStore, readBody, type StubObject } from './s3-stub-objects.ts';
import type { S3Request } from './s3-stub-request.ts';
import { errorXml, hostId, listXml, type S3Error } from './s3-stub-xml.ts';

/** A bucket of the stub. */
export interface Bucket {
  readonly name: string;
  readonly store: ObjectStore;
  /** Its region; undefined when requests for any region find it. */
  readonly region: string | undefined;
  readonly requesterPays: boolean;
  readonly mayList: (prefix: string) => boolean;
  readonly mayGet: (key: string) => boolean;
}

/** The buckets and credentials that the stub simulates. */
export interface World {
  /** The buckets by their names and by the names of their access points. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** The valid access keys; undefined when all are valid. */
  readonly accessKeys: ReadonlySet<string> | undefined;
  readonly expiredAccessKeys: ReadonlySet<string>;
}

/** An answer, complete except for the request's ID, which is set when it is sent. */
export interface Answer {
  readonly status: number;
  /** Alternating names and values. The second element is the place of the request's ID. */
  readonly headers: string[];
  readonly body: Buffer | string;
}

/**
 * Answers a request as S3 does. With `changed`, as if the object had been overwritten since it was
 * listed.
 */
export function answerTo(request: S3Request, world: World, id: string, changed: boolean): Answer {
  const bucket = world.buckets.get(request.bucket ?? '');
  const error = refusal(request, world, bucket);
  if (error) return errorAnswer(error, id);
  if (bucket === undefined) return errorAnswer(noSuchBucket(request), id);
  const answer =
    request.operation === 'ListObjectsV2'
      ? answerList(request, bucket)
      : answerObject(request, bucket, changed);
  return 'code' in answer ? errorAnswer(answer, id) : answer;
}

/** Creates the answer of an error. */
export function errorAnswer(error: S3Error, id: string): Answer {
  const headers = [...xmlHeaders];
  for (const pair of Object.entries(error.headers ?? {})) headers.push(...pair);
  return { status: error.status, headers, body: errorXml(error, id) };
}

/** The `Access Denied` without a reason. */
export const accessDenied: S3Error = {
  status: 403,
  code: 'AccessDenied',
  message: 'Access Denied',
};

/** The ARN of all callers. */
const caller = 'arn:aws:iam::111122223333:user/tester';

/** Returns S3's error for an action that no policy allows. */
export function notAuthorized(action: string, resource: string): S3Error {
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  return { ...accessDenied, message };
}

/** Returns S3's error for an object that does not exist. */
export function noSuchKey(request: S3Request): S3Error {
  return {
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    details: { Key: request.key ?? '' },
  };
}

/** Returns the error that refuses a request regardless of its key. */
function refusal(
  request: S3Request,
  world: World,
  bucket: Bucket | undefined,
): S3Error | undefined {
  const { accessKeyId, operation } = request;
  if (accessKeyId === undefined) return accessDenied;
  if (world.accessKeys && !world.accessKeys.has(accessKeyId)) return unknownAccessKey(accessKeyId);
  if (world.expiredAccessKeys.has(accessKeyId)) return expiredToken;
  if (!isReading(operation)) return accessDenied;
  if (bucket?.region !== undefined && bucket.region !== request.region) return elsewhere(bucket);
  if (bucket?.requesterPays && request.requestPayer !== 'requester') return accessDenied;
  return undefined;
}

function isReading(operation: string): boolean {
  return operation === 'GetObject' || operation === 'ListObjectsV2' || operation === 'HeadObject';
}

function unknownAccessKey(accessKeyId: string): S3Error {
  return {
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'The AWS Access Key Id you provided does not exist in our records.',
    details: { AWSAccessKeyId: accessKeyId },
  };
}

const expiredToken: S3Error = {
  status: 400,
  code: 'ExpiredToken',
  message: 'The provided token has expired.',
};

function elsewhere({ name, region = '' }: Bucket): S3Error {
  return {
    status: 301,
    code: 'PermanentRedirect',
    message:
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    details: { Endpoint: `${name}.s3.${region}.amazonaws.com`, Bucket: name },
    headers: { 'x-amz-bucket-region': region },
  };
}

function noSuchBucket({ bucket = '' }: S3Request): S3Error {
  return {
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist',
    details: { BucketName: bucket },
  };
}

function answerList(request: S3Request, bucket: Bucket): Answer | S3Error {
  const { query, prefix = '', bucket: name = '' } = request;
  if (!bucket.mayList(prefix)) return notAuthorized('s3:ListBucket', `"${arn(bucket)}"`);
  const encoding = query['encoding-type'];
  if (encoding !== undefined && encoding !== 'url') {
    return invalid('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  }
  const requested = query['max-keys'] ?? '1000';
  if (!/^\d{1,9}$/.test(requested)) {
    const message = 'Provided max-keys not an integer or within integer range';
    return invalid(message, 'max-keys', requested);
  }
  const token = query['continuation-token'];
  const after = token === undefined ? (query['start-after'] ?? '') : readToken(bucket.name, token);
  if (after === undefined) {
    return invalid('The continuation token provided is incorrect', 'continuation-token');
  }
  const maxKeys = Math.min(Number(requested), 1000);
  const pageQuery: PageQuery = { prefix, delimiter: query['delimiter'] ?? '', after, maxKeys };
  const page = listPage(bucket.store.sortedKeys(), pageQuery);
  const body = listXml(bucket.store, {
    bucket: name,
    query: pageQuery,
    page,
    encoded: encoding === 'url',
    token,
    // With a token, S3 ignores start-after.
    startAfter: token === undefined ? query['start-after'] : undefined,
    nextToken: page.last === undefined ? undefined : writeToken(bucket.name, page.last),
  });
  const region = bucket.region ?? request.region ?? 'us-east-1';
  return { status: 200, headers: [...xmlHeaders, 'x-amz-bucket-region', region], body };
}

function invalid(message: string, name: string, value?: string): S3Error {
  const details = { ArgumentName: name, ...(value !== undefined && { ArgumentValue: value }) };
  return { status: 400, code: 'InvalidArgument', message, details };
}

function arn(bucket: Bucket): string {
  return `arn:aws:s3:::${bucket.name}`;
}

function answerObject(request: S3Request, bucket: Bucket, changed: boolean): Answer | S3Error {
  const { key = '', operation, ifMatch } = request;
  if (!bucket.mayGet(key)) return notAuthorized('s3:GetObject', `"${arn(bucket)}/${key}"`);
  const object = bucket.store.get(key);
  if (object === undefined) {
    // A caller who may not list does not learn that the object does not exist.
    const hidden = !bucket.mayList('');
    return hidden ? notAuthorized('s3:ListBucket', `"${arn(bucket)}"`) : noSuchKey(request);
  }
  if (ifMatch !== undefined && (changed || !matches(ifMatch, factsOf(object).etag))) {
    return preconditionFailed;
  }
  if (operation === 'GetObject' && factsOf(object).archived) return archived(object);
  const headers = changed ? changedHeaders(object) : headersOf(object);
  if (request.range !== undefined) return answerRange(request, object, headers);
  // A HEAD request gets the length, too.
  const body = operation === 'HeadObject' ? '' : readBody(key, object);
  return { status: 200, headers, body };
}

function matches(ifMatch: string, etag: string): boolean {
  return ifMatch.split(',').some((part) => {
    const text = part.trim();
    return text === '*' || text === etag || `"${text}"` === etag;
  });
}

const preconditionFailed: S3Error = {
  status: 412,
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
  details: { Condition: 'If-Match' },
};

function archived(object: StubObject): S3Error {
  const { storageClass } = factsOf(object);
  const tier = storageClass === 'INTELLIGENT_TIERING' ? { AccessTier: 'ARCHIVE_ACCESS' } : {};
  return {
    status: 403,
    code: 'InvalidObjectState',
    message: "The operation is not valid for the object's storage class",
    details: { StorageClass: storageClass, ...tier },
  };
}

/** Answers a request for a range. As S3 does, it ignores malformed ranges and lists of ranges. */
function answerRange(request: S3Request, object: StubObject, headers: string[]): Answer | S3Error {
  const { key = '', range = '', operation } = request;
  const { size } = factsOf(object);
  const body = operation === 'HeadObject' ? '' : readBody(key, object);
  const parsed = parseRange(range, size);
  if (parsed === undefined) return { status: 200, headers, body };
  const [first, last] = parsed;
  if (first > last) {
    return {
      status: 416,
      code: 'InvalidRange',
      message: 'The requested range is not satisfiable',
      details: { RangeRequested: range, ActualObjectSize: size },
    };
  }
  const length = String(last - first + 1);
  return {
    status: 206,
    headers: [...headers.slice(0, -1), length, 'Content-Range', `bytes ${first}-${last}/${size}`],
    body: typeof body === 'string' ? body : body.subarray(first, last + 1),
  };
}

/** Returns the first and the last byte; the first is after the last when the range is empty. */
function parseRange(range: string, size: number): readonly [number, number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return [Math.max(0, size - Number(to)), size - 1];
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
}

const commonHeaders = ['x-amz-request-id', '', 'x-amz-id-2', hostId, 'Server', 'AmazonS3'];

// S3 sends its XML in chunks, without a length.
const xmlHeaders = [
  ...commonHeaders,
  'Content-Type',
  'application/xml',
  'Transfer-Encoding',
  'chunked',
];

const known = new WeakMap<StubObject, string[]>();

function headersOf(object: StubObject): string[] {
  const headers = known.get(object) ?? writeHeaders(object, factsOf(object).etag);
  known.set(object, headers);
  return headers;
}

function changedHeaders(object: StubObject): string[] {
  return writeHeaders(object, '"00000000000000000000000000000bad"');
}

/** Returns the headers of an object, the length last. */
function writeHeaders(object: StubObject, etag: string): string[] {
  const { lastModified, storageClass, archived, size } = factsOf(object);
  const frozen = storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
  const headers: Record<string, string> = {
    'Last-Modified': lastModified.toUTCString(),
    ETag: etag,
    'x-amz-server-side-encryption': 'AES256',
    'Accept-Ranges': 'bytes',
    'Content-Type': 'binary/octet-stream',
    ...(storageClass !== 'STANDARD' && { 'x-amz-storage-class': storageClass }),
    ...(archived && !frozen && { 'x-amz-archive-status': 'ARCHIVE_ACCESS' }),
    ...(frozen && !archived && { 'x-amz-restore': restored }),
    ...object.headers,
    'Content-Length': String(size),
  };
  return [...commonHeaders, ...Object.entries(headers).flat()];
}

const restored = 'ongoing-request="false", expiry-date="Fri, 01 Jan 2027 00:00:00 GMT"';
