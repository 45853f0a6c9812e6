import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { GetCredentials } from '../../../../src/source/aws/credentials.ts';
import type { StoredObject } from '../../../../src/source/log-file.ts';
import { createObjectReader } from '../../../../src/source/s3/fetch/object-reader.ts';
import { stopClock, until } from '../../../support/fake-clock.ts';
import type { Fault, Faults } from '../../../support/s3-stub-faults.ts';
import { defaultOptions, startHere } from '../list-s3.ts';

const body = Buffer.from(Array.from({ length: 1_500_000 }, (_, index) => index % 251));
const key = 'AWSLogs/x ä+.json.gz';

const { access, requesterPays } = defaultOptions;
const store = { bucket: 'trail', access, requesterPays, timeout: 500 };
/** Sockets use the real clock: with this timeout, no request is abandoned on a slow machine. */
const patient = { ...store, timeout: 600_000 };

/** Starts a stub whose bucket has one object, and returns functions that read it. */
async function startObject(
  fault?: Faults,
  {
    credentials = defaultOptions.credentials,
    expired = new Set<string>(),
    ...options
  }: Partial<StoredObject> & {
    readonly credentials?: GetCredentials;
    readonly expired?: ReadonlySet<string>;
  } = {},
) {
  const stub = await startHere({
    buckets: [{ name: 'trail', objects: [[key, { body }]] }],
    expiredAccessKeys: expired,
    ...(fault && { fault }),
  });
  const object: StoredObject = {
    kind: 'object',
    name: `s3://trail/${key}`,
    named: false,
    store,
    key,
    size: body.length,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    modified: 0,
    ...options,
  };
  const reader = createObjectReader(credentials);
  const read = async (signal = new AbortController().signal) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of reader.open(object, signal)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const fetch = (signal = new AbortController().signal) => reader.fetch(object, signal);
  return { stub, reader, object, read, fetch };
}

/** The functions that read an object in chunks and as a whole. */
const methods = ['read', 'fetch'] as const;

/** Gives the first answers these faults, one each. */
function first(...faults: (Fault | undefined)[]): Faults {
  return () => faults.shift();
}

