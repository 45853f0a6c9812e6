import { expect, test } from 'vitest';
import { createDecoder } from '../../../src/decode/decode.ts';
import { FIRST_GROUP, OUTSIDE } from '../../../src/decode/scanner/layout.ts';
import type { ScanTally } from '../../../src/decode/scanner/scan-job.ts';
import { decodeWhole } from '../decode-whole.ts';
import { plainRecord } from './plain-record.ts';

test('a test of a tally that a shortcut passes or fails reads no more of the record', async () => {
  const asked: string[] = [];
  const tally: ScanTally = {
    tests: [
      {
        reads: [['requestParameters']],
        matches: () => asked.push('whole') > 0,
        shortcuts: [
          {
            reads: [['errorCode']],
            matches({ errorCode }) {
              asked.push(`${errorCode}`);
              return errorCode === 'Passed' || (errorCode === 'Failed' ? false : undefined);
            },
          },
        ],
      },
    ],
    columns: [],
    groupOf: () => FIRST_GROUP,
  };
  const codes = ['Passed', 'Failed', 'Unclear', 'Passed', 'Failed', 'Unclear'];
  const groups = await groupsOf(
    tally,
    codes.map((code) => plainRecord('x', `,"errorCode":"${code}"`)),
  );
  const expected = codes.map((code) => (code === 'Failed' ? OUTSIDE : FIRST_GROUP));
  expect(groups).toEqual(expected);
  // Each answer is also remembered.
  expect(asked).toEqual(['Passed', 'Failed', 'Unclear', 'whole']);
});

async function groupsOf(tally: ScanTally, records: readonly string[]): Promise<number[]> {
  const decoder = createDecoder({ time: {}, tests: [], secrets: [1n, 2n], tallies: [tally] });
  const text = records.map((record) => `${record}\n`).join('');
  const whole = await decodeWhole(decoder, 'file', Buffer.from(text));
  return [...(whole ?? []), ...decoder.flush()].flatMap((found) =>
    found.kind === 'counted' ? [...found.rows].filter((_, at) => at % 4 === 3) : [],
  );
}
