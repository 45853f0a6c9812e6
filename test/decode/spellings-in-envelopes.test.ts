import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { readFixtureEvents } from '../event/fixture-events.ts';
import { spellings } from '../event/spelling/spellings.ts';
import { runs } from '../support/runs.ts';
import { decodeAll } from './decode-all.ts';

const fixtureEvents = await readFixtureEvents();

/** Envelopes around a value, by their names; each takes JSON and returns JSON. */
const envelopes: Readonly<Record<string, (json: string) => string>> = {
  'a trail file': (json) => `{"Records":[${json}]}`,
  'an array': (json) => `[${json}]`,
  EventBridge: (json) => `{"detail-type":"AWS API Call via CloudTrail","detail":${json}}`,
  SQS: (json) => `{"Messages":[{"MessageId":"m","Body":${JSON.stringify(json)}}]}`,
  SNS: (json) => `{"Type":"Notification","Message":${JSON.stringify(json)}}`,
  'SQS in Lambda': (json) =>
    `{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"a","body":${JSON.stringify(json)}}]}`,
  'SNS in Lambda': (json) =>
    `{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"Message":${JSON.stringify(json)}}}]}`,
  'Kinesis in Lambda': (json) =>
    `{"Records":[{"eventSource":"aws:kinesis","eventSourceARN":"a","kinesis":{"data":"${gzipSync(json).toString('base64')}"}}]}`,
  'CloudWatch Logs in Lambda': (json) =>
    `{"awslogs":{"data":"${gzipSync(`{"logEvents":[{"message":${JSON.stringify(json)}}]}`).toString('base64')}"}}`,
  Insights: (json) => `{"results":[[{"field":"@message","value":${JSON.stringify(json)}}]]}`,
  Beats: (json) => `{"event":{"kind":"event","original":${JSON.stringify(json)}}}`,
  Athena: (json) =>
    `{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"eventdata"}]},{"Data":[{"VarCharValue":${JSON.stringify(json)}}]}]}}`,
};

test('an event in any spelling is found in any envelopes within others, with the same attributes', async () => {
  const wraps = fc.array(fc.constantFrom(...Object.entries(envelopes)), { maxLength: 4 });
  const spells = fc.constantFrom(...Object.entries(spellings));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...fixtureEvents),
      spells,
      wraps,
      async (event, [, spell], wrappers) => {
        const text = wrappers.reduce((json, [, wrap]) => wrap(json), JSON.stringify(spell(event)));
        const found = await decodeAll(text);
        expect(found.map(({ kind }) => kind)).toEqual(['event']);
        const [only] = found;
        if (only?.kind === 'event') {
          expect(attributesOf(only.record.event)).toEqual(attributesOf(event));
        }
      },
    ),
    { numRuns: runs(100) },
  );
});

test('Insight events and aggregated ones, which have no name, are found in any spelling', async () => {
  const insight = fixtureEvents.find(({ insightDetails }) => insightDetails);
  const aggregated = fixtureEvents.find(({ timeWindow }) => timeWindow);
  for (const event of [insight, aggregated]) {
    if (!event) throw new Error('the fixtures have no such event');
    for (const spell of Object.values(spellings)) {
      const found = await decodeAll(JSON.stringify(spell(event)));
      expect(found).toMatchObject([{ kind: 'event' }]);
    }
  }
});

function attributesOf(event: CloudTrailEvent) {
  return Object.values(attributes).map(({ name, values }) => [name, values(event)]);
}
