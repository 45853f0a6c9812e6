import { describe, expect, test } from 'vitest';
import { parseWhere } from '../../../src/filter/parse-where.ts';
import { allEvents } from '../../../src/query/condition/filter.ts';
import { selectionFor } from '../../../src/source/trail-layout/selection.ts';
import { filterOfTerms, only, span } from '../s3/list-s3.ts';

const hour = 3_600_000;
const delivery = { late: 6 * hour, now: Date.parse('2026-11-20T12:00Z') };

function daysOf(time: ReturnType<typeof span> | Record<string, never>) {
  const { days } = selectionFor({ ...allEvents, time }, delivery);
  return days?.map((day) => new Date(day).toISOString().slice(5, 10));
}

describe('log files are selected', () => {
  test('by when they were delivered, which is after their events', () => {
    const time = span('2026-11-18', '2026-11-19');
    expect(selectionFor({ ...allEvents, time }, delivery)).toMatchObject({
      from: Date.parse('2026-11-17T23:45Z'),
      to: Date.parse('2026-11-19T06:00Z'),
    });
    expect(selectionFor(allEvents, delivery)).toMatchObject({ from: -Infinity, to: Infinity });
  });

  test.each([
    ['a day', span('2026-11-18', '2026-11-19'), ['11-17', '11-18', '11-19']],
    ['an hour', span('2026-11-18T10:00', '2026-11-18T11:00'), ['11-18']],
    ['the end of a day', span('2026-11-18T10:00', '2026-11-18T18:00'), ['11-18']],
    [
      'until after the end of a day',
      span('2026-11-18T10:00', '2026-11-18T18:00:01'),
      ['11-18', '11-19'],
    ],
    ['the time up to now', span('2026-11-19T00:15'), ['11-19', '11-20']],
    ['the future', span('2026-11-20T11:00', '2027-01-01'), ['11-20']],
    ['a time after now', span('2026-11-23', '2026-11-24'), []],
  ])('on the days of %s', (_, time, days) => {
    expect(daysOf(time)).toEqual(days);
  });

  test.each([
    ['all time', {}],
    ['a time without a beginning', { to: Date.parse('2026-11-18') }],
    ['more than a month', span('2026-10-01', '2026-11-18')],
  ])('without a list of days for %s', (_, time) => {
    expect(daysOf(time as ReturnType<typeof span>)).toBeUndefined();
  });

  test.each([
    [only('category', 'management'), ['CloudTrail']],
    [only('category', 'data'), ['CloudTrail']],
    [
      only('category', '!management'),
      ['CloudTrail', 'CloudTrail-Insight', 'CloudTrail-NetworkActivity', 'CloudTrail-Aggregated'],
    ],
    [only('category', 'insight', 'aggregated'), ['CloudTrail-Insight', 'CloudTrail-Aggregated']],
    [only('category', 'Network*'), ['CloudTrail-NetworkActivity']],
  ])('by the kinds that can hold a category: %j', (term, kinds) => {
    const { acceptsKind } = selectionFor(filterOfTerms([term]), delivery);
    const all = [
      'CloudTrail',
      'CloudTrail-Insight',
      'CloudTrail-NetworkActivity',
      'CloudTrail-Aggregated',
    ] as const;
    expect(all.filter(acceptsKind)).toEqual(kinds);
  });

  test('by the accounts and regions of the filter', () => {
    const terms = [
      only('account', '1111*', '444455556666', '!111111111111'),
      only('region', 'EU-*'),
    ];
    const { acceptsAccount, acceptsRegion } = selectionFor(filterOfTerms(terms), delivery);
    expect(
      ['111122223333', '444455556666', '111111111111', '999999999999'].map(acceptsAccount),
    ).toEqual([true, true, false, false]);
    expect(['eu-west-1', 'us-east-1'].map(acceptsRegion)).toEqual([true, false]);
  });

  test('by the accounts, regions and times that a condition allows', () => {
    const when = parseWhere(
      '($.awsRegion = "eu-west-1" && $.eventName = x || $.awsRegion IN [us-east-1, "ap-*"]) && ' +
        '$.recipientAccountId = 111122223333 && $.eventTime = "2026-11-18T10:00:00Z"',
    );
    const selected = selectionFor({ ...allEvents, when }, delivery);
    const regions = ['eu-west-1', 'us-east-1', 'ap-south-1', 'us-west-2'];
    expect(regions.filter(selected.acceptsRegion)).toEqual(regions.slice(0, 3));
    expect(['111122223333', '444455556666'].filter(selected.acceptsAccount)).toHaveLength(1);
    expect(selected.from).toBe(Date.parse('2026-11-18T09:45Z'));
    const open = parseWhere('$.awsRegion = "eu-west-1" || $.eventName = x');
    const all = selectionFor({ ...allEvents, when: open }, delivery);
    expect(regions.filter(all.acceptsRegion)).toEqual(regions);
  });
});
