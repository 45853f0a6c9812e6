import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBlockBuilder } from '../../src/query/block-builder.ts';
import {
  cell,
  countRecords,
  firstRecords,
  type RecordBlock,
  Row,
  removeRecords,
} from '../../src/query/record-block.ts';
import { blockOf, type KeptRecord, keptIn } from '../support/block-of.ts';
import { runs } from '../support/runs.ts';

type Hash = readonly [low: number, high: number];

const half = fc.oneof(fc.constantFrom(0, 2 ** 31, 2 ** 32 - 1), fc.integer({ min: 0 }));
const hash: fc.Arbitrary<Hash> = fc.tuple(half, half);

const record: fc.Arbitrary<KeptRecord> = fc.record({
  json: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
  time: fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, 8.64e15, -8.64e15, 0.5)),
  key: fc.oneof(fc.constant(''), fc.string({ unit: 'binary' })),
  file: fc.oneof(fc.constantFrom('a', 'b', '-', ''), fc.string()),
  offset: fc.oneof(fc.nat(), fc.constantFrom(2 ** 40, 2 ** 52)),
});

const entries = fc.array(fc.tuple(record, hash), { maxLength: 300, size: 'max' });

function build(added: readonly (readonly [KeptRecord, Hash])[]): RecordBlock | undefined {
  const builder = createBlockBuilder();
  for (const [one, its] of added) builder.add(one, its);
  return builder.take();
}

function hashesIn(block: RecordBlock): Hash[] {
  return Array.from({ length: countRecords(block) }, (_, at) => [
    cell(block, at, Row.hashLow),
    cell(block, at, Row.hashHigh),
  ]);
}

describe('a block builder', () => {
  test('returns the added records and their hashes', () => {
    fc.assert(
      fc.property(entries, (added) => {
        const block = build(added) ?? blockOf([]);
        expect(keptIn(block)).toEqual(added.map(([one]) => one));
        expect(hashesIn(block)).toEqual(added.map(([, its]) => its));
        expect(new Set(block.files)).toEqual(new Set(added.map(([{ file }]) => file)));
        expect(new Set(block.files).size).toBe(block.files.length);
        expect(block.texts.toString()).toBe(added.map(([{ json }]) => `${json}\n`).join(''));
      }),
      { numRuns: runs(50) },
    );
  });

  test('returns records copied from other blocks, in any order', () => {
    const picks = fc.array(fc.tuple(fc.nat(1), fc.nat()), { maxLength: 200, size: 'max' });
    const filled = fc.array(fc.tuple(record, hash), { minLength: 1, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(filled, filled, picks, (here, there, picked) => {
        const blocks = [build(here) ?? blockOf([]), build(there) ?? blockOf([])];
        const builder = createBlockBuilder();
        const expected = picked.flatMap(([which, at]) => {
          const from = which === 0 ? here : there;
          const index = at % from.length;
          const block = blocks[which];
          if (block) builder.copy(block, index);
          return from.slice(index, index + 1);
        });
        const block = builder.take() ?? blockOf([]);
        expect(keptIn(block)).toEqual(expected.map(([one]) => one));
        expect(hashesIn(block)).toEqual(expected.map(([, its]) => its));
      }),
      { numRuns: runs(50) },
    );
  });

  test('grows for records of any size', () => {
    const sizes = [1, 5000, 10, 300_000, 2_000_000, 1];
    const records = sizes.map((size, at) => recordAt(at, `"${'é'.repeat(size)}"`));
    expect(keptIn(blockOf(records))).toEqual(records);
    const many = Array.from({ length: 20_000 }, (_, at) => recordAt(at, `{"n":${at}}`));
    expect(keptIn(blockOf(many))).toEqual(many);
  });

  test('lists very many files, each of them once', () => {
    const names = Array.from({ length: 5000 }, (_, at) => `AWSLogs/${at}.json.gz`);
    const records = [...names, ...names].map((file, at) => ({ ...recordAt(at, '{}'), file }));
    const block = blockOf(records);
    expect(block.files).toEqual(names);
    expect(keptIn(block)).toEqual(records);
  });

  test('is empty after its block was taken, and does not change that block', () => {
    const builder = createBlockBuilder();
    expect(builder.take()).toBeUndefined();
    const first = Array.from({ length: 100 }, (_, at) => recordAt(at, `{"first":${at}}`));
    const second = first.map((one) => ({ ...one, json: '{"x":2}', key: 'other', file: 'other' }));
    for (const one of first) builder.add(one, [1, 2]);
    const block = builder.take() ?? blockOf([]);
    expect(builder.size()).toBe(0);
    expect(builder.take()).toBeUndefined();
    for (const one of second) builder.add(one, [3, 4]);
    expect(keptIn(builder.take() ?? blockOf([]))).toEqual(second);
    expect(keptIn(block)).toEqual(first);
    expect(hashesIn(block)).toEqual(first.map(() => [1, 2]));
  });

  test('lends the same block that it would return, and overwrites it later', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const lender = createBlockBuilder();
        for (const added of [first, second]) {
          for (const [one, its] of added) lender.add(one, its);
          expect(lender.lend()).toEqual(build(added));
          expect(lender.size()).toBe(0);
        }
      }),
      { numRuns: runs(50) },
    );
    const builder = createBlockBuilder();
    builder.add(recordAt(1, '{"n":1}'), [0, 0]);
    const lent = builder.lend() ?? blockOf([]);
    builder.add(recordAt(2, '{"n":2}'), [0, 0]);
    expect(lent.texts.toString()).toBe('{"n":2}\n');
  });

  test('returns memory that holds nothing but the block', () => {
    const { texts, keys, rows } = blockOf([recordAt(1, '{}'), recordAt(2, '""')]);
    for (const part of [texts, keys, rows]) expect(part.buffer.byteLength).toBe(part.byteLength);
  });

  test('is full when it has a quarter of a mebibyte of text', () => {
    const builder = createBlockBuilder();
    builder.add(recordAt(1, `"${'x'.repeat(2 ** 18 - 4)}"`), [0, 0]);
    expect(builder.isFull()).toBe(false);
    builder.add(recordAt(2, ''), [0, 0]);
    expect(builder.isFull()).toBe(true);
    builder.lend();
    expect(builder.isFull()).toBe(false);
  });

  test('returns how many bytes of text it holds, line feeds included', () => {
    const builder = createBlockBuilder();
    expect(builder.size()).toBe(0);
    builder.add(recordAt(1, '"é"'), [0, 0]);
    expect(builder.size()).toBe(5);
    builder.copy(blockOf([recordAt(1, '{}'), recordAt(2, '""')]), 1);
    expect(builder.size()).toBe(8);
  });
});

