import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode.ts';
import { createGroupNumbering } from '../../../src/engine/scan/group-numbering.ts';
import { failureHints } from '../../../src/event/failure-words.ts';
import { outcomeOf, outcomes } from '../../../src/event/outcome.ts';
import { compileFilter } from '../../../src/filter/compile-filter.ts';
import { asks, filterOf } from '../../filter/filter-of.ts';
import { runs } from '../../support/runs.ts';
import { decodeWhole } from '../decode-whole.ts';
import { inBytes } from './any-token.ts';
import { createFastPath } from './fast-path.ts';
import { plainRecord } from './plain-record.ts';
import { expectSameWhole } from './same-findings.ts';
import { readOnSlowPath } from './slow-path.ts';
import { valuesOfGroup } from './values-of-group.ts';

const failed = [
  '{"failures":[{"reason":"x"}]}',
  '{"aStatus":{"state":"FAILED"}}',
  '{"aStatus":{"state":"timed out"}}',
  '{"aStatus":{"state":"\\u0046ailed"}}',
  '{"aStatus":{"state":"\\u0041BORTE\\u0044"}}',
  '{"UnprocessedItems":[1]}',
];
const denied = [
  '{"aStatus":{"state":"DENIED"}}',
  '{"aStatus":{"statusCode":403}}',
  '{"\\u0065rrors":[{"code":"AccessDenied"}]}',
];

describe('the scanner reads the outcome of calls as the parser does', () => {
  test('for a failure at any place of a response, after the same call succeeded', async () => {
    const lengths = Array.from({ length: 70 }, (_, length) => length);
    const responses = lengths.flatMap((length) => {
      const other = `"a":"${'x'.repeat(length)}"`;
      return [...failed, ...denied].flatMap((failure) => [
        `{${other}}`,
        `{${other},${failure.slice(1)}`,
        `${failure.slice(0, -1)},${other}}`,
      ]);
    });
    const counts = await countOutcomes(responses.map(withResponse));
    expect(counts).toEqual({
      ok: 70 * 9,
      failed: 2 * 70 * failed.length,
      denied: 2 * 70 * denied.length,
    });
  });

  test('for a part of a hint, and for hints beside the response', async () => {
    const parts = failureHints.flatMap((hint) => [
      hint.slice(0, 3),
      hint.slice(1),
      `${hint.slice(0, 2)}_${hint.slice(2)}`,
    ]);
    const records = parts.map(
      (part, at) => `${withResponse(JSON.stringify({ part }), at).slice(0, -1)},"errors":"failed"}`,
    );
    expect(await countOutcomes(records)).toEqual({ ok: records.length, failed: 0, denied: 0 });
  });

  test('for any response with words of failures', async () => {
    const part = fc.constantFrom(
      ...[
        '"failed":',
        '"status":',
        '"state":',
        '"FAILED"',
        '"\\u0066ailed"',
        '"\\"fail"',
        '[',
        ']',
      ],
      ...['{', '}', ',', '1', '"x"', '"xStatus":', '"statusCode":', '"é"', ' ', '\n'],
    );
    const response = fc.oneof(
      fc.constantFrom(...failed, ...denied),
      fc.array(part, { maxLength: 12 }).map((parts) => `{${parts.join('')}}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(response, { minLength: 1, maxLength: 20 }), async (responses) => {
        await countOutcomes(responses.map(withResponse));
      }),
      { numRuns: runs(100) },
    );
  });
});

function withResponse(response: string, at: number): string {
  return plainRecord(
    `${at}`,
    inBytes(`,"requestParameters":{},"responseElements":${response.replaceAll('\n', ' ')}`),
  );
}

/** Expects the outcomes of the parser in filters and in groups, and counts what filters find. */
async function countOutcomes(records: readonly string[]) {
  const bytes = Buffer.from(records.map((record) => `${record}\n`).join(''), 'latin1');
  await expectSameGroups(bytes);
  const counts = { ok: 0, denied: 0, failed: 0 };
  for (const outcome of outcomes) {
    const { time, tests, matches } = compileFilter(filterOf(asks('outcome', [outcome])));
    const fast = createFastPath({ time, tests }, matches);
    const found = await expectSameWhole(fast, bytes, { matches });
    counts[outcome] = found?.taken ?? 0;
  }
  return counts;
}

async function expectSameGroups(bytes: Buffer): Promise<void> {
  const tallies = createGroupNumbering({ tallies: [{ by: ['outcome'] }], zone: 'UTC' });
  const decoder = createDecoder({
    time: {},
    tests: [],
    secrets: [1n, 2n],
    tallies: tallies.tallies,
  });
  const found = await decodeWhole(decoder, 'file', bytes);
  const numbers = [...(found ?? []), ...decoder.flush()].flatMap((decoded) =>
    decoded.kind === 'counted' ? [...decoded.rows].filter((_, at) => at % 4 === 3) : [],
  );
  const fresh = tallies.takeNew();
  const { records, damage } = await readOnSlowPath(bytes);
  // After damage, the parser takes over.
  if (!found || damage.length > 0) return;
  const expected = records.map(({ event }) => [outcomeOf(event)]);
  expect(numbers.map((number) => valuesOfGroup(fresh, tallies, { tally: 0, number }))).toEqual(
    expected,
  );
}
