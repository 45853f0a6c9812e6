import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { makeEvent } from '../../bench/made-up-event.ts';
import { createRandom } from '../../bench/random.ts';
import type { ChildServer } from './child-server.ts';
import { environmentOf, objectsIn } from './s3-environment.ts';
import { makeTrailObjects } from './trail-objects.ts';

/** The credentials of requests to S3. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An object to store. */
type KeyAndBody = readonly [key: string, body: Buffer];

/** A trail in the bucket `trail` of a server, and the same files in a folder. */
export interface TrailInS3 {
  readonly url: string;
  readonly client: S3Client;
  readonly folder: string;
  /** The keys of the objects in `manyFolder`. */
  readonly manyKeys: readonly string[];
  /**
   * Returns the environment for a command that reads from the server, or from a forwarder to it.
   */
  environment(url?: string, credentials?: Credentials): Readonly<Record<string, string>>;
  /** Creates another bucket with these objects. */
  store(bucket: string, objects: readonly KeyAndBody[]): Promise<void>;
}

/** A day of a second trail in the bucket, with more objects than fit on a page of a listing. */
export const manyFolder = 'many/AWSLogs/444455556666/CloudTrail/eu-central-1/2026/11/19/';

/** Starts a server for all following tests, and stores the trails. */
export function useTrailInS3(
  start: () => Promise<ChildServer>,
  credentials: Credentials,
): () => TrailInS3 {
  let trail: TrailInS3 | undefined;
  const close: (() => Promise<void> | void)[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trailscan-'));
    close.push(() => rmSync(folder, { recursive: true, force: true }));
    const server = await start();
    close.push(server.stop);
    trail = await fill(server.url, folder, credentials);
    close.push(() => trail?.client.destroy());
  }, 120_000);
  afterAll(async () => {
    for (const end of close.toReversed()) await end();
  }, 60_000);
  return () => {
    if (!trail) throw new Error('the server has not started');
    return trail;
  };
}

/** Creates a log file of about a megabyte. */
export function largeLogFile(): Buffer {
  const random = createRandom(1);
  const events = Array.from({ length: 5000 }, () => makeEvent(random, '01'));
  return gzipSync(JSON.stringify({ Records: events }));
}

async function fill(url: string, folder: string, credentials: Credentials): Promise<TrailInS3> {
  const client = createClient(url, credentials);
  const many = [...makeTrailObjects(manyObjects)].map(({ key, body }) => [key, body] as const);
  const few = objectsIn('fixtures/trail').map(([key, { body }]) => [key, body] as const);
  const store = (bucket: string, objects: readonly KeyAndBody[]) =>
    storeObjects(client, bucket, objects);
  for (const [key, body] of [...few, ...many]) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), body);
  }
  await store('trail', [...few, ...many]);
  return {
    url,
    client,
    folder,
    manyKeys: many.map(([key]) => key),
    environment: (at = url, { accessKeyId, secretAccessKey } = credentials) => ({
      ...environmentOf(at),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    }),
    store,
  };
}

const manyObjects = {
  prefix: 'many/',
  accounts: ['444455556666'],
  regions: ['eu-central-1'],
  days: ['2026-11-19'],
  filesPerDay: 1010,
  eventsPerFile: 2,
  seed: 4,
};

function createClient(endpoint: string, credentials: Credentials): S3Client {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return new S3Client({
    endpoint,
    credentials,
    region: 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}

async function storeObjects(
  client: S3Client,
  bucket: string,
  objects: readonly KeyAndBody[],
): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const waiting = objects.values();
  const storeWaiting = async () => {
    for (const [Key, Body] of waiting) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, storeWaiting));
}