describe('the first records of a block', () => {
  test('are as many as asked for, or all when there are fewer', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), fc.nat(25), (records, count) => {
        const first = firstRecords(blockOf(records), count);
        expect(keptIn(first)).toEqual(records.slice(0, count));
        const texts = records.slice(0, count).map(({ json }) => `${json}\n`);
        expect(first.texts.toString()).toBe(texts.join(''));
      }),
      { numRuns: runs(50) },
    );
  });

  test('can be copied like any other block', () => {
    const records = Array.from({ length: 5 }, (_, at) => recordAt(at, `{"n":${at}}`));
    const first = firstRecords(blockOf(records), 3);
    const builder = createBlockBuilder();
    for (const at of [2, 0, 1]) builder.copy(first, at);
    expect(keptIn(builder.take() ?? blockOf([])).map(({ time }) => time)).toEqual([2, 0, 1]);
  });
});

test('a block without some of its records has the others as they were', () => {
  const flagged = fc.array(fc.tuple(record, hash, fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(flagged, (all) => {
      const block = build(all.map(([one, its]) => [one, its])) ?? blockOf([]);
      const rest = removeRecords(
        block,
        all.flatMap(([, , isRemoved], at) => (isRemoved ? [at] : [])),
      );
      const kept = all.filter(([, , isRemoved]) => !isRemoved);
      expect(keptIn(rest)).toEqual(kept.map(([one]) => one));
      expect(hashesIn(rest)).toEqual(kept.map(([, its]) => its));
    }),
    { numRuns: runs(150) },
  );
});

function recordAt(at: number, json: string): KeptRecord {
  return { json, time: at, key: `id-${at} GetObject`, file: 'a', offset: at * 7 };
}
