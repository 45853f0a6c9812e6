import { createScannerMemory } from '../scanner/scanner-memory.ts';
import { createGunzip, type Gunzip, type Gunzipped } from './gunzip.ts';
import { OUTPUT_SLACK } from './layout.ts';

/** A `Gunzip` with memory of its own, through which the inflated bytes of any file pass. */
export interface InflateWindow {
  readonly gunzip: Gunzip;
  /** Returns the next inflated bytes, as a copy, and why there are no more at once. */
  read(): { readonly bytes: Buffer; readonly end: Gunzipped };
}

/** How far back DEFLATE copies from, in bytes (RFC 1951, 3.2.5). */
const historyBytes = 2 ** 15;
/** The number of bytes that are inflated in one step. */
const windowBytes = 2 ** 18;

/** Creates a window. Throws ConfigError when address space is short. */
export function createInflateWindow(): InflateWindow {
  const memory = createScannerMemory();
  const gunzip = createGunzip(memory);
  const start = memory.window(historyBytes + windowBytes + OUTPUT_SLACK);
  const from = start + historyBytes;
  let at = from;
  return {
    gunzip,
    read() {
      const view = memory.view();
      view.copyWithin(start, at - historyBytes, at);
      const end = gunzip.read({ at: from, end: from + windowBytes, oldest: start });
      at = end.at;
      return { bytes: Buffer.from(view.subarray(from, at)), end };
    },
  };
}
