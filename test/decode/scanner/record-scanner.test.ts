import { TextDecoder } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compactJson } from '../../../src/decode/envelopes/compact-json.ts';
import { skipValue } from '../../../src/decode/json/skip-value.ts';
import {
  createRecordScanner,
  type RecordScanner,
} from '../../../src/decode/scanner/record-scanner.ts';
import type { HashSecrets } from '../../../src/decode/scanner/scan-job.ts';
import { eventSchema } from '../../../src/event/event-schema.ts';
import { createEventRecord, recordsOf } from '../../../src/query/event-record.ts';
import { cell, type RecordBlock, Row } from '../../../src/query/record-block.ts';
import { runs } from '../../support/runs.ts';
import { recordTexts } from './any-record-text.ts';
import { anyGap, noGap } from './any-token.ts';
import { plainRecord } from './plain-record.ts';

const texts = fc.oneof(
  recordTexts({ gap: noGap, isDirty: false }),
  recordTexts({ gap: noGap, isDirty: true }),
  recordTexts({ gap: anyGap, isDirty: true }),
);

describe('a record that the scanner takes', () => {
  test('is JSON in UTF-8, passes the schema, and has the text, time and key of the event', () => {
    const { takeFrom } = createScanner();
    let taken = 0;
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 3 }), fc.boolean(), (records, isDocument) => {
        const bytes = Buffer.from(records.join(','), 'latin1');
        for (const record of takeFrom(bytes, isDocument).flatMap((block) => [
          ...recordsOf(block),
        ])) {
          const start = record.offset - base;
          const text = decodeStrictly(bytes.subarray(start, skipValue(bytes, start, bytes.length)));
          const event = JSON.parse(text);
          expect(eventSchema.safeParse(event).error).toBeUndefined();
          const { file, offset } = record;
          const expected = createEventRecord({ event, json: compactJson(text), file, offset });
          expect({ ...record }).toEqual({ ...expected });
          taken++;
        }
      }),
      { numRuns: runs(2000) },
    );
    expect(taken).toBeGreaterThan(500);
  });

  test('has the same hash as after parsing', () => {
    const { scanner, takeFrom } = createScanner();
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (records) => {
        for (const block of takeFrom(Buffer.from(records.join(','), 'latin1'))) {
          for (const [index, { event, json, file, offset }] of [...recordsOf(block)].entries()) {
            const hash = [cell(block, index, Row.hashLow), cell(block, index, Row.hashHigh)];
            expect(hash).toEqual(scanner.hashOf(createEventRecord({ event, json, file, offset })));
          }
        }
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('the hash of a record', () => {
  test.each([
    ['eventID', (id: string) => plainRecord(id)],
    ['eventName', (name: string) => plainRecord('x').replace('GetObject', name)],
  ])('depends on every character of its %s, of any length', (_, write) => {
    const { takeFrom } = createScanner();
    const hashes = new Set<string>();
    const values = Array.from({ length: 100 }, (_, length) => 'i'.repeat(length + 1)).flatMap(
      (value) => [
        value,
        ...Array.from(value, (_, at) => `${value.slice(0, at)}j${value.slice(at + 1)}`),
      ],
    );
    for (const value of values) {
      for (const block of takeFrom(Buffer.from(write(value)))) hashes.add(hashText(block));
    }
    expect(hashes.size).toBe(new Set(values).size);
  });

  test('depends on its time', () => {
    const { scanner, takeFrom } = createScanner();
    const hashes = new Set<string>();
    for (let second = 0; second < 1000; second++) {
      const time = new Date(second * 86_401_000).toISOString().replace('.000Z', 'Z');
      const bytes = Buffer.from(plainRecord('x').replace('2026-11-19T08:00:00Z', time));
      for (const block of takeFrom(bytes)) hashes.add(hashText(block));
    }
    // The parser reads the times of the last days of a month.
    expect(hashes.size).toBeGreaterThan(900);
    expect(scanner.hashOf({ key: 'a b', time: 0 })).not.toEqual(
      scanner.hashOf({ key: 'a b', time: 1 }),
    );
  });

  test('depends on the secrets, and is 0 without a key', () => {
    const key = { key: 'a b', time: 0 };
    const [one, other, third] = [
      [0x5bd1e995_97f4a7c1n, 0x9e3779b9_7f4a7c15n],
      [0x5bd1e995_97f4a7c1n, 0x9e3779b9_7f4a7c16n],
      [0x5bd1e995_97f4a7c0n, 0x9e3779b9_7f4a7c15n],
    ].map(([first = 0n, second = 0n]) => createScanner([first, second]).scanner.hashOf(key));
    expect(one).not.toEqual(other);
    expect(one).not.toEqual(third);
    expect(createScanner().scanner.hashOf({ key: '', time: 5 })).toEqual([0, 0]);
  });
});

/** Where the scanned text begins in its file. */
const base = 1000;

/** Creates a scanner that takes every record that it can judge. */
function createScanner(secrets: HashSecrets = [5n, 6n]): {
  readonly scanner: RecordScanner;
  /** Scans text of records with commas between, and returns the blocks that the scanner took. */
  readonly takeFrom: (bytes: Buffer, isDocument?: boolean) => RecordBlock[];
} {
  let blocks: RecordBlock[] = [];
  const scanner = createRecordScanner(
    { time: {}, tests: [], secrets },
    { onBlock: (block) => blocks.push(block), onCounted: () => {} },
  );
  scanner.openFile('file');
  return {
    scanner,
    takeFrom: (bytes, isDocument = false) => {
      scanner.scan({ bytes, at: 0, base, keysWanted: 0, isDocument });
      scanner.flush();
      const taken = blocks;
      blocks = [];
      return taken;
    },
  };
}

function hashText(block: RecordBlock): string {
  return `${cell(block, 0, Row.hashLow)} ${cell(block, 0, Row.hashHigh)}`;
}

/** Decodes the bytes; throws if they are not UTF-8. */
function decodeStrictly(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
