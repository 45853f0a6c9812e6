import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { attributes } from '../../src/event/attributes.ts';
import { isTimeUnit, timeUnits } from '../../src/event/time-units.ts';
import { runs } from '../support/runs.ts';

const names = ['hour', 'day', 'month', 'weekday'] as const;

test.each([
  ['2026-11-19 08:00:00', ['2026-11-19 08:00', '2026-11-19', '2026-11', 'Thursday']],
  ['2026-11-19 23:59:59', ['2026-11-19 23:00', '2026-11-19', '2026-11', 'Thursday']],
  ['2024-02-29 00:00:00', ['2024-02-29 00:00', '2024-02-29', '2024-02', 'Thursday']],
  ['1970-01-01 00:00:00', ['1970-01-01 00:00', '1970-01-01', '1970-01', 'Thursday']],
  ['', ['', '', '', '']],
])('the time %j is in the hour, day, month and weekday %j', (time, expected) => {
  expect(names.map((name) => timeUnits[name](time))).toEqual(expected);
});

test('the weekday unit has every day of the week', () => {
  const days = Array.from({ length: 7 }, (_, at) =>
    timeUnits.weekday(`2026-11-${16 + at} 12:00:00`),
  );
  expect(days).toEqual([
    ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  ]);
});

test('the units of any time are those of the calendar', () => {
  const times = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(times, (seconds) => {
      const time = DateTime.fromSeconds(seconds, { zone: 'UTC', locale: 'en' });
      const text = time.toFormat('yyyy-MM-dd HH:mm:ss');
      expect(names.map((name) => timeUnits[name](text))).toEqual(
        ['yyyy-MM-dd HH:00', 'yyyy-MM-dd', 'yyyy-MM', 'cccc'].map((form) => time.toFormat(form)),
      );
    }),
    { numRuns: runs() },
  );
});

test('isTimeUnit accepts only the names of time units', () => {
  expect(Object.keys(attributes).filter(isTimeUnit)).toEqual(names);
  for (const name of ['time', '__proto__', 'toString', '']) expect(isTimeUnit(name)).toBe(false);
});
