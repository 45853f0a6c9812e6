import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/event/what/columns.ts';
import { fitPhrase } from '../../../src/event/what/fit-phrase.ts';
import {
  choice,
  named,
  nothing,
  phrase,
  spare,
  uncut,
  words,
} from '../../../src/event/what/phrase.ts';
import { runs } from '../../support/runs.ts';

describe('fitPhrase', () => {
  const sharing = (name: string) => [
    ...spare(words('snapshot ')),
    ...(phrase`${name} shared with ${choice(named('bob and eve'), named('bob'))}` ?? nothing),
  ];

  test('keeps everything when it fits', () => {
    const text = 'snapshot a-long-name-of-a-snapshot shared with bob and eve';
    expect(fitPhrase(sharing('a-long-name-of-a-snapshot'), 58)).toBe(text);
  });

  test.each([
    [57, 'a-long-name-of-a-snapshot shared with bob and eve'],
    [44, 'a-long-nam…-snapshot shared with bob and eve'],
    [30, 'a-long-…apshot shared with bob'],
    [20, 'a-…t shared with bob'],
  ])(
    'leaves out spare parts, then cuts names, then shortens other parts, to fit %i columns',
    (width, text) => {
      expect(fitPhrase(sharing('a-long-name-of-a-snapshot'), width)).toBe(text);
    },
  );

  test('cuts neither an account ID nor what is said of it, whatever else is in the phrase', () => {
    const accounts = ['444455556666 (foreign)', '777788889999'];
    const other = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }).map(named),
      fc.string({ maxLength: 40 }).map(words),
      fc.string({ maxLength: 40 }).map((text) => spare(named(text))),
    );
    fc.assert(
      fc.property(fc.array(other, { maxLength: 4 }), fc.array(other, { maxLength: 4 }), (a, b) => {
        const [first = '', second = ''] = accounts;
        const text = fitPhrase([...a.flat(), ...uncut(first), ...b.flat(), ...named(second)], 60);
        expect(text).toContain(first);
        expect(text).toContain(second);
        expect(columnsOf(text)).toBeLessThanOrEqual(60);
      }),
      { numRuns: runs(1000) },
    );
  });
});
