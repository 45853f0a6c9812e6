import { expect } from 'vitest';
import { createDecoder, type Decoder } from '../../src/decode/decode.ts';
import type { Decoded } from '../../src/decode/decoded.ts';
import { type EventRecord, recordsOf } from '../../src/query/event-record.ts';

/** What a file holds: its events, whoever found them, and what is none. */
export type Content =
  | { readonly kind: 'event'; readonly record: EventRecord }
  | Exclude<Decoded, { kind: 'event' | 'matches' | 'counted' | 'tested' }>;

/**
 * Decodes a text in chunks of 64 KiB. What is found in smaller chunks (if it is short) and in one go
 * (if that can be) must be the same: the same events in the same order, and as much besides.
 */
export async function decodeAll(text: string | Buffer): Promise<Content[]> {
  const bytes = Buffer.from(text);
  const contents = await inChunks(bytes, 2 ** 16);
  const sizes = bytes.length <= shortText ? [1, 7, 100] : [];
  for (const size of sizes) expectSame(await inChunks(bytes, size), contents);
  const whole = await atOnce(bytes);
  if (whole) expectSame(whole, contents);
  return contents;
}

const shortText = 10_000;

async function inChunks(bytes: Buffer, size: number): Promise<Content[]> {
  const decoder = createAnyDecoder();
  const found: Decoded[] = [];
  for await (const some of decoder.decodeStream('file', chunksOf(bytes, size), () => {})) {
    found.push(...some);
  }
  return contentsOf([...found, ...decoder.flush()]);
}

async function atOnce(bytes: Buffer): Promise<Content[] | undefined> {
  const decoder = createAnyDecoder();
  const found = await decoder.decodeWhole('file', bytes, () => {});
  return found && contentsOf([...found, ...decoder.flush()]);
}

/** A decoder with which all events match. */
export function createAnyDecoder(): Decoder {
  return createDecoder({ time: {}, tests: [], needsParsing: false, secrets: [1n, 2n] });
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What was found, with the events of blocks one by one. */
export function contentsOf(found: readonly Decoded[]): Content[] {
  const contents: Content[] = [];
  let handedOut = 0;
  let said = 0;
  for (const each of found) {
    switch (each.kind) {
      case 'matches':
        for (const record of recordsOf(each.block)) {
          contents.push({ kind: 'event', record });
          handedOut++;
        }
        break;
      case 'tested':
        said += each.matched;
        expect(each.notMatched).toBe(0);
        break;
      case 'counted':
        throw new Error('nothing is to be counted');
      default:
        contents.push(each);
    }
  }
  expect(handedOut).toBe(said);
  return contents;
}

function expectSame(contents: readonly Content[], others: readonly Content[]): void {
  expect(eventsIn(contents)).toEqual(eventsIn(others));
  expect(besides(contents)).toEqual(besides(others));
}

function eventsIn(contents: readonly Content[]): object[] {
  return contents.flatMap((content) => {
    if (content.kind !== 'event') return [];
    const { json, time, key, file, offset, event } = content.record;
    return [{ json, time, key, file, offset, event: JSON.stringify(event) }];
  });
}

/** How damage is described depends on how much of it is in sight. */
function besides(contents: readonly Content[]): Content[] {
  return contents
    .filter(({ kind }) => kind !== 'event')
    .map((content) => (content.kind === 'damage' ? { ...content, reason: '' } : content));
}
