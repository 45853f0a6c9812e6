import { describe, expect, test } from 'vitest';
import { describeS3Error, type S3Request } from '../../../src/source/s3/describe-s3-error.ts';
import type { Store } from '../../../src/source/s3/store.ts';

const store: Store = {
  bucket: 'trail',
  region: 'us-east-1',
  access: {},
  requesterPays: false,
  timeout: 30_000,
};
const list: S3Request = { kind: 'list', prefix: 'AWSLogs/' };
const get: S3Request = { kind: 'get', key: 'x' };

/** Creates an error as the SDK throws it. */
function errorOf(name: string, status?: number, more: object = {}): Error {
  const $metadata = { httpStatusCode: status };
  return Object.assign(new Error(`secret ${name}`), { name, $metadata, ...more });
}

function described(error: Error, request: S3Request, of: Partial<Store> = {}): string {
  const { name, message } = describeS3Error(error, { ...store, ...of }, request) as Error;
  return `${name}: ${message}`;
}

describe('an error of S3', () => {
  test.each<[Error, S3Request, string]>([
    [errorOf('NoSuchBucket', 404), get, 'SourceError: s3://trail: there is no such bucket'],
    [errorOf('ExpiredToken', 400), get, 'SourceError: the AWS credentials have expired: set'],
    [errorOf('AccessDenied', 403), get, 'ReadError: access denied: grant s3:GetObject'],
    [
      errorOf('AccessDenied', 403),
      list,
      'ReadError: access denied: grant s3:ListBucket on arn:aws:s3:::trail, or',
    ],
    [errorOf('SlowDown', 503), get, 'ReadError: cannot be fetched (503 SlowDown)'],
    [
      errorOf('SlowDown', 503),
      list,
      'SourceError: s3://trail/AWSLogs/: cannot be listed (503 SlowDown)',
    ],
    [errorOf('TimeoutError'), get, 'ReadError: no data for 30 s, several times: try'],
    [errorOf('TimeoutError'), list, 'SourceError: s3://trail: no data for 30 s, several'],
    [
      errorOf('TimeoutError', undefined, { code: 'ECONNRESET' }),
      get,
      'ReadError: cannot be fetched (ECONNRESET)',
    ],
    [
      errorOf('Error', undefined, { code: 'ENOTFOUND' }),
      get,
      'SourceError: s3://trail: no connection to S3 in us-east-1 (ENOTFOUND)',
    ],
    [
      errorOf('Error', undefined, { code: 'CERT_HAS_EXPIRED' }),
      list,
      'SourceError: s3://trail: no connection to S3 in us-east-1 (CERT_HAS_EXPIRED)',
    ],
    [
      errorOf('SyntaxError', 200),
      list,
      'SourceError: s3://trail/AWSLogs/: the server there is not S3',
    ],
  ])('is described without quoting its message: %s', (error, request, expected) => {
    const text = described(error, request);
    expect(text.slice(0, expected.length)).toBe(expected);
    expect(text).not.toContain('secret');
  });

  test('of a host with several addresses is that of the first one', () => {
    const refused = (code: string) => Object.assign(new Error(code), { code });
    const all = new AggregateError([refused('ECONNREFUSED'), refused('ENETUNREACH')]);
    expect(described(all, list)).toContain('(ECONNREFUSED)');
  });

  test.each([
    ['cn-north-1', 'arn:aws-cn:s3:::trail'],
    ['us-gov-west-1', 'arn:aws-us-gov:s3:::trail'],
    ['eu-west-1', 'arn:aws:s3:::trail'],
  ])('that denies access in %s names the bucket as %s', (region, arn) => {
    expect(described(errorOf('AccessDenied', 403), list, { region })).toContain(` on ${arn},`);
  });

  test('that denies access names the access point of the request', () => {
    const bucket = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/logs';
    const text = described(errorOf('AccessDenied', 403), list, { bucket, requesterPays: true });
    expect(text.endsWith(` on ${bucket}`)).toBe(true);
  });

  test('about a KMS key names only the key', () => {
    const key = 'arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab';
    const message = `User: arn:aws:iam::1:user/x is not authorized to perform: kms:Decrypt on resource: ${key} because`;
    expect(described(errorOf('AccessDenied', 403, { message }), get)).toBe(
      `ReadError: its key denies decryption: grant kms:Decrypt on ${key}`,
    );
  });

  test("of a request that the SDK does not send has the SDK's message", () => {
    const error = new Error('Invalid ARN: expected something');
    expect(described(error, list)).toBe(
      'SourceError: s3://trail/AWSLogs/: cannot be listed (Invalid ARN: expected something)',
    );
  });

  test('that is not an Error object stays as it is', () => {
    for (const thrown of ['text', undefined, 5]) {
      expect(describeS3Error(thrown, store, get)).toBe(thrown);
    }
  });
});
