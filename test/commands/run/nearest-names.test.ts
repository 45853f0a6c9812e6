import { expect, test } from 'vitest';
import { renderNearestNames } from '../../../src/commands/run/nearest-names.ts';
import { allOf, has, not } from '../../../src/query/condition/condition.ts';
import { createFilter } from '../../../src/query/condition/filter.ts';

const read = new Map([
  ['event' as const, new Set(['CreateFunction20150331', 'CreateFunction', 'ListBuckets'])],
  ['user' as const, new Set(['alice', 'bob'])],
]);

test.each([
  [
    'of an event, as it was recorded',
    [has('event', ['CreatFunction'])],
    "trailscan: no event is called 'CreatFunction'; nearest that were read: CreateFunction20150331\n",
  ],
  [
    'of each attribute',
    [has('event', ['ListBucket']), has('user', ['alic'])],
    "trailscan: no event is called 'ListBucket'; nearest that were read: ListBuckets\n" +
      "trailscan: no user is called 'alic'; nearest that were read: alice\n",
  ],
  ['of an attribute without any names read', [has('user', ['BOB'])], ''],
  ['for no name that is like none', [has('user', ['zzzzzzzz'])], ''],
  ['for no pattern', [has('user', ['alicia*'])], ''],
  ['for no name that is excluded', [not(has('user', ['alic']))], ''],
  ['for no attribute that was not read', [has('role', ['alic'])], ''],
])('the nearest names are suggested %s', (_, conditions, lines) => {
  expect(renderNearestNames(createFilter(allOf(conditions)), read)).toBe(lines);
});

test('a hostile name cannot write to the terminal', () => {
  const names = new Map([['user' as const, new Set(['\u001b[2Jalice'])]]);
  const filter = createFilter(has('user', ['[2Jalice']));
  expect(renderNearestNames(filter, names)).not.toContain('\u001b');
});
