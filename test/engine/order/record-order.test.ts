import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareRecords,
  placedRecords,
  type TimeOrder,
} from '../../../src/engine/order/record-order.ts';
import { blockOf, type KeptRecord } from '../../support/block-of.ts';
import { runs } from '../../support/runs.ts';

/** Texts whose order in bytes is not that of their code units. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'aa', 'B', 'é', '\uffff', '😀'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

const record: fc.Arbitrary<KeptRecord> = fc.record({
  time: fc.constantFrom(-1, 0, 1_795_507_200_000),
  key: text,
  json: text,
  file: fc.constantFrom('a', 'b', '–'),
  offset: fc.constantFrom(0, 1, 2 ** 40),
});

/** The same comparison, written without blocks: it serves to check the one on blocks. */
function compareKept(order: TimeOrder, a: KeptRecord, b: KeptRecord): number {
  const direction = order === 'oldest-first' ? 1 : -1;
  const [textA, textB] = [Buffer.from(a.json), Buffer.from(b.json)];
  const found =
    textB.length - textA.length ||
    textA.compare(textB) ||
    (a.file < b.file ? -1 : Number(a.file > b.file)) ||
    a.offset - b.offset;
  return (
    direction * (a.time - b.time) ||
    direction * Buffer.from(a.key).compare(Buffer.from(b.key)) ||
    (a.key === '' ? direction : 1) * found
  );
}

describe('the order of records', () => {
  test('is by time, key, length, text, file and offset, whichever blocks they are in', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 4 }),
        fc.array(record, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<TimeOrder>('oldest-first', 'newest-first'),
        (first, second, order) => {
          const compare = compareRecords(order);
          const here = [...placedRecords(blockOf(first), first.length)];
          const there = [...placedRecords(blockOf(second), second.length)];
          const compared = here.map((a) => there.map((b) => Math.sign(compare(a, b))));
          const expected = first.map((a) => second.map((b) => Math.sign(compareKept(order, a, b))));
          expect(compared).toEqual(expected);
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
