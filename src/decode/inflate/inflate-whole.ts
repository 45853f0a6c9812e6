import { wholeSizeOf } from '../../gzip.ts';
import type { Gunzip } from './gunzip.ts';
import { OUTPUT_SLACK } from './layout.ts';

/**
 * Inflates a complete gzip file into memory that `place` allots in the scanner's memory, and
 * returns the part of it that was filled. Returns undefined when the file is damaged, when its
 * inflated size differs from the one in its trailer, or when `wholeSizeOf` returns none: then the
 * file must be streamed.
 */
export type InflateWhole = (stored: Buffer, place: (bytes: number) => Buffer) => Buffer | undefined;

/** Creates the function. */
export function createInflateWhole(gunzip: Gunzip): InflateWhole {
  return (stored, place) => {
    const size = wholeSizeOf(stored);
    if (size === undefined) return undefined;
    // With a byte more than is expected, the end is found before the output is full.
    const output = place(size + 1 + OUTPUT_SLACK);
    const from = output.byteOffset;
    gunzip.open();
    gunzip.push(stored);
    gunzip.end();
    const { kind, at } = gunzip.read({ at: from, end: from + size + 1, oldest: from });
    return kind === 'end' && at - from === size ? output.subarray(0, size) : undefined;
  };
}
