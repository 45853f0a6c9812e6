import { constants, deflateRawSync, gunzipSync, gzipSync, crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32, crc32ByTable } from '../../../src/decode/inflate/crc32.ts';
import { createGunzip } from '../../../src/decode/inflate/gunzip.ts';
import { OUTPUT_SLACK } from '../../../src/decode/inflate/layout.ts';
import { createScannerMemory } from '../../../src/decode/scanner/scanner-memory.ts';
import { runs } from '../../support/runs.ts';

const memory = createScannerMemory();
const gunzip = createGunzip(memory);
const history = 2 ** 15;
const start = memory.window(2 ** 20) + history;

interface Inflated {
  readonly bytes: Buffer;
  /** Undefined when nothing is wrong. */
  readonly damage: string | undefined;
}

/** How a file is read: the sizes of the pieces of its input and of its output. */
interface Sizes {
  readonly input: number;
  readonly output: number;
}

const large: Sizes = { input: 2 ** 20, output: 2 ** 18 };
const tiny: Sizes = { input: 1, output: 1 };

/** Inflates a file in pieces of the given sizes. */
function inflate(stored: Uint8Array, { input, output }: Sizes = large): Inflated {
  const pieces: Buffer[] = [];
  let taken = 0;
  let at = start;
  gunzip.open();
  // Each step takes or returns at least a byte.
  for (let steps = 0; steps < 1e6; steps++) {
    memory.view().copyWithin(start - history, at - history, at);
    const read = gunzip.read({ at: start, end: start + output, oldest: start - history });
    at = read.at;
    if (at - start > output + OUTPUT_SLACK) throw new Error('too much output');
    if (at > start) pieces.push(Buffer.from(memory.view().subarray(start, at)));
    if (read.kind === 'needs-input') {
      if (taken >= stored.length) gunzip.end();
      gunzip.push(stored.subarray(taken, taken + input));
      taken += input;
    } else if (read.kind !== 'full') {
      const damage = read.kind === 'damage' ? read.reason : undefined;
      return { bytes: Buffer.concat(pieces), damage };
    }
  }
  throw new Error('no end is found');
}

/** Returns what zlib makes of a file. */
function withZlib(stored: Uint8Array): Inflated {
  try {
    return { bytes: gunzipSync(stored), damage: undefined };
  } catch (error) {
    const isCut = error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
    return { bytes: Buffer.alloc(0), damage: isCut ? 'the gzip data is cut off' : 'other' };
  }
}

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000, size: 'max' }),
  fc
    .array(fc.tuple(fc.string(), fc.integer({ min: 1, max: 400 })))
    .map((parts) => Buffer.from(parts.map(([part, times]) => part.repeat(times)).join(''))),
  // Far distances.
  fc
    .tuple(fc.uint8Array({ minLength: 9 }), fc.integer({ min: 0, max: 32_768 }))
    .map(([part, gap]) => Buffer.concat([part, Buffer.alloc(gap, '0123'), part])),
);
const anyOptions = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});
const anySizes = fc.oneof(
  fc.constant(large),
  fc.record({
    input: fc.integer({ min: 1, max: 5000 }),
    output: fc.integer({ min: 1, max: 5000 }),
  }),
);

/** Several members with blocks of all three types, and zeros after them. */
const text = Buffer.from(
  JSON.stringify({ Records: Array.from({ length: 9 }, (_, at) => ({ at, square: at ** 2 })) }),
);
const kinds = [
  gzipSync(text),
  gzipSync(text, { level: 0 }),
  gzipSync(text, { strategy: constants.Z_FIXED }),
  gzipSync(text, { strategy: constants.Z_HUFFMAN_ONLY }),
];
const sample = Buffer.concat([...kinds, Buffer.alloc(5)]);

