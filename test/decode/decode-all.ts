import { expect } from 'vitest';
import type { Decoded } from '../../src/decode/decoded.ts';
import { type EventRecord, recordsOf } from '../../src/query/event-record.ts';
import { decodeWhole } from './decode-whole.ts';
import { createMatchAllDecoder } from './match-all-decoder.ts';

/** A part of a file's content: an event, or a report of damage or foreign content. */
export type Content =
  | { readonly kind: 'event'; readonly record: EventRecord }
  | Exclude<Decoded, { kind: 'event' | 'matches' | 'counted' | 'tested' }>;

/**
 * Decodes a text in chunks of 64 KiB. Expects the same events in the same order, and the same other
 * parts, from smaller chunks (if the text is short) and from one call (if that is possible).
 */
export async function decodeAll(text: string | Buffer): Promise<Content[]> {
  const bytes = Buffer.from(text);
  const contents = await inChunks(bytes, 2 ** 16);
  const sizes = bytes.length <= shortText ? [1, 7, 100] : [];
  for (const size of sizes) expectSame(await inChunks(bytes, size), contents);
  const whole = await inOneCall(bytes);
  if (whole) expectSame(whole, contents);
  return contents;
}

const shortText = 10_000;

async function inChunks(bytes: Buffer, size: number): Promise<Content[]> {
  const decoder = createMatchAllDecoder();
  const found: Decoded[] = [];
  for await (const some of decoder.decodeStream('file', chunksOf(bytes, size), () => {})) {
    found.push(...some);
  }
  return contentsOf([...found, ...decoder.flush()]);
}

async function inOneCall(bytes: Buffer): Promise<Content[] | undefined> {
  const decoder = createMatchAllDecoder();
  const found = await decodeWhole(decoder, 'file', bytes);
  return found && contentsOf([...found, ...decoder.flush()]);
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Returns the content of the decoded parts, with the events of blocks one by one. */
export function contentsOf(found: readonly Decoded[]): Content[] {
  const contents: Content[] = [];
  let handedOn = 0;
  let matched = 0;
  for (const each of found) {
    switch (each.kind) {
      case 'matches':
        for (const record of recordsOf(each.block)) {
          contents.push({ kind: 'event', record });
          handedOn++;
        }
        break;
      case 'tested':
        matched += each.matched;
        expect(each.notMatched).toBe(0);
        break;
      case 'counted':
        throw new Error('unexpected counted rows');
      default:
        contents.push(each);
    }
  }
  expect(handedOn).toBe(matched);
  return contents;
}

function expectSame(contents: readonly Content[], others: readonly Content[]): void {
  expect(eventsIn(contents)).toEqual(eventsIn(others));
  expect(otherParts(contents)).toEqual(otherParts(others));
}

function eventsIn(contents: readonly Content[]): object[] {
  return contents.flatMap((content) => {
    if (content.kind !== 'event') return [];
    const { json, time, key, file, offset, event } = content.record;
    return [{ json, time, key, file, offset, event: JSON.stringify(event) }];
  });
}

/**
 * Returns the parts that are not events, without the reasons of damage, which depend on how much of
 * it was read.
 */
function otherParts(contents: readonly Content[]): Content[] {
  return contents
    .filter(({ kind }) => kind !== 'event')
    .map((content) => (content.kind === 'damage' ? { ...content, reason: '' } : content));
}
