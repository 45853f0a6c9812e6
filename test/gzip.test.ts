import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isGzip, wholeSizeOf } from '../src/gzip.ts';

/**
 * A gzip file of `length` bytes that states the size of its contents; the bytes between are zeros.
 */
function stating(size: number, length = 100): Uint8Array {
  const stored = Buffer.alloc(length);
  stored.writeUInt32LE(size, length - 4);
  return stored;
}

describe('the size that a gzip file states', () => {
  it.each([1, 1000, 70_000, 2 ** 24])('is that of its contents: %i', (size) => {
    const stored = gzipSync(Buffer.alloc(size));
    expect(isGzip(stored)).toBe(true);
    expect(wholeSizeOf(stored)).toBe(size);
    expect(wholeSizeOf(new Uint8Array(stored))).toBe(size);
  });

  it.each([0, 2 ** 24 + 1, 2 ** 31, 2 ** 32 - 1])('is left out when it is %i', (size) => {
    expect(wholeSizeOf(stating(size))).toBeUndefined();
  });

  it('is left out when the file is shorter than header and trailer', () => {
    expect(wholeSizeOf(stating(5, 18))).toBe(5);
    expect(wholeSizeOf(stating(5, 17))).toBeUndefined();
    expect(wholeSizeOf(Buffer.alloc(0))).toBeUndefined();
    expect(isGzip(Buffer.alloc(0))).toBe(false);
    expect(isGzip(Buffer.from('{"Records":[]}'))).toBe(false);
  });
});
