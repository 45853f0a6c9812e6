import { expect, it } from 'vitest';
import { noCounts } from '../../../src/detect/correlate/report.ts';
import { runNotes } from '../../../src/report/detect/run-notes.ts';

const firstSeen = { matches: 9, reported: 1, remembered: 8, withoutValue: 0, cut: 0, dropped: 0 };

it('nothing is noted of correlations and first sightings that judged all matches', () => {
  const judged = { ...noCounts(), rule: 'a', matches: 9, findings: 2, repeated: 3 };
  expect(runNotes({ correlations: [judged], firstSeen: [{ rule: 'b', ...firstSeen }] })).toEqual(
    [],
  );
});

it('matches that were not judged are noted, with the rules that have the most of them', () => {
  const correlations = [1, 4, 3, 2, 1].map((late, at) => ({
    ...noCounts(),
    rule: `rule-${at}`,
    late,
  }));
  expect(runNotes({ correlations, firstSeen: [{ rule: 'b', ...firstSeen, dropped: 7 }] })).toEqual([
    'matches too late to be correlated (see --late-delivery): 11 of rule-1, rule-2, rule-3, 2 other rules',
    'values that were forgotten too early, so that they seem new again: 7 of b',
  ]);
});
