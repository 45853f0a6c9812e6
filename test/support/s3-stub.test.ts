import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  GetObjectCommand,
  InvalidObjectState,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { stopClock, until } from './fake-clock.ts';
import { runs } from './runs.ts';
import { type BucketOptions, type S3Stub, type S3StubOptions, startS3Stub } from './s3-stub.ts';
import { type Fault, faultKinds, passingFaultKinds, randomFaults } from './s3-stub-faults.ts';
import { listPage } from './s3-stub-list.ts';
import { compareKeys, type StubObject } from './s3-stub-objects.ts';
import { temporaryFolder } from './trailscan.ts';

describe('a listing of the S3 stub', () => {
  test('has every key once, on pages, in the order of UTF-8 bytes', async () => {
    // In UTF-16 the emoji, a pair of surrogates, would come before the full-width tilde.
    const keys = ['!', 'Z', 'a', 'a/b', 'é', '～', '😀', '😀/a'];
    const stub = await start(bucketOf([...keys].reverse()));
    expect(await listAll(stub, 'max-keys=3')).toEqual(keys);
    expect(stub.counters.operations).toEqual({ ListObjectsV2: 3 });
  });

  test('has the fields of S3 for each object', async () => {
    const body = Buffer.from('hello');
    const lastModified = new Date('2026-11-19T01:02:03.999Z');
    const stub = await start([['k', { body, lastModified, storageClass: 'STANDARD_IA' }]]);
    const { body: xml, headers } = await ask(stub, '/trail?list-type=2');
    const etag = createHash('md5').update(body).digest('hex');
    expect(xml).toContain(
      `<Contents><Key>k</Key><LastModified>2026-11-19T01:02:03.000Z</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>5</Size><StorageClass>STANDARD_IA</StorageClass></Contents>`,
    );
    expect(elements(xml, 'KeyCount', 'MaxKeys', 'IsTruncated', 'Name')).toEqual([
      '1',
      '1000',
      'false',
      'trail',
    ]);
    expect(headers.get('x-amz-bucket-region')).toBe('us-east-1');
  });

  test('rolls up keys at a delimiter, also across pages', async () => {
    const stub = await start(bucketOf(['d/a/1', 'd/a/2', 'd/b', 'd/c/1', 'd/c/2', 'e']));
    expect(await listAll(stub, 'prefix=d/&delimiter=/')).toEqual(['d/b', 'd/a/', 'd/c/']);
    expect(await listAll(stub, 'prefix=d/&delimiter=/&max-keys=1')).toEqual([
      'd/a/',
      'd/b',
      'd/c/',
    ]);
    expect(await listAll(stub, 'prefix=d/a&delimiter=/')).toEqual(['d/a/']);
  });

  test('begins after start-after, and leaves out the common prefix that contains it', async () => {
    const stub = await start(bucketOf(['d/a/1', 'd/a/2', 'd/b']));
    expect(await listAll(stub, 'start-after=d/a/1')).toEqual(['d/a/2', 'd/b']);
    expect(await listAll(stub, 'start-after=d/a/x')).toEqual(['d/b']);
    expect(await listAll(stub, 'prefix=d/&delimiter=/&start-after=d/a')).toEqual(['d/b', 'd/a/']);
    expect(await listAll(stub, 'prefix=d/&delimiter=/&start-after=d/a/1')).toEqual(['d/b']);
  });

  test('has the same entries on pages as when it is computed at once', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '/', '~', '～', '😀'), maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 40 }),
        word,
        fc.constantFrom('', '/', 'ab'),
        word,
        fc.integer({ min: 1, max: 5 }),
        (keys, prefix, delimiter, startAfter, maxKeys) => {
          const sorted = keys.filter((key) => key !== '').sort(byBytes);
          const found: string[] = [];
          let after: string | undefined = startAfter;
          while (after !== undefined) {
            const page = listPage(sorted, { prefix, delimiter, after, maxKeys });
            expect(page.keys.length + page.commonPrefixes.length).toBeLessThanOrEqual(maxKeys);
            found.push(...page.keys, ...page.commonPrefixes);
            after = page.last;
          }
          expect(found.sort(byBytes)).toEqual(
            listAtOnce(sorted, { prefix, delimiter, startAfter }),
          );
        },
      ),
      { numRuns: runs(500) },
    );
  });

  test('refuses tokens that it has not returned, and malformed parameters', async () => {
    const stub = await start(bucketOf(['a', 'b']), {}, [{ name: 'other', objects: [] }]);
    const [token = ''] = elements(
      (await ask(stub, '/trail?list-type=2&max-keys=1')).body,
      'NextContinuationToken',
    );
    for (const [path, argument] of [
      ['/trail?list-type=2&continuation-token=nope', 'continuation-token'],
      ['/trail?list-type=2&continuation-token=', 'continuation-token'],
      [`/other?list-type=2&continuation-token=${encodeURIComponent(token)}`, 'continuation-token'],
      ['/trail?list-type=2&max-keys=many', 'max-keys'],
      ['/trail?list-type=2&encoding-type=html', 'encoding-type'],
    ]) {
      const { status, body } = await ask(stub, path ?? '');
      expect([status, ...elements(body, 'Code', 'ArgumentName')]).toEqual([
        400,
        'InvalidArgument',
        argument,
      ]);
    }
  });

  test('has at most 1000 keys on a page, and none when max-keys is 0', async () => {
    const stub = await start(bucketOf(Array.from({ length: 1001 }, (_, n) => `k${n}`)));
    const { body } = await ask(stub, '/trail?list-type=2&max-keys=5000');
    expect(elements(body, 'KeyCount', 'MaxKeys', 'IsTruncated')).toEqual(['1000', '1000', 'true']);
    const none = await ask(stub, '/trail?list-type=2&max-keys=0');
    expect(elements(none.body, 'KeyCount', 'IsTruncated')).toEqual(['0', 'false']);
  });

  test('escapes names for XML, or percent-encodes them', async () => {
    const stub = await start(bucketOf(['a <&>"/\u0001 (1)*~é+']));
    const plain = await ask(stub, '/trail?list-type=2');
    expect(plain.body).toContain('<Key>a &lt;&amp;&gt;&quot;/&#x1; (1)*~é+</Key>');
    const encoded = await ask(stub, '/trail?list-type=2&encoding-type=url&prefix=a%20');
    expect(elements(encoded.body, 'Key', 'Prefix', 'EncodingType')).toEqual([
      'a+%3C%26%3E%22/%01+%281%29*%7E%C3%A9%2B',
      'a+',
      'url',
    ]);
  });

  test('of 100,000 keys takes one request for each 1000', async () => {
    const object = { body: Buffer.from('shared') };
    const keys = Array.from({ length: 100_000 }, (_, n) => `${n % 1000}/${n}`);
    const stub = await start(keys.map((key) => [key, object]));
    expect(await listAll(stub, '')).toHaveLength(100_000);
    expect(await listAll(stub, 'delimiter=/')).toHaveLength(1000);
    expect(stub.counters.requests).toBe(101);
  });

  test('shows objects that were added and removed in the meantime', async () => {
    const stub = await start(bucketOf(['a', 'c']));
    expect(await listAll(stub, '')).toEqual(['a', 'c']);
    stub.bucket('trail').put('b', { body: Buffer.from('b') });
    expect(stub.bucket('trail').delete('a')).toBe(true);
    expect(await listAll(stub, '')).toEqual(['b', 'c']);
    expect((await ask(stub, '/trail/b')).body).toBe('b');
    expect((await ask(stub, '/trail/a')).status).toBe(404);
  });
});

