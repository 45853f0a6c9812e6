import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createFirstSeen,
  type FirstSeenOptions,
} from '../../../src/detect/correlate/first-seen.ts';
import type { Match } from '../../../src/detect/correlate/match.ts';
import { runs } from '../../support/runs.ts';
import { eventRule, match } from './correlation-of.ts';

const lookBack = 100_000;
const fields = ['awsRegion', 'eventName'];
const rules = [eventRule('new', { firstSeen: { fields, lookBack } }), eventRule('plain')];

/** Returns, for each match, the rules for which it is reported. */
function report(matches: readonly Match[], options: Partial<FirstSeenOptions> = {}) {
  const firstSeen = createFirstSeen(rules, { from: 0, ...options });
  return {
    reported: matches.map((one) => firstSeen.rulesToReport(one).join(' ')),
    counts: firstSeen.report(),
  };
}

const at = (seconds: number, awsRegion: unknown, eventName = 'RunInstances', names = 'new') =>
  match(seconds, names, { awsRegion, eventName } as Match['event']);

test('Only the first event with the same values of all fields is reported', () => {
  const { reported } = report([
    at(0, 'x'),
    at(1, 'x'),
    at(2, 'y'),
    at(3, 'y'),
    at(4, 'x', 'Other'),
  ]);
  expect(reported).toEqual(['new', '', 'new', '', 'new']);
});

test('Rules that are not about first sightings are reported for every event', () => {
  const { reported } = report([at(0, 'x', 'E', 'new plain'), at(1, 'x', 'E', 'new plain')]);
  expect(reported).toEqual(['new plain', 'plain']);
});

test('Values are new again when they were not seen within the time to look back', () => {
  // Each sighting counts, so the time begins again with it.
  const { reported } = report([at(0, 'x'), at(90, 'x'), at(190, 'x'), at(291, 'x')]);
  expect(reported).toEqual(['new', '', '', 'new']);
});

test('The values of events before the time asked for are remembered, and not reported', () => {
  const { reported, counts } = report([at(0, 'x'), at(50, 'x'), at(51, 'y')], { from: 40_000 });
  expect(reported).toEqual(['', '', 'new']);
  expect(counts).toMatchObject([{ rule: 'new', matches: 3, remembered: 1, reported: 1 }]);
});

test('Events without one of the fields are not reported, and counted', () => {
  const { reported, counts } = report([at(0, undefined), at(1, ''), at(2, null)]);
  expect(reported).toEqual(['', '', '']);
  expect(counts).toMatchObject([{ withoutValue: 3, reported: 0 }]);
});

test('An event with several values is reported if any of them is new, and all are remembered', () => {
  const { reported } = report([at(0, ['x', 'y']), at(1, 'y'), at(2, ['x', 'z']), at(3, 'z')]);
  expect(reported).toEqual(['new', '', 'new', '']);
});

test('Beyond the limit, the values that were seen the longest ago are forgotten and counted', () => {
  const { reported, counts } = report(
    [at(0, 'x'), at(1, 'y'), at(2, 'z'), at(3, 'z'), at(4, 'x')],
    {
      maxTuples: 2,
    },
  );
  expect(reported).toEqual(['new', 'new', 'new', '', 'new']);
  expect(counts).toMatchObject([{ dropped: 2 }]);
});

test('Two events of the same second with new values are reported once', () => {
  expect(report([at(0, 'x'), at(0, 'x')]).reported).toEqual(['new', '']);
});

test('First sightings are those of looking back over all events before', () => {
  const anyEvents = fc.array(
    fc.record({
      time: fc.nat({ max: 500 }),
      awsRegion: fc.constantFrom('x', 'y'),
      eventName: fc.constantFrom('x', 'y'),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(anyEvents, fc.nat({ max: 300 }), (events, from) => {
      const ordered = events.toSorted((a, b) => a.time - b.time);
      const expected = ordered.map((one, index) => {
        const isSeen = ordered.slice(0, index).some((other) => {
          const isSame = other.awsRegion === one.awsRegion && other.eventName === one.eventName;
          return isSame && other.time >= one.time - 100;
        });
        return isSeen || one.time < from ? '' : 'new';
      });
      const matches = ordered.map((one) => at(one.time, one.awsRegion, one.eventName));
      expect(report(matches, { from: from * 1000 }).reported).toEqual(expected);
    }),
    { numRuns: runs(300) },
  );
});
