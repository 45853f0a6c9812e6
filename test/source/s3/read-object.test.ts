import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { StoredObject } from '../../../src/source/log-file.ts';
import { createObjectReader } from '../../../src/source/s3/object-reader.ts';
import type { Fault, Faults } from '../../support/s3-stub-faults.ts';
import { startHere, usualOptions } from './list-s3.ts';

const body = Buffer.from(Array.from({ length: 1_500_000 }, (_, index) => index % 251));
const key = 'AWSLogs/x ä+.json.gz';

/** Whatever is to be read, of a bucket with this one object. */
async function startObject(fault?: Faults, options: Partial<StoredObject> = {}) {
  const stub = await startHere({
    buckets: [{ name: 'trail', objects: [[key, { body }]] }],
    ...(fault && { fault }),
  });
  const { access, requesterPays, credentials } = usualOptions;
  const object: StoredObject = {
    kind: 'object',
    name: `s3://trail/${key}`,
    named: false,
    store: { bucket: 'trail', access, requesterPays, timeout: 500 },
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
  return { stub, reader, object, read };
}

/** The first answers have these faults, one each. */
function first(...faults: (Fault | undefined)[]): Faults {
  return () => faults.shift();
}

describe('an object', () => {
  test('is asked for by what was listed, and once', async () => {
    const { stub, read } = await startObject();
    expect((await read()).equals(body)).toBe(true);
    expect((await read()).equals(body)).toBe(true);
    expect(stub.log).toHaveLength(2);
    for (const request of stub.log) {
      expect(request).toMatchObject({ operation: 'GetObject', key, range: undefined, status: 200 });
      expect(request.ifMatch).toMatch(/^"[0-9a-f]{32}"$/);
    }
  });

  test('is gone on with where its body breaks off', async () => {
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

  test('may break off more often, the more of it comes', async () => {
    const { stub, read } = await startObject(({ range = 'bytes=0-' }) =>
      Number(range.slice(6, -1)) < 1_400_000 ? { kind: 'truncated', after: 200_000 } : undefined,
    );
    expect((await read()).equals(body)).toBe(true);
    expect(stub.log.length).toBeGreaterThanOrEqual(8);
  });

  test('that never comes whole is given up', async () => {
    const { stub, read } = await startObject(() => ({ kind: 'truncated', after: 10 }));
    await expect(read()).rejects.toThrow('cannot be fetched (ECONNRESET)');
    expect(stub.log).toHaveLength(6);
  });

  test('of another size than was listed is none', async () => {
    const size = body.length + 1;
    const { read } = await startObject(undefined, { size });
    await expect(read()).rejects.toThrow(`${body.length} bytes came where ${size} were listed`);
  });

  test('that has become another on the way is not made of both', async () => {
    const { stub, read } = await startObject(({ range }) => {
      if (range !== undefined) return undefined;
      setImmediate(() => stub.bucket('trail').put(key, { body: Buffer.alloc(body.length) }));
      return { kind: 'reset-mid-body', after: 1000 };
    });
    await expect(read()).rejects.toThrow('changed since it was listed');
  });

  test('waits for whoever takes it', async () => {
    const { stub, reader, object } = await startObject();
    const chunks = reader.open(object, new AbortController().signal);
    let length = (await chunks.next()).value?.length ?? 0;
    // The timeout is for S3. What the socket holds is there, whatever becomes of it.
    await wait(1500);
    for await (const chunk of chunks) length += chunk.length;
    expect(length).toBe(body.length);
    expect(stub.counters.requests).toBeLessThan(4);
  });

  test('is let go of when it is not wanted any more', async () => {
    const slow: Fault = { kind: 'slow-body', piece: 1000, pause: 50 };
    for (const fault of [slow, { kind: 'hang' }, { kind: 'slow-down' }] as const) {
      const { stub, read } = await startObject(() => fault);
      const stop = new AbortController();
      const reading = read(stop.signal);
      const start = performance.now();
      setTimeout(() => stop.abort(new Error('enough')), 300);
      await expect(reading).rejects.toThrow();
      expect(performance.now() - start).toBeLessThan(1500);
      const { requests } = stub.counters;
      await wait(300);
      expect(stub.counters.requests).toBeLessThanOrEqual(requests + 1);
    }
  });
});