describe('an object of the S3 stub', () => {
  const body = Buffer.from('0123456789');

  test('has the headers of S3, and no body in the answer to HEAD', async () => {
    const headers = { 'x-amz-meta-signature': 'abc', 'Content-Type': 'application/json' };
    const stub = await start([['a/b c+é', { body, headers }]]);
    const answer = await ask(stub, '/trail/a/b%20c%2B%C3%A9?x-id=GetObject');
    expect([answer.status, answer.body]).toEqual([200, '0123456789']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '10',
      'content-type': 'application/json',
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      'last-modified': 'Fri, 20 Nov 2026 00:00:00 GMT',
      'x-amz-meta-signature': 'abc',
      'x-amz-request-id': expect.stringMatching(/^[0-9A-Z]{16}$/),
    });
    const head = await ask(stub, '/trail/a/b%20c%2B%C3%A9', {}, 'HEAD');
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([200, '', '10']);
    expect(head.headers.get('x-amz-request-id')).not.toBe(answer.headers.get('x-amz-request-id'));
  });

  test.each([
    ['bytes=0-', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=3-5', 206, '345', 'bytes 3-5/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-3', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])(
    'is returned for the range %s with the status %i',
    async (range, status, part, contentRange) => {
      const stub = await start([['k', { body }]]);
      const answer = await ask(stub, '/trail/k', { range });
      expect([answer.status, answer.body]).toEqual([status, part]);
      expect(answer.headers.get('content-range')).toBe(contentRange);
      expect(answer.headers.get('content-length')).toBe(String(part.length));
    },
  );

  test('refuses a range after its end', async () => {
    const stub = await start([
      ['k', { body }],
      ['empty', { body: Buffer.alloc(0) }],
    ]);
    for (const [key, range, size] of [
      ['k', 'bytes=10-', '10'],
      ['k', 'bytes=-0', '10'],
      ['empty', 'bytes=0-', '0'],
      ['empty', 'bytes=-5', '0'],
    ] as const) {
      const answer = await ask(stub, `/trail/${key}`, { range });
      expect(answer.status).toBe(416);
      expect(elements(answer.body, 'Code', 'RangeRequested', 'ActualObjectSize')).toEqual([
        'InvalidRange',
        range,
        size,
      ]);
    }
  });

  test('that was overwritten does not match the old ETag in If-Match', async () => {
    const stub = await start([['k', { body }]]);
    const etag = (await ask(stub, '/trail/k')).headers.get('etag') ?? '';
    for (const match of [etag, etag.slice(1, -1), `"x", ${etag}`, '*']) {
      expect((await ask(stub, '/trail/k', { 'if-match': match })).status).toBe(200);
    }
    stub.bucket('trail').put('k', { body: Buffer.from('other') });
    const answer = await ask(stub, '/trail/k', { 'if-match': etag });
    expect([answer.status, ...elements(answer.body, 'Code', 'Condition')]).toEqual([
      412,
      'PreconditionFailed',
      'If-Match',
    ]);
  });

  test('that is archived answers HEAD, but not GET until it is restored', async () => {
    const stub = await start([
      ['cold', { body, storageClass: 'GLACIER' }],
      ['restored', { body, storageClass: 'DEEP_ARCHIVE', archived: false }],
      ['sunk', { body, storageClass: 'INTELLIGENT_TIERING', archived: true }],
      ['instant', { body, storageClass: 'GLACIER_IR' }],
    ]);
    const cold = await ask(stub, '/trail/cold');
    expect([cold.status, ...elements(cold.body, 'Code', 'StorageClass')]).toEqual([
      403,
      'InvalidObjectState',
      'GLACIER',
    ]);
    const head = await ask(stub, '/trail/cold', {}, 'HEAD');
    expect([head.status, head.headers.get('x-amz-storage-class')]).toEqual([200, 'GLACIER']);
    const restored = await ask(stub, '/trail/restored');
    expect([restored.status, restored.headers.get('x-amz-restore')]).toEqual([
      200,
      expect.stringContaining('ongoing-request="false"'),
    ]);
    const sunk = await ask(stub, '/trail/sunk');
    expect(elements(sunk.body, 'StorageClass', 'AccessTier')).toEqual([
      'INTELLIGENT_TIERING',
      'ARCHIVE_ACCESS',
    ]);
    expect((await ask(stub, '/trail/instant')).status).toBe(200);
  });

  test('may be generated when it is requested', async () => {
    const lazy: StubObject = { body: (key) => Buffer.from(key.padEnd(5, '.')), size: 5 };
    const stub = await start([
      ['a', lazy],
      ['b', lazy],
    ]);
    expect((await ask(stub, '/trail/b', { range: 'bytes=0-2' })).body).toBe('b..');
    expect((await ask(stub, '/trail?list-type=2')).body).toContain('<Size>5</Size>');
  });

  test('that does not exist is an error that names it, and so is a bucket', async () => {
    const stub = await start([]);
    const key = await ask(stub, '/trail/a%26b');
    expect([key.status, ...elements(key.body, 'Code', 'Key', 'RequestId')]).toEqual([
      404,
      'NoSuchKey',
      'a&amp;b',
      key.headers.get('x-amz-request-id'),
    ]);
    const bucket = await ask(stub, '/nope?list-type=2');
    expect([bucket.status, ...elements(bucket.body, 'Code', 'BucketName')]).toEqual([
      404,
      'NoSuchBucket',
      'nope',
    ]);
  });
});

describe('the S3 stub refuses', () => {
  test.each([
    ['GET', '/', 'ListBuckets'],
    ['GET', '/trail', 'ListObjects'],
    ['GET', '/trail?versions&prefix=a', 'GET bucket?versions'],
    ['GET', '/trail?location', 'GET bucket?location'],
    ['HEAD', '/trail', 'HeadBucket'],
    ['GET', '/trail/k?versionId=1', 'GET object?versionId'],
    ['GET', '/trail/k?tagging', 'GET object?tagging'],
    ['PUT', '/trail/k', 'PutObject'],
    ['DELETE', '/trail/k', 'DeleteObject'],
    ['POST', '/trail?delete', 'POST bucket?delete'],
  ])('%s %s, and logs it as %s', async (method, path, operation) => {
    const stub = await start(bucketOf(['k']));
    expect((await ask(stub, path, {}, method)).status).toBe(403);
    expect(stub.log).toMatchObject([{ operation, status: 403 }]);
    expect(stub.counters.operations).toEqual({ [operation]: 1 });
  });

  test('requests without a signature, with an unknown access key, or with an expired one', async () => {
    const expiredAccessKeys = new Set<string>();
    const stub = await start(bucketOf(['k']), {
      accessKeys: new Set(['AKIDEXAMPLE']),
      expiredAccessKeys,
    });
    const unsigned = await ask(stub, '/trail/k', { authorization: 'none' });
    expect([unsigned.status, ...elements(unsigned.body, 'Code')]).toEqual([403, 'AccessDenied']);
    const unknown = await ask(stub, '/trail/k', { authorization: signature('us-east-1', 'AKX') });
    expect([unknown.status, ...elements(unknown.body, 'Code', 'AWSAccessKeyId')]).toEqual([
      403,
      'InvalidAccessKeyId',
      'AKX',
    ]);
    expect((await ask(stub, '/trail/k')).status).toBe(200);
    expiredAccessKeys.add('AKIDEXAMPLE');
    const expired = await ask(stub, '/trail/k');
    expect([expired.status, ...elements(expired.body, 'Code')]).toEqual([400, 'ExpiredToken']);
    expect(stub.log.map(({ accessKeyId, region }) => [accessKeyId, region])).toEqual([
      [undefined, undefined],
      ['AKX', 'us-east-1'],
      ['AKIDEXAMPLE', 'us-east-1'],
      ['AKIDEXAMPLE', 'us-east-1'],
    ]);
  });

  test('requesters who do not pay', async () => {
    const stub = await start(bucketOf(['k']), {}, [], { requesterPays: true });
    expect((await ask(stub, '/trail/k')).status).toBe(403);
    expect((await ask(stub, '/trail/k', { 'x-amz-request-payer': 'requester' })).status).toBe(200);
  });

  test('requests to the wrong region, with a redirect to the right one', async () => {
    const stub = await start(bucketOf(['k']), {}, [], { region: 'eu-west-1' });
    const answer = await ask(stub, '/trail?list-type=2');
    expect([answer.status, answer.headers.get('x-amz-bucket-region')]).toEqual([301, 'eu-west-1']);
    expect(elements(answer.body, 'Code', 'Endpoint', 'Bucket')).toEqual([
      'PermanentRedirect',
      'trail.s3.eu-west-1.amazonaws.com',
      'trail',
    ]);
    const there = await ask(stub, '/trail/k', { authorization: signature('eu-west-1') });
    expect(there.status).toBe(200);
  });

  test('denied listings and objects, without showing whether an object exists', async () => {
    const stub = await start(bucketOf(['open/a', 'secret/a']), {}, [], {
      mayList: (prefix) => prefix.startsWith('open/'),
      mayGet: (key) => key.startsWith('open/'),
    });
    expect((await ask(stub, '/trail?list-type=2&prefix=open/')).status).toBe(200);
    const denied = await ask(stub, '/trail?list-type=2&prefix=secret/');
    expect([denied.status, ...elements(denied.body, 'Code', 'Message')]).toEqual([
      403,
      'AccessDenied',
      expect.stringContaining('s3:ListBucket on resource: &quot;arn:aws:s3:::trail&quot;'),
    ]);
    expect((await ask(stub, '/trail/secret/a')).status).toBe(403);
    expect((await ask(stub, '/trail/open/nope')).status).toBe(403);
  });
});

describe('a bucket of the S3 stub is found', () => {
  test.each([
    ['trail.s3.us-east-1.amazonaws.com', '/k', 'trail'],
    ['trail.localhost:4566', '/k', 'trail'],
    ['my.dotted.trail.s3.amazonaws.com', '/k', 'my.dotted.trail'],
    ['ap-111122223333.s3-accesspoint.us-east-1.amazonaws.com', '/k', 'ap-111122223333'],
    ['s3.us-east-1.amazonaws.com', '/trail/k', 'trail'],
    ['localhost:1', '/trail/k', 'trail'],
    ['127.0.0.1', '/ap-111122223333/k', 'ap-111122223333'],
    ['127.0.0.1', `/${encodeURIComponent('arn:aws:s3:::ap')}/k`, 'arn:aws:s3:::ap'],
  ])('at the address %s%s', async (host, path, bucket) => {
    const stub = await start(
      bucketOf(['k']),
      {},
      [{ name: 'my.dotted.trail', objects: bucketOf(['k']) }],
      { accessPoints: ['ap-111122223333', 'arn:aws:s3:::ap'] },
    );
    expect(await askHost(stub, host, path)).toEqual([200, 'k']);
    expect(stub.log).toMatchObject([{ operation: 'GetObject', bucket, key: 'k' }]);
  });

  test('only if it exists', async () => {
    const stub = await start([]);
    const [status, body] = await askHost(stub, 'nope.s3.amazonaws.com', '/?list-type=2');
    expect([status, ...elements(body, 'BucketName')]).toEqual([404, 'nope']);
  });
});

describe('the log of the S3 stub', () => {
  test('holds the requests, until it is reset', async () => {
    const stub = await start(bucketOf(['a/b']));
    await ask(stub, '/trail?list-type=2&prefix=a%2F&delimiter=/');
    await ask(stub, '/trail/a/b', { range: 'bytes=0-1' });
    expect(stub.log).toMatchObject([
      {
        operation: 'ListObjectsV2',
        prefix: 'a/',
        query: { delimiter: '/', prefix: 'a/' },
        key: undefined,
        status: 200,
      },
      { operation: 'GetObject', key: 'a/b', prefix: undefined, range: 'bytes=0-1', status: 206 },
    ]);
    expect(stub.counters).toMatchObject({
      requests: 2,
      inFlight: 0,
      operations: { ListObjectsV2: 1, GetObject: 1 },
      statuses: { 200: 1, 206: 1 },
    });
    stub.reset();
    expect([stub.log, stub.counters.requests, stub.counters.operations]).toEqual([[], 0, {}]);
  });

  test('stays empty when it is switched off', async () => {
    const stub = await start(bucketOf(['k']), { log: false });
    await ask(stub, '/trail/k');
    expect([stub.log.length, stub.counters.requests, stub.counters.bytes]).toEqual([0, 1, 1]);
  });

  test('counts the requests in flight, with latency before each answer', async () => {
    stopClock();
    const stub = await start(bucketOf(['k']), { latency: 30 });
    const answers = Promise.all([1, 2, 3].map(() => ask(stub, '/trail/k')));
    await until(() => stub.log.length === 3);
    vi.advanceTimersByTime(29);
    expect(stub.counters.inFlight).toBe(3);
    vi.advanceTimersByTime(1);
    await answers;
    expect(stub.counters).toMatchObject({ requests: 3, inFlight: 0, mostInFlight: 3 });
  });
});

describe('a fault of the S3 stub', () => {
  const path = '/trail/k';

  test.each<[Fault, number, string]>([
    [{ kind: 'slow-down' }, 503, 'SlowDown'],
    [{ kind: 'internal-error' }, 500, 'InternalError'],
    [{ kind: 'access-denied' }, 403, 'AccessDenied'],
    [{ kind: 'no-such-key' }, 404, 'NoSuchKey'],
    [
      { kind: 'error', error: { status: 400, code: 'RequestTimeout', message: 'Too slow' } },
      400,
      'RequestTimeout',
    ],
  ])('such as %o is an error of S3', async (fault, status, code) => {
    const stub = await start(bucketOf(['k']), { fault: () => fault });
    const answer = await ask(stub, path);
    expect([answer.status, ...elements(answer.body, 'Code')]).toEqual([status, code]);
    expect(stub.log).toMatchObject([{ status, fault: fault.kind }]);
  });

  test('for a denied KMS key has the message of KMS', async () => {
    const stub = await start(bucketOf(['k']), {
      fault: () => ({ kind: 'access-denied', kms: true }),
    });
    expect((await ask(stub, path)).body).toMatch(
      /User: arn:aws:iam::\S+ is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:/,
    );
  });

  test('for a changed object gives it another ETag', async () => {
    const stub = await start(bucketOf(['k']));
    const etag = (await ask(stub, path)).headers.get('etag') ?? '';
    stub.setFault(() => ({ kind: 'changed' }));
    expect((await ask(stub, path, { 'if-match': etag })).status).toBe(412);
    expect((await ask(stub, path)).headers.get('etag')).not.toBe(etag);
  });

  test('may be an answer that is not XML', async () => {
    const stub = await start(bucketOf(['k']), { fault: () => ({ kind: 'garbage' }) });
    const answer = await ask(stub, '/trail?list-type=2');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(answer.body).toContain('<br></body>');
  });

  test.each<[string, string]>([
    ['an object', path],
    ['a list', '/trail?list-type=2'],
  ])('may break off the connection before or within the answer with %s', async (_, requested) => {
    const objects: [string, StubObject][] = [['k', { body: Buffer.alloc(100_000, 'x') }]];
    const stub = await start(objects);
    for (const [fault, bytes, error] of [
      [{ kind: 'reset' }, 0, 'ECONNRESET'],
      [{ kind: 'reset-mid-body', after: 0 }, 0, 'ECONNRESET'],
      [{ kind: 'reset-mid-body', after: 40 }, 40, 'ECONNRESET'],
      [{ kind: 'truncated', after: 0 }, 0, 'ECONNRESET'],
      [{ kind: 'truncated', after: 40 }, 40, 'ECONNRESET'],
    ] as const) {
      stub.setFault(() => fault);
      expect([fault, ...(await readUntilItBreaks(stub, requested))]).toEqual([fault, bytes, error]);
    }
    stub.setFault(() => ({ kind: 'truncated', after: 1e9 }));
    const [bytes, error] = await readUntilItBreaks(stub, requested);
    expect([bytes > 0, error]).toEqual([true, 'ECONNRESET']);
  });

  test('may send the body in pieces, with pauses', async () => {
    stopClock();
    const stub = await start([['k', { body: Buffer.alloc(50, 'x') }]]);
    stub.setFault(() => ({ kind: 'slow-body', piece: 20, pause: 20 }));
    const answer = ask(stub, path);
    await until(() => stub.log.length === 1);
    // There is a pause before the second and the third piece.
    await vi.advanceTimersByTimeAsync(39);
    expect(stub.counters.inFlight).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).body).toHaveLength(50);
    await until(() => stub.counters.inFlight === 0);
  });

  test('may send the answer late, or never end it', async () => {
    stopClock();
    const stub = await start(bucketOf(['key']));
    stub.setFault(() => ({ kind: 'late', pause: 30 }));
    const late = ask(stub, '/trail/key');
    await until(() => stub.log.length === 1);
    await vi.advanceTimersByTimeAsync(29);
    expect(stub.counters.inFlight).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await late).status).toBe(200);
    for (const fault of [{ kind: 'hang' }, { kind: 'hang-mid-body', after: 1 }] as const) {
      stub.reset();
      stub.setFault(() => fault);
      const stop = new AbortController();
      const waiting = fetch(`${stub.url}/trail/key`, {
        headers: { authorization: signature('us-east-1') },
        signal: stop.signal,
      }).then((answer) => answer.text());
      await until(() => stub.log.length === 1);
      vi.advanceTimersByTime(3_600_000);
      expect(stub.counters.inFlight).toBe(1);
      stop.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
    }
  });

  test('is decided by the number of identical requests', async () => {
    const stub = await start(bucketOf(['a', 'b']), {
      fault: ({ attempt }) => (attempt < 3 ? { kind: 'slow-down' } : undefined),
    });
    const statuses: number[] = [];
    for (const key of ['a', 'a', 'b', 'a', 'b', 'b']) {
      statuses.push((await ask(stub, `/trail/${key}`)).status);
    }
    expect(statuses).toEqual([503, 503, 503, 200, 503, 200]);
  });

  test('that is random occurs at the given rate, in all kinds, and depends only on the seed', async () => {
    const stub = await start(bucketOf(['k']));
    await ask(stub, path);
    const [request] = stub.log;
    if (request === undefined) throw new Error('nothing was logged');
    const draw = (seed: number) => {
      const fault = randomFaults({ rate: 0.3, seed });
      return Array.from({ length: 3000 }, (_, n) => fault({ ...request, attempt: n + 1 }));
    };
    const faults = draw(1);
    const kinds = faults.flatMap((fault) => fault?.kind ?? []);
    expect(kinds.length / faults.length).toBeCloseTo(0.3, 1);
    expect(new Set(kinds)).toEqual(new Set(faultKinds));
    expect(draw(1)).toEqual(faults);
    expect(draw(2)).not.toEqual(faults);
  });

  test('of a passing kind is over when the request is repeated', async () => {
    const keys = Array.from({ length: 60 }, (_, n) => `key-${n}`);
    const fault = randomFaults({ rate: 0.5, seed: 3, kinds: passingFaultKinds });
    const stub = await start(bucketOf(keys), { fault });
    const persist = async (key: string): Promise<string> => {
      const answer = await ask(stub, `/trail/${key}`).catch(() => undefined);
      return answer?.status === 200 ? answer.body : persist(key);
    };
    expect(await Promise.all(keys.map(persist))).toEqual(keys);
    expect(stub.log.filter((request) => request.fault !== undefined).length).toBeGreaterThan(20);
  });
});

