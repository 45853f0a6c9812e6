import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../../src/decode/inflate/inflate.ts';

const text = JSON.stringify(
  Array.from({ length: 2000 }, (_, index) => ({ index, square: index ** 2 })),
);

describe('inflate', () => {
  test('passes other data than gzip through unchanged', async () => {
    expect(await read(Buffer.from(text))).toEqual({ text, damage: undefined });
    expect(await read(Buffer.from('{'))).toEqual({ text: '{', damage: undefined });
    expect(await read(Buffer.alloc(0))).toEqual({ text: '', damage: undefined });
  });

  test('inflates a gzip file in chunks of any size', async () => {
    const gz = gzipSync(text);
    for (const size of [1, 100, gz.length]) {
      expect(await read(gz, size)).toEqual({ text, damage: undefined });
    }
  });

  test('inflates all members of a gzip file', async () => {
    const gz = Buffer.concat([gzipSync('[1,'), gzipSync('2,'), gzipSync('3]')]);
    expect(await read(gz)).toEqual({ text: '[1,2,3]', damage: undefined });
  });

  test('inflates gzip data that was compressed twice', async () => {
    expect(await read(gzipSync(gzipSync(text)))).toEqual({ text, damage: undefined });
  });

  test('ignores zeros after the gzip data, such as padding from tapes', async () => {
    const gz = Buffer.concat([gzipSync(text), Buffer.alloc(512)]);
    expect(await read(gz)).toEqual({ text, damage: undefined });
  });

  test('inflates a large file piece by piece', async () => {
    const large = Buffer.alloc(9 * 2 ** 20, 0);
    for (let at = 0; at < large.length; at++) large[at] = (at * 2654435761) >>> 24;
    const gz = gzipSync(large, { level: 0 });
    const { damage, bytes } = await readBytes(gz, 2 ** 18);
    expect(damage).toBeUndefined();
    expect(bytes.equals(large)).toBe(true);
  });
});

describe('gzip data', () => {
  test('that is cut off at any byte yields the beginning of its text and the reason', async () => {
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

  test('that was altered yields the text before the alteration', async () => {
    const gz = gzipSync(text);
    gz[gz.length >> 1] = (gz[gz.length >> 1] ?? 0) ^ 0xff;
    const found = await read(gz);
    expect(found.text.slice(0, text.length / 4)).toBe(text.slice(0, text.length / 4));
    expect(found.damage).toBe('the gzip data is corrupt');
  });

  test('with other data after it is read, and the other data is reported', async () => {
    const found = await read(Buffer.concat([gzipSync(text), Buffer.from('something else')]));
    expect(found).toEqual({ text, damage: 'something else follows the gzip data' });
  });

  test('that is a bomb is not read to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20));
    const { damage, bytes } = await readBytes(bomb, 2 ** 14);
    expect(damage).toBe('inflates to more than 300 times its size: not read further');
    expect(bytes.length).toBeLessThan(150 * 2 ** 20);
  });

  test('that was compressed three times is rejected', async () => {
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
