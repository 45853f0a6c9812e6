import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemPath } from './path-bytes.ts';

const chunkBytes = 2 ** 18;
/** After this many milliseconds of reading, the event loop gets a turn. */
const turnInterval = 20;

/**
 * Reads the bytes of a file, pipe or device, in chunks. Throws system errors, and the signal's
 * reason when it is aborted.
 *
 * Reads a regular file synchronously: trails consist of a great many small files, and each wait
 * costs more than the reading. Reads pipes and devices asynchronously, since they may never have
 * more data.
 */
export async function* readPath(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const onDisk = systemPath(path);
  const stats = statSync(onDisk);
  if (!stats.isFile()) {
    yield* createReadStream(onDisk, { highWaterMark: chunkBytes, signal });
    return;
  }
  // Files of the system itself (such as /proc) report no size.
  const size = stats.size === 0 ? chunkBytes : Math.min(chunkBytes, stats.size + 1);
  const fd = openSync(onDisk, 'r');
  let last = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      if (performance.now() - last > turnInterval) {
        // Aborts are noticed only between two turns of the event loop.
        await nextTurn();
        signal.throwIfAborted();
        last = performance.now();
      }
      const chunk = Buffer.allocUnsafe(size);
      const count = readSync(fd, chunk);
      if (count > 0) yield chunk.subarray(0, count);
      if (count < chunk.length) return;
    }
  } finally {
    closeSync(fd);
  }
}