describe('inflating gzip', () => {
  test('returns the bytes that were compressed, however they and the file are cut into pieces', () => {
    fc.assert(
      fc.property(anyBytes, anyOptions, anySizes, (bytes, options, sizes) => {
        const { bytes: inflated, damage } = inflate(gzipSync(bytes, options), sizes);
        expect(damage).toBeUndefined();
        expect(inflated.equals(bytes)).toBe(true);
      }),
      { numRuns: runs(600) },
    );
  });

  test('reads members, blocks of each type and zeros after them, in pieces of any size', () => {
    const whole = Buffer.concat([text, text, text, text]);
    for (const input of [1, 2, 7, 24, 25, 100, 639, 640, 641, 2 ** 20]) {
      for (const output of [1, 2, 5, 258, 259, 1000, 2 ** 18]) {
        expect(inflate(sample, { input, output }), `${input}, ${output}`).toEqual({
          bytes: whole,
          damage: undefined,
        });
      }
    }
  });

  test('returns all bytes before the end of a file that is cut off anywhere', () => {
    for (const stored of kinds) {
      let longest = 0;
      for (let cut = 1; cut < stored.length; cut++) {
        const cutFile = stored.subarray(0, cut);
        const { bytes, damage } = inflate(cutFile);
        expect(damage, `cut at ${cut}`).toBe('the gzip data is cut off');
        const before = gunzipSync(cutFile, { finishFlush: constants.Z_SYNC_FLUSH });
        expect(bytes.equals(before), `cut at ${cut}`).toBe(true);
        if (cut % 32 === 0) expect(inflate(cutFile, tiny)).toEqual({ bytes, damage });
        longest = Math.max(longest, bytes.length);
      }
      expect(longest).toBe(text.length);
    }
  });

  test('finds the same damage as zlib, whichever bit is flipped, and returns what is before it', () => {
    for (let at = 0; at < sample.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Buffer.from(sample);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const found = inflate(flipped);
        const expected = withZlib(flipped);
        // Zlib does not look at what follows a zero.
        const isPadding = at >= sample.length - 5;
        if (isPadding) continue;
        const title = `byte ${at} bit ${bit}`;
        if (expected.damage === undefined) expect(found, title).toEqual(expected);
        else expect(found.damage, title).toBeDefined();
        if (expected.damage === 'the gzip data is cut off') {
          expect(found.damage, title).toBe(expected.damage);
        }
      }
    }
  });

  test('agrees with zlib about bytes that are not DEFLATE, or only by chance', () => {
    const trailer = Buffer.alloc(8);
    const header = gzipSync('').subarray(0, 10);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), anySizes, (bytes, sizes) => {
        const stored = Buffer.concat([header, bytes, trailer]);
        const found = inflate(stored, sizes);
        const expected = withZlib(stored);
        expect(found.damage === undefined).toBe(expected.damage === undefined);
        expect(inflate(stored)).toEqual(found);
      }),
      { numRuns: runs(2000) },
    );
  });

  test('does not copy from before the first byte of a member', () => {
    const preset = Buffer.from('trail file '.repeat(20));
    const raw = deflateRawSync(preset, { dictionary: preset });
    const stored = Buffer.concat([gzipSync('').subarray(0, 10), raw, Buffer.alloc(8)]);
    const before = gzipSync(preset);
    expect(inflate(Buffer.concat([before, stored]))).toEqual({
      bytes: preset,
      damage: 'the gzip data is corrupt',
    });
  });

  test('names other data after the gzip data, also after zeros', () => {
    for (const rest of ['x', 'something else', '\x1fx', '\0x', `${'\0'.repeat(300_000)}x`]) {
      const stored = Buffer.concat([gzipSync(text), Buffer.from(rest, 'latin1')]);
      const expected = { bytes: text, damage: 'something else follows the gzip data' };
      expect(inflate(stored)).toEqual(expected);
      if (rest.length < 100) expect(inflate(stored, tiny)).toEqual(expected);
    }
  });

  test('reads a header with all of its fields, and checks the checksum of the header', () => {
    const fields = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 0b11110, 1, 2, 3, 4, 2, 3, 4, 0, 1, 2, 3, 4]),
      Buffer.from('a name\0and a comment\0'),
    ]);
    const check = Buffer.alloc(2);
    check.writeUInt16LE(nodeCrc32(fields) & 0xffff);
    const body = gzipSync(text).subarray(10);
    const stored = Buffer.concat([fields, check, body]);
    expect(inflate(stored, tiny)).toEqual({ bytes: text, damage: undefined });
    stored.writeUInt8(9, 4);
    expect(inflate(stored)).toEqual({ bytes: Buffer.alloc(0), damage: 'the gzip data is corrupt' });
  });

  test('reads a long header, wherever in the file it begins', () => {
    const name = Buffer.from(`${'n'.repeat(100_000)}\0`);
    const header = Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]);
    const long = Buffer.concat([header, name, gzipSync(text).subarray(10)]);
    for (const before of [[], [gzipSync(text, { level: 0 })], [long]]) {
      const stored = Buffer.concat([...before, long]);
      const bytes = Buffer.concat([...before.map(() => text), text]);
      for (const input of [1000, 2 ** 20]) {
        expect(inflate(stored, { input, output: 1000 })).toEqual({ bytes, damage: undefined });
      }
    }
  });

  test('does not read a header without end', () => {
    const stored = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]),
      Buffer.alloc(2 ** 20, 'x'),
    ]);
    expect(inflate(stored).damage).toBe('the gzip header is too long');
  });
});

test('the checksum of bytes is the same with and without the function of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
      const both = nodeCrc32(Buffer.concat([one, other]));
      expect(crc32(other, crc32(one, 0))).toBe(both);
      expect(crc32ByTable(other, crc32ByTable(one, 0))).toBe(both);
    }),
  );
});
