import { expect, it } from 'vitest';
import { windowsOf } from '../../../../src/report/summary/measure/summary-windows.ts';

const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });

it.each([
  [
    'a day with the day and the week before',
    '2026-11-18T00:00Z',
    '2026-11-19T00:00Z',
    'UTC',
    true,
    true,
  ],
  [
    'not 25 hours with the day before, which overlaps them',
    '2026-11-18T00:00Z',
    '2026-11-19T01:00Z',
    'UTC',
    false,
    true,
  ],
  [
    'a day of 25 hours with the day before',
    '2026-10-24T22:00Z',
    '2026-10-25T23:00Z',
    'Europe/Berlin',
    true,
    true,
  ],
  [
    'a day that begins at 1 a.m. with days that begin at midnight',
    '2026-09-06T04:00Z',
    '2026-09-07T03:00Z',
    'America/Santiago',
    true,
    true,
  ],
  ['a week with the week before', '2026-11-11T00:00Z', '2026-11-18T00:00Z', 'UTC', false, true],
  ['not eight days with anything', '2026-11-11T00:00Z', '2026-11-19T00:00Z', 'UTC', false, false],
])('a summary compares %s', async (_, from, to, zone, hasDay, hasWeek) => {
  const { dayBefore, weekBefore } = await windowsOf(span(from, to), zone);
  expect([dayBefore !== undefined, weekBefore !== undefined]).toEqual([hasDay, hasWeek]);
});

it('a summary compares a whole day even if the clock skips its midnight', async () => {
  const day = span('2026-09-06T04:00Z', '2026-09-07T03:00Z');
  const { dayBefore } = await windowsOf(day, 'America/Santiago');
  expect(dayBefore).toEqual(span('2026-09-05T04:00Z', '2026-09-06T04:00Z'));
});