test('closing the S3 stub ends requests that are never answered', async () => {
  const stub = await startS3Stub({
    buckets: [{ name: 'trail', objects: bucketOf(['k']) }],
    fault: () => ({ kind: 'hang' }),
  });
  const waiting = ask(stub, '/trail/k').catch(() => 'broken off');
  await expect.poll(() => stub.counters.inFlight).toBe(1);
  await stub.close();
  expect(await waiting).toBe('broken off');
  await expect.poll(() => stub.counters.inFlight).toBe(0);
});

describe('the AWS SDK', () => {
  test('lists and reads the S3 stub, and recognizes its errors', async () => {
    const stub = await start([
      ...bucketOf(Array.from({ length: 5 }, (_, n) => `d/${n} ü`)),
      ['cold', { body: Buffer.from('x'), storageClass: 'GLACIER' }],
    ]);
    const client = new S3Client({
      endpoint: stub.url,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDSDK', secretAccessKey: 's' },
    });
    const keys: (string | undefined)[] = [];
    const input = { Bucket: 'trail', Prefix: 'd/' };
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, input)) {
      for (const { Key } of page.Contents ?? []) keys.push(Key);
    }
    expect(keys).toEqual(['d/0 ü', 'd/1 ü', 'd/2 ü', 'd/3 ü', 'd/4 ü']);
    const read = (Key: string) => client.send(new GetObjectCommand({ Bucket: 'trail', Key }));
    const object = await read('d/3 ü');
    expect(await object.Body?.transformToString()).toBe('d/3 ü');
    await expect(read('nope')).rejects.toThrow(NoSuchKey);
    await expect(read('cold')).rejects.toThrow(InvalidObjectState);
    await expect(read('cold')).rejects.toMatchObject({ StorageClass: 'GLACIER' });
    expect(new Set(stub.log.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['AKIDSDK']));
    client.destroy();
  });
});