describe('an object in S3', () => {
  test('is requested once, by the key and ETag of its listing', async () => {
    const { stub, read, fetch } = await startObject();
    expect((await read()).equals(body)).toBe(true);
    expect((await read()).equals(body)).toBe(true);
    expect((await fetch()).equals(body)).toBe(true);
    expect(stub.log).toHaveLength(3);
    for (const request of stub.log) {
      expect(request).toMatchObject({ operation: 'GetObject', key, range: undefined, status: 200 });
      expect(request.ifMatch).toMatch(/^"[0-9a-f]{32}"$/);
    }
  });

  test('that is fetched as a whole is complete even when its body breaks off', async () => {
    for (const fault of [
      { kind: 'reset-mid-body', after: 100_000 },
      { kind: 'truncated', after: 0 },
      { kind: 'hang-mid-body', after: 5000 },
      { kind: 'garbage' },
      { kind: 'internal-error' },
      { kind: 'slow-body', piece: 500_000, pause: 300 },
    ] as const) {
      const { fetch } = await startObject(first(undefined, fault));
      await fetch();
      expect((await fetch()).equals(body)).toBe(true);
    }
  });

  test('is resumed where its body breaks off', async () => {
    const { stub, read } = await startObject(
      first(
        { kind: 'reset-mid-body', after: 100_000 },
        { kind: 'truncated', after: 200_000 },
        { kind: 'slow-down' },
        { kind: 'hang-mid-body', after: 150_000 },
        { kind: 'reset-mid-body', after: 0 },
      ),
    );
    expect((await read()).equals(body)).toBe(true);
    const starts = stub.log
      .filter(({ status }) => status === 200 || status === 206)
      .map(({ range = 'bytes=0-' }) => Number(range.slice(6, -1)));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(new Set(stub.log.map(({ ifMatch }) => ifMatch)).size).toBe(1);
  });

  test('may break off any number of times as long as enough bytes arrive in between', async () => {
    const { stub, read } = await startObject(({ range = 'bytes=0-' }) =>
      Number(range.slice(6, -1)) < 1_400_000 ? { kind: 'truncated', after: 200_000 } : undefined,
    );
    expect((await read()).equals(body)).toBe(true);
    expect(stub.log.length).toBeGreaterThanOrEqual(8);
  });

  test('that breaks off again and again is an error', async () => {
    const { stub, read } = await startObject(() => ({ kind: 'truncated', after: 10 }), {
      store: patient,
    });
    await expect(read()).rejects.toThrow('cannot be fetched (ECONNRESET)');
    expect(stub.log).toHaveLength(6);
  });

  test('whose size differs from the listing is refused', async () => {
    const size = body.length + 1;
    const { read } = await startObject(undefined, { size });
    await expect(read()).rejects.toThrow(`${body.length} bytes came where ${size} were listed`);
  });

  test.each(methods)('that changes while it is read is refused (%s)', async (method) => {
    const { stub, [method]: get } = await startObject(({ range, attempt }) => {
      if (range !== undefined || attempt > 1) return undefined;
      setImmediate(() => stub.bucket('trail').put(key, { body: Buffer.alloc(body.length) }));
      return { kind: 'reset-mid-body', after: 1000 };
    });
    await expect(get()).rejects.toThrow('changed since it was listed');
  });

  test('does not time out while its reader takes time', async () => {
    stopClock();
    const { stub, reader, object } = await startObject(undefined, { store: patient });
    const chunks = reader.open(object, new AbortController().signal);
    let length = (await chunks.next()).value?.length ?? 0;
    // The timeout applies only to S3. Bytes that the socket already holds stay readable.
    await vi.advanceTimersByTimeAsync(3 * object.store.timeout);
    for await (const chunk of chunks) length += chunk.length;
    expect(length).toBe(body.length);
    expect(stub.counters.requests).toBe(1);
  });

  test.each(methods)('is abandoned at once when its run is aborted (%s)', async (method) => {
    // The clock is stopped: no timeout, and no pause between two tries, ends.
    stopClock();
    const slow: Fault = { kind: 'slow-body', piece: 1000, pause: 50 };
    for (const fault of [slow, { kind: 'hang' }, { kind: 'slow-down' }] as const) {
      const { stub, [method]: get } = await startObject(() => fault, { store: patient });
      const stop = new AbortController();
      const reading = get(stop.signal);
      await until(() => stub.counters.requests > 0);
      // Leaves time for the steps after the answer, such as the pause before another try.
      for (let turn = 0; turn < 200; turn++) await nextTurn();
      stop.abort(new Error('enough'));
      await expect(reading).rejects.toThrow('enough');
      await until(() => stub.counters.inFlight === 0);
      expect(stub.counters.requests).toBe(1);
    }
  });

  test('is requested with the current credentials', async () => {
    stopClock();
    // The SDK asks for new ones five minutes before they expire.
    const expiration = new Date(Date.now() + 5 * 60_000 + 1000);
    const secretAccessKey = 'secret';
    let calls = 0;
    const expired = new Set<string>();
    const { stub, read } = await startObject(undefined, {
      expired,
      credentials: async () =>
        ++calls === 1
          ? { accessKeyId: 'FIRST', secretAccessKey, expiration }
          : { accessKeyId: 'SECOND', secretAccessKey },
    });
    for (let time = 0; time < 3; time++) await read();
    await vi.advanceTimersByTimeAsync(1001);
    expired.add('FIRST');
    for (let time = 0; time < 5; time++) expect((await read()).equals(body)).toBe(true);
    expect(stub.log.map(({ accessKeyId, status }) => `${accessKeyId} ${status}`)).toEqual([
      ...Array(3).fill('FIRST 200'),
      ...Array(5).fill('SECOND 200'),
    ]);
  });
});
