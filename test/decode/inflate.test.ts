import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../src/decode/inflate.ts';

const text = JSON.stringify(
  Array.from({ length: 2000 }, (_, index) => ({ index, square: index ** 2 })),
);

describe('inflating', () => {
  test('what is not gzip passes as it is', async () => {
    expect(await read(Buffer.from(text))).toEqual({ text, damage: undefined });
    expect(await read(Buffer.from('{'))).toEqual({ text: '{', damage: undefined });
    expect(await read(Buffer.alloc(0))).toEqual({ text: '', damage: undefined });
  });

  test('a gzip file is inflated, in chunks of any size', async () => {
    const gz = gzipSync(text);
    for (const size of [1, 100, gz.length]) {
      expect(await read(gz, size)).toEqual({ text, damage: undefined });
    }
  });

  test('all members of a file are inflated', async () => {
    const gz = Buffer.concat([gzipSync('[1,'), gzipSync('2,'), gzipSync('3]')]);
    expect(await read(gz)).toEqual({ text: '[1,2,3]', damage: undefined });
  });

  test('gzip that was compressed again is inflated', async () => {
    expect(await read(gzipSync(gzipSync(text)))).toEqual({ text, damage: undefined });
  });

  test('zeros after the gzip data, as tapes leave them, are no damage', async () => {
    const gz = Buffer.concat([gzipSync(text), Buffer.alloc(512)]);
    expect(await read(gz)).toEqual({ text, damage: undefined });
  });

  test('a large file is inflated piece by piece', async () => {
    const large = Buffer.alloc(9 * 2 ** 20, 0);
    for (let at = 0; at < large.length; at++) large[at] = (at * 2654435761) >>> 24;
    const gz = gzipSync(large, { level: 0 });
    const { damage, bytes } = await readBytes(gz, 2 ** 18);
    expect(damage).toBeUndefined();
    expect(bytes.equals(large)).toBe(true);
  });
});

describe('damaged gzip', () => {
  test('a file that is cut anywhere gives a beginning of its text and says that it is cut', async () => {
    const gz = gzipSync(text);
    let longest = 0;
    for (let cut = 2; cut < gz.length; cut += 13) {
      const found = await read(gz.subarray(0, cut));
      expect(text.startsWith(found.text)).toBe(true);
      expect(found.text.length).toBeGreaterThanOrEqual(longest);
      expect(found.damage).toBe('the gzip data is cut off');
      longest = found.text.length;
    }
    expect(longest).toBeGreaterThan(text.length * 0.9);
  });

  test('altered data gives what comes before the alteration', async () => {
    const gz = gzipSync(text);
    gz[gz.length >> 1] = (gz[gz.length >> 1] ?? 0) ^ 0xff;
    const found = await read(gz);
    expect(found.text.slice(0, text.length / 4)).toBe(text.slice(0, text.length / 4));
    expect(found.damage).toBe('the gzip data is corrupt');
  });

  test('something else after the gzip data is reported, and the data is read', async () => {
    const found = await read(Buffer.concat([gzipSync(text), Buffer.from('something else')]));
    expect(found).toEqual({ text, damage: 'something else follows the gzip data' });
  });

  test('a bomb is not read to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20));
    const { damage, bytes } = await readBytes(bomb, 2 ** 14);
    expect(damage).toBe('inflates to more than 300 times its size: not read further');
    expect(bytes.length).toBeLessThan(150 * 2 ** 20);
  });

  test('gzip within gzip within gzip is refused', async () => {
    const found = await read(gzipSync(gzipSync(gzipSync(text))));
    expect(found.damage).toBe('gzip nested more than 2 levels deep');
  });
});

async function read(
  bytes: Buffer,
  chunkSize = bytes.length,
): Promise<{ text: string; damage: string | undefined }> {
  const found = await readBytes(bytes, chunkSize);
  return { text: found.bytes.toString(), damage: found.damage };
}

async function readBytes(bytes: Buffer, chunkSize: number) {
  const chunks: Uint8Array[] = [];
  let damage: string | undefined;
  for await (const part of inflate(chunked(bytes, chunkSize))) {
    if (part.kind === 'bytes') chunks.push(part.bytes);
    else damage = part.reason;
  }
  return { bytes: Buffer.concat(chunks), damage };
}

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += Math.max(size, 1)) yield bytes.subarray(at, at + size);
}
