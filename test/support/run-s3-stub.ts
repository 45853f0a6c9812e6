/**
 * Serves a folder as a bucket, as a separate process:
 *
 *     npx tsx test/support/run-s3-stub.ts --folder DIR --bucket NAME [--latency MS]
 *
 * Prints `{"port":N}`. When its input ends, it prints `{"counters":…,"cpuSeconds":N}` and exits.
 * The objects are the files that are there at the start; up to 512 MiB of files that were read stay
 * in memory.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { startS3Stub } from './s3-stub.ts';
import type { StubObject } from './s3-stub-objects.ts';
import { logFileHeaders } from './trail-objects.ts';

const maxKept = 512 * 2 ** 20;

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    bucket: { type: 'string' },
    latency: { type: 'string', default: '0' },
  },
});
const { folder, bucket } = values;
const latency = Number(values.latency);
if (folder === undefined || bucket === undefined || !(latency >= 0)) {
  throw new Error('expected --folder DIR --bucket NAME [--latency MS]');
}
const objects = objectsIn(folder);
const stub = await startS3Stub({ buckets: [{ name: bucket, objects }], latency, log: false });
process.stdout.write(`${JSON.stringify({ port: stub.port })}\n`);
const atStart = process.cpuUsage();
process.stdin.resume().once('end', async () => {
  await stub.close();
  const { user, system } = process.cpuUsage(atStart);
  const done = { counters: stub.counters, cpuSeconds: (user + system) / 1e6 };
  process.stdout.write(`${JSON.stringify(done)}\n`);
});

function* objectsIn(root: string): Generator<readonly [string, StubObject]> {
  const read = createReader();
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name);
    const entry = statSync(path);
    if (!entry.isFile()) continue;
    const { size, mtime } = entry;
    const key = name.split(sep).join('/');
    // Not the MD5 of the content, since all files would have to be read first.
    const etag = createHash('md5').update(`${key} ${size} ${mtime.getTime()}`).digest('hex');
    const headers = key.endsWith('.gz') ? logFileHeaders : {};
    yield [key, { body: () => read(path), size, lastModified: mtime, etag, headers }];
  }
}

/** Creates a function that reads whole files, and keeps those that fit into the memory limit. */
function createReader(): (path: string) => Buffer {
  const kept = new Map<string, Buffer>();
  let size = 0;
  return (path) => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const bytes = readFileSync(path);
    if (size + bytes.length <= maxKept) {
      kept.set(path, bytes);
      size += bytes.length;
    }
    return bytes;
  };
}
