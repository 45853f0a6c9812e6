import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

const chunkBytes = 2 ** 18;
/** Milliseconds for which nothing else need be heard. */
const turnAfter = 20;

/**
 * The bytes of a file, pipe or device, in chunks. Throws what the system reports, and the signal's
 * reason when it is aborted.
 *
 * A regular file is read without waiting: trails are made of very many small files, and each wait
 * costs more than the reading. Others, which may never have more to read, are waited for.
 */
export async function* readPath(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stats = statSync(path);
  if (!stats.isFile()) {
    yield* createReadStream(path, { highWaterMark: chunkBytes, signal });
    return;
  }
  // Files of the system's own tell no size.
  const size = stats.size === 0 ? chunkBytes : Math.min(chunkBytes, stats.size + 1);
  const fd = openSync(path, 'r');
  let last = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      if (performance.now() - last > turnAfter) {
        // Signals are heard between two turns of the event loop alone.
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
