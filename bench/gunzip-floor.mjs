/**
 * The floor of the benchmark: reads and decompresses every .gz file of a folder, and does nothing
 * else, on all cores: `node bench/gunzip-floor.mjs FOLDER [THREADS]`. Prints the number of
 * decompressed bytes.
 */
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { createGunzip, gunzipSync } from 'node:zlib';

/** Most decompressed bytes of a file that is held in memory; larger files are streamed. */
const largestAtOnce = 128 * 2 ** 20;

if (isMainThread) startThreads(process.argv[2], Number(process.argv[3] ?? availableParallelism()));
else await takeFiles(workerData);

function startThreads(folder, threads) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name));
  const next = new Int32Array(new SharedArrayBuffer(4));
  const inflated = new BigInt64Array(new SharedArrayBuffer(8));
  for (let thread = 0; thread < Math.min(threads, files.length); thread++) {
    new Worker(new URL(import.meta.url), { workerData: { files, next, inflated } });
  }
  process.on('exit', () => process.stdout.write(`${inflated[0]}\n`));
}

async function takeFiles({ files, next, inflated }) {
  let bytes = 0;
  for (;;) {
    const index = Atomics.add(next, 0, 1);
    if (index >= files.length) break;
    bytes += await inflate(files[index]);
  }
  Atomics.add(inflated, 0, BigInt(bytes));
}

async function inflate(path) {
  const file = readFileSync(path);
  // The trailer has the size: an output buffer of one byte more is allocated once and never grows.
  const size = file.readUInt32LE(file.length - 4);
  if (size > largestAtOnce) return inflateStream(path);
  return gunzipSync(file, { chunkSize: Math.max(64, size + 1) }).length;
}

async function inflateStream(path) {
  const chunkSize = 2 ** 20;
  let bytes = 0;
  const chunks = createReadStream(path, { highWaterMark: chunkSize }).pipe(
    createGunzip({ chunkSize }),
  );
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}
