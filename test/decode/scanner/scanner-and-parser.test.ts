import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { asDocument, cleanDocuments, dirtyDocuments, wrappers } from './any-document.ts';
import { createFastPath } from './fast-path.ts';
import { oddRecords, oddTimes } from './odd-records.ts';
import { calledBy, plainRecord } from './plain-record.ts';
import { expectSameFindings, expectSameInChunks, expectSameWhole } from './same-findings.ts';
import { readOnSlowPath } from './slow-path.ts';

const fast = createFastPath();

describe('the scanner finds the same as the parser, in the same places,', () => {
  test.each([
    ['in JSON of any shape', cleanDocuments],
    ['in text that is partly not JSON or not UTF-8', dirtyDocuments],
  ])('%s, wherever its chunks end', async (_, documents) => {
    await fc.assert(
      fc.asyncProperty(documents, fc.nat(), async ({ bytes }, number) => {
        await expectSameFindings(fast, bytes, { size: 1 + (number % (bytes.length + 1)) });
      }),
      { numRuns: runs(1000) },
    );
  });

  test.each(Object.entries(wrappers))('in %s, in chunks of every size', async (shape, wrap) => {
    const { bytes } = asDocument(shape, wrap(sixRecords, ' '));
    await expectSameWhole(fast, bytes);
    for (let size = 1; size <= bytes.length; size++) {
      await expectSameInChunks(fast, bytes, { size });
    }
    expect((await readOnSlowPath(bytes)).events).toHaveLength(4);
  });

  test.each(Object.entries(oddRecords))('around a record with %s', async (_, record) => {
    for (const [shape, wrap] of Object.entries(wrappers)) {
      const { bytes } = asDocument(shape, wrap([plainRecord('1'), record, plainRecord('2')], ''));
      await expectSameFindings(fast, bytes, { size: 7 });
    }
  });

  test.each(Object.entries(oddTimes))('in a record with the time "%s"', async (_, record) => {
    const { bytes } = asDocument(
      '',
      `{"Records":[${plainRecord('1')},${record},${plainRecord('2')}]}`,
    );
    await expectSameFindings(fast, bytes, { size: 7 });
  });
});

test('the scanner takes most events of ordinary trail files without parsing them', async () => {
  let [taken, all] = [0, 0];
  for (const { shape, bytes } of fc.sample(cleanDocuments, { numRuns: runs(500), seed: 1 })) {
    if (shape !== 'trail file') continue;
    taken += (await fast.readWhole(bytes))?.taken ?? 0;
    all += (await readOnSlowPath(bytes)).events.length;
  }
  expect(all).toBeGreaterThan(100);
  expect(taken / all).toBeGreaterThan(0.5);
});

const sixRecords = [
  plainRecord('1'),
  plainRecord('2', ',"userAgent":"\\"}]{[\\\\","resources":[{"ARN":"\xc3\xa9"}],"a":[1.5e3,null]'),
  '{"no":"event","a":[{}]}',
  `{ "${'k'.repeat(70)}" : "${'x'.repeat(70)}" ,\n${calledBy('3')}\t}`,
  '{"Records":{},"a":"\\u0041"}',
  plainRecord('4', ',"ev\\u0065ntID":"4"'),
];