test('the S3 stub, as a separate process, serves a folder until its input ends', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'd'));
  writeFileSync(join(folder, 'd/a.json.gz'), 'packed');
  writeFileSync(join(folder, 'b'), '');
  const script = fileURLToPath(new URL('./run-s3-stub.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, '--folder', folder, '--bucket', 'trail', '--latency', '5'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { port } = JSON.parse((await lines.next()).value ?? '');
  const stub = { url: `http://127.0.0.1:${port}` };
  expect(await listAll(stub, '')).toEqual(['b', 'd/a.json.gz']);
  const range = await ask(stub, '/trail/d/a.json.gz', { range: 'bytes=1-3' }, 'HEAD');
  expect(range.headers.get('content-encoding')).toBe('gzip');
  expect((await ask(stub, '/trail/b')).body).toBe('');
  child.stdin.end();
  expect(JSON.parse((await lines.next()).value ?? '')).toMatchObject({
    counters: { requests: 3, operations: { ListObjectsV2: 1, GetObject: 1, HeadObject: 1 } },
    cpuSeconds: expect.any(Number),
  });
  expect(await ended).toBe(0);
});

/** Starts a stub with a bucket `trail` that stops with the test. */
async function start(
  objects: Iterable<readonly [string, StubObject]>,
  options: Omit<S3StubOptions, 'buckets'> = {},
  others: readonly BucketOptions[] = [],
  bucket: Omit<BucketOptions, 'name' | 'objects'> = {},
): Promise<S3Stub> {
  const buckets = [{ name: 'trail', objects, ...bucket }, ...others];
  const stub = await startS3Stub({ ...options, buckets });
  onTestFinished(() => stub.close());
  return stub;
}

