import { constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGunzip } from '../../../src/decode/inflate/gunzip.ts';
import { createInflateWhole } from '../../../src/decode/inflate/inflate-whole.ts';
import { createScannerMemory } from '../../../src/decode/scanner/scanner-memory.ts';
import { runs } from '../../support/runs.ts';

const text = Buffer.from(
  JSON.stringify({ Records: Array.from({ length: 20 }, (_, at) => ({ at, square: at ** 2 })) }),
);
const stored = gzipSync(text);

/** A member whose header has an extra field, a name and a comment. */
const fullHeader = Buffer.concat([
  Buffer.from([0x1f, 0x8b, 8, 0b11101, 1, 2, 3, 4, 2, 3, 4, 0, 1, 2, 3, 4]),
  Buffer.from('a name\0and a comment\0'),
  stored.subarray(10),
]);

describe('inflating a complete file', () => {
  const memory = createScannerMemory();
  const inflate = createInflateWhole(createGunzip(memory));
  const room = (bytes: number) => {
    const address = memory.window(bytes);
    return memory.view().subarray(address, address + bytes);
  };
  const textOf = (gz: Buffer) => inflate(gz, room)?.toString();

  test('returns its text', () => {
    expect(textOf(stored)).toBe(text.toString());
    expect(textOf(gzipSync('x'))).toBe('x');
    expect(textOf(fullHeader)).toBe(text.toString());
  });

  test('returns any bytes, compressed with any options, one file after another', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 3000, size: 'max' }),
      fc
        .tuple(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 3000 }))
        .map(([one, many]) => Buffer.from(one.repeat(many))),
    );
    const options = fc.record({
      level: fc.integer({ min: 0, max: 9 }),
      memLevel: fc.integer({ min: 1, max: 9 }),
      strategy: fc.constantFrom(
        constants.Z_DEFAULT_STRATEGY,
        constants.Z_HUFFMAN_ONLY,
        constants.Z_FIXED,
      ),
    });
    fc.assert(
      fc.property(bytes, options, (some, how) => {
        expect(inflate(gzipSync(some, how), room)?.equals(some)).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test('writes the text to the start of the given memory, and only there', () => {
    let given = Buffer.alloc(0);
    let after = Buffer.alloc(0);
    const inflated = inflate(stored, (bytes) => {
      const larger = room(bytes + 1000);
      larger.fill(0xee);
      given = larger.subarray(0, bytes);
      after = larger.subarray(bytes);
      return given;
    });
    expect(inflated?.equals(text)).toBe(true);
    expect(inflated?.byteOffset).toBe(given.byteOffset);
    expect(after.every((byte) => byte === 0xee)).toBe(true);
  });

  test('returns nothing for a file truncated at any byte, and still inflates the next file', () => {
    for (const whole of [stored, fullHeader, gzipSync('x'), gzipSync(text, { level: 0 })]) {
      for (let cut = 0; cut < whole.length; cut++) {
        expect(inflate(whole.subarray(0, cut), room), `cut at ${cut}`).toBeUndefined();
        expect(textOf(stored)).toBe(text.toString());
      }
    }
  });

  test('returns nothing for several members, which must be inflated one by one', () => {
    for (const second of [
      stored,
      gzipSync('x'),
      gzipSync('x'.repeat(64)),
      stored.subarray(0, 30),
    ]) {
      expect(inflate(Buffer.concat([stored, second]), room)).toBeUndefined();
      expect(inflate(Buffer.concat([stored, second, second]), room)).toBeUndefined();
    }
    const small = [1, 62, 63, 64, 65, 66, 128].map((size) => gzipSync('x'.repeat(size)));
    for (const first of small) {
      expect(inflate(Buffer.concat([first, stored]), room)).toBeUndefined();
    }
  });

  test('returns nothing or the whole text when some members are empty', () => {
    const empty = gzipSync('');
    expect(inflate(empty, room)).toBeUndefined();
    expect(inflate(Buffer.concat([stored, empty]), room)).toBeUndefined();
    expect([undefined, text.toString()]).toContain(textOf(Buffer.concat([empty, stored])));
  });

  test('returns nothing or only the text when other bytes follow', () => {
    for (const rest of [
      '\0',
      '\0\0\0\0',
      '\0'.repeat(512),
      'x',
      'something else',
      '\x1f',
      '\x1f\x8b',
    ]) {
      const found = textOf(Buffer.concat([stored, Buffer.from(rest, 'latin1')]));
      expect([undefined, text.toString()], JSON.stringify(rest)).toContain(found);
    }
  });

  test('returns nothing or the same bytes, whichever bit is flipped', () => {
    for (const whole of [stored, fullHeader]) {
      for (let at = 0; at < whole.length; at++) {
        for (let bit = 0; bit < 8; bit++) {
          const flipped = Buffer.from(whole);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          const inflated = inflate(flipped, room);
          if (!inflated) continue;
          expect(inflated.equals(text), `byte ${at} bit ${bit}`).toBe(true);
          // No code checks the times and names of a header, nor the bits after the last one of the
          // data.
          const header = whole.length - stored.length + 10;
          expect(at < header || at === whole.length - 9, `byte ${at} bit ${bit}`).toBe(true);
        }
      }
    }
  });

  test('returns nothing for data that is not gzip, and requests no memory for it', () => {
    const noRoom = () => {
      throw new Error('memory was requested');
    };
    expect(inflate(Buffer.alloc(0), noRoom)).toBeUndefined();
    expect(inflate(Buffer.from('{}'), noRoom)).toBeUndefined();
    expect(textOf(Buffer.from('{"Records":[]}      \x01\x00\x00\x00'))).toBeUndefined();
  });

  test('returns nothing for a file of more than 16 MiB, inflated or as its trailer states', () => {
    const noRoom = () => {
      throw new Error('memory was requested');
    };
    expect(inflate(gzipSync(Buffer.alloc(2 ** 24 + 1)), noRoom)).toBeUndefined();
    expect(inflate(gzipSync(Buffer.alloc(2 ** 24)), room)?.length).toBe(2 ** 24);
    const liar = Buffer.from(stored);
    liar.writeUInt32LE(0xffff_ffff, liar.length - 4);
    expect(inflate(liar, noRoom)).toBeUndefined();
  });

  test('does not write beyond its memory when a trailer states too small a size', () => {
    const liar = gzipSync(Buffer.alloc(2 ** 20, 'x'));
    liar.writeUInt32LE(10, liar.length - 4);
    let after = Buffer.alloc(0);
    const place = (bytes: number) => {
      const larger = room(bytes + 2 ** 20);
      after = larger.subarray(bytes).fill(0xee);
      return larger.subarray(0, bytes);
    };
    expect(inflate(liar, place)).toBeUndefined();
    expect(after.every((byte) => byte === 0xee)).toBe(true);
  });
});
