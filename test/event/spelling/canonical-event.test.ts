import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributes } from '../../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../../src/event/event.ts';
import { canonicalEvent } from '../../../src/event/spelling/canonical-event.ts';
import { runs } from '../../support/runs.ts';
import { anyJson } from '../any-event.ts';
import { readFixtureEvents } from '../fixture-events.ts';
import { spellings } from './spellings.ts';

const fixtureEvents = await readFixtureEvents();

describe('the canonical event of a record', () => {
  test('is the record itself when AWS wrote it', () => {
    for (const event of fixtureEvents) expect(canonicalEvent(event)).toBe(event);
  });

  test.each(Object.entries(spellings))('has the same attributes when %s', (_, spell) => {
    for (const event of fixtureEvents) {
      const spelled = JSON.parse(JSON.stringify(spell(event)));
      expect(attributesOf(canonicalEvent(spelled))).toEqual(attributesOf(event));
    }
  });

  test('has the same attributes in any two spellings at the same time', () => {
    const spelling = fc.constantFrom(...Object.values(spellings));
    fc.assert(
      fc.property(fc.constantFrom(...fixtureEvents), spelling, spelling, (event, one, other) => {
        const spelled = JSON.parse(JSON.stringify(one(other(event) as CloudTrailEvent)));
        expect(attributesOf(canonicalEvent(spelled))).toEqual(attributesOf(event));
      }),
      { numRuns: runs(150) },
    );
  });

  test('is its own canonical event, and the record stays unchanged, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(anyName, anyJson), (record) => {
        const before = JSON.stringify(record);
        const event = canonicalEvent(record);
        expect(canonicalEvent(event)).toBe(event);
        expect(JSON.stringify(record)).toBe(before);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('a field', () => {
  test.each([
    ['2026-03-02 10:05:00', '2026-03-02T10:05:00Z'],
    ['2026-03-02 10:05:00.000 UTC', '2026-03-02T10:05:00Z'],
    ['2026-03-02 10:05:00.250+00', '2026-03-02T10:05:00.250+00:00'],
    ['2026-03-02T10:05:00', '2026-03-02T10:05:00Z'],
    ['2026-03-02T10:05:00.000+0100', '2026-03-02T10:05:00+0100'],
    [1772445900, '2026-03-02T10:05:00Z'],
    [1772445900.5, '2026-03-02T10:05:00.500Z'],
    [1772445900000, '2026-03-02T10:05:00Z'],
    ['1772445900000', '2026-03-02T10:05:00Z'],
    [1772445900000000, '2026-03-02T10:05:00Z'],
    [1772445900000000000, '2026-03-02T10:05:00Z'],
    ['yesterday', 'yesterday'],
    [5, 5],
    [-1772445900, -1772445900],
    [1e300, 1e300],
  ])('with the time %j is %j', (eventTime, expected) => {
    expect(canonicalEvent({ eventTime })).toEqual({ eventTime: expected });
  });

  test.each([
    ['eventVersion', 1.08, '1.08'],
    ['recipientAccountId', 111122223333, '111122223333'],
    ['recipientAccountId', 1122223333, '001122223333'],
    ['errorMessage', ['a', 'b'], 'a, b'],
    ['errorMessage', { message: 'a' }, '{"message":"a"}'],
    ['readOnly', 1, true],
    ['readOnly', 'true', 'true'],
    ['userIdentity', [{ type: 'Root' }], { type: 'Root' }],
    ['userIdentity', 'HIDDEN_DUE_TO_SECURITY_REASONS', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
    ['userIdentity', '{"accountId":111122223333}', { accountId: '111122223333' }],
    [
      'userIdentity',
      '{type=Root, accountid=111122223333}',
      { type: 'Root', accountId: '111122223333' },
    ],
    ['userIdentity', '{"type":', '{"type":'],
    ['requestParameters', ' [1]', [1]],
    [
      'requestParameters',
      `${'['.repeat(500)}${']'.repeat(500)}`,
      `${'['.repeat(500)}${']'.repeat(500)}`,
    ],
    ['resources', { ARN: 'a' }, [{ ARN: 'a' }]],
    [
      'resources',
      ['arn:aws:s3:::b', 'i-1', null],
      [{ ARN: 'arn:aws:s3:::b' }, { resourceName: 'i-1' }],
    ],
    ['eventName', {}, {}],
    ['eventName', 7, '7'],
    ['madeUp', 7, 7],
  ])('%s with %j is %j', (field, value, expected) => {
    expect(canonicalEvent({ [field]: value })).toEqual({ [field]: expected });
  });

  test('has a field under its own name rather than under other spellings, in any order', () => {
    expect(canonicalEvent({ event_name: 'A', eventName: 'B', eventname: 'C' })).toEqual({
      eventName: 'B',
    });
    expect(canonicalEvent({ event_name: 'A', eventName: null })).toEqual({ eventName: 'A' });
  });

  test('with a name of several parts is a member of another', () => {
    const row = {
      'userIdentity.userName': 'alice',
      user_identity_account_id: 111122223333,
      'requestParameters.instancesSet.items': [{ instanceId: 'i-1' }],
      userIdentity: { type: 'IAMUser' },
      '__proto__.polluted': true,
    };
    expect(canonicalEvent(row)).toEqual({
      userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
      requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }] } },
      '__proto__.polluted': true,
    });
    canonicalEvent({ 'requestParameters.__proto__.polluted': true });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

function attributesOf(event: CloudTrailEvent) {
  return Object.values(attributes).map((attribute) => [
    attribute.name,
    attribute.show(event),
    attribute.values(event),
  ]);
}

const anyName = fc.oneof(
  fc.string(),
  fc.constantFrom(
    ...[
      'eventName',
      'event_name',
      'EVENTTIME',
      'userIdentity',
      'user_identity',
      'useridentity.arn',
    ],
    ...[
      'User name',
      'resources',
      'Resource type',
      'resourcename',
      'requestparameters',
      '__proto__',
    ],
    ...['requestParameters.a.__proto__', 'insightDetails', 'time_window', 'tlsdetails', 'readonly'],
  ),
);