/** Creates objects with these keys, whose bodies are their keys. */
function bucketOf(keys: readonly string[]): [string, StubObject][] {
  return keys.map((key) => [key, { body: Buffer.from(key) }]);
}

function signature(region: string, accessKeyId = 'AKIDEXAMPLE'): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261121/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`;
}

interface AnswerText {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

async function ask(
  { url }: Pick<S3Stub, 'url'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<AnswerText> {
  const authorization = signature('us-east-1');
  const answer = await fetch(`${url}${path}`, { method, headers: { authorization, ...headers } });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

/** Makes a request with this Host header, which fetch does not allow to set. */
function askHost(stub: S3Stub, host: string, path: string): Promise<[number, string]> {
  const headers = { host, authorization: signature('us-east-1') };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: stub.port, path, headers }, async (answer) => {
      resolve([answer.statusCode ?? 0, await text(answer)]);
    }).on('error', reject);
  });
}

/** Reads a body, and returns how many bytes arrived and what ended it. */
function readUntilItBreaks(stub: S3Stub, path: string): Promise<[number, unknown]> {
  const headers = { authorization: signature('us-east-1') };
  return new Promise((resolve) => {
    let bytes = 0;
    const fail = (error: NodeJS.ErrnoException) => resolve([bytes, error.code]);
    get({ host: '127.0.0.1', port: stub.port, path, headers, agent: false }, (answer) => {
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve([bytes, 'end']));
      answer.on('error', fail);
    }).on('error', fail);
  });
}

/** Lists all keys and common prefixes, page by page. */
async function listAll(stub: Pick<S3Stub, 'url'>, query: string): Promise<string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const next = token === undefined ? '' : `&continuation-token=${encodeURIComponent(token)}`;
    const { status, body } = await ask(stub, `/trail?list-type=2&${query}${next}`);
    expect(status).toBe(200);
    for (const [, key = ''] of body.matchAll(/<Key>(.*?)<\/Key>/g)) found.push(key);
    for (const [, prefix = ''] of body.matchAll(/<CommonPrefixes><Prefix>(.*?)<\/Prefix>/g)) {
      found.push(prefix);
    }
    [token] = elements(body, 'NextContinuationToken');
  } while (token !== undefined);
  return found;
}

/** Returns the text of the first element with each of these names. */
function elements(xml: string, ...names: readonly string[]): (string | undefined)[] {
  return names.map((name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

interface ListingQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly startAfter: string;
}

/** Computes a listing without pages, by its definition. */
function listAtOnce(
  sorted: readonly string[],
  { prefix, delimiter, startAfter }: ListingQuery,
): string[] {
  const items = sorted
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return at === -1 ? key : key.slice(0, at + delimiter.length);
    });
  return [...new Set(items)].filter((item) => compareKeys(item, startAfter) > 0).sort(byBytes);
}
