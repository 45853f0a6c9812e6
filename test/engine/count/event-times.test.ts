import { expect, test } from 'vitest';
import { createTimeBins } from '../../../src/aggregate/time-bins.ts';
import { countGroups, type GroupOptions } from '../../../src/engine/count/count-groups.ts';
import { createScanEngine } from '../../../src/engine/scan-engine.ts';
import { isoTime } from '../../../src/iso-time.ts';
import { allEvents } from '../../../src/query/condition/filter.ts';
import type { Source } from '../../../src/source/source.ts';

/** Times that need more than an unsigned number of 32 bits, and others next to them. */
const times = [
  '0000-01-01T00:00:00Z',
  '0099-12-31T23:59:59Z',
  '1899-12-31T23:59:59Z',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00Z',
  '1970-01-01T00:00:01Z',
  '2026-11-19T08:00:00Z',
  '2106-02-07T06:28:15Z',
  '2106-02-07T06:28:16Z',
  '9999-12-31T23:59:59Z',
];

/** Limits that keep everything in memory, and those that move keys or groups to the disk. */
const limits: Pick<GroupOptions, 'maxKeys' | 'maxHeld'>[] = [{}, { maxKeys: 0 }, { maxHeld: 0 }];

test.each(limits)('groups have the times of their events in any year (%o)', async (limit) => {
  const groups = await groupsOf({ by: ['eventTime'], ...limit });
  expect(groups).toEqual(times.map((time) => [time, 2, time, time]));
  expect(await groupsOf({ by: [], ...limit })).toEqual([
    ['', 2 * times.length, times[0], times.at(-1)],
  ]);
});

test.each(limits)('times in any year are counted in their bins (%o)', async (limit) => {
  const groups = await groupsOf({ by: ['time'], bin: 1, ...limit });
  expect(groups).toEqual(times.map((time) => [time.slice(0, -1).replace('T', ' '), 2, time, time]));
  const days = await groupsOf({ by: ['day'], ...limit });
  expect(days.map(([day, count]) => `${day} ${count}`)).toEqual([
    ...['0000-01-01 2', '0099-12-31 2', '1899-12-31 2', '1969-12-31 2', '1970-01-01 4'],
    ...['2026-11-19 2', '2106-02-07 4', '9999-12-31 2'],
  ]);
});

test('a bin that begins before 1970 has its earlier and later events', async () => {
  const groups = await groupsOf({ by: ['time'], bin: 7 * 86_400 });
  expect(groups).toContainEqual([
    ...['1969-12-29 00:00:00', 6],
    ...['1969-12-31T23:59:59Z', '1970-01-01T00:00:01Z'],
  ]);
});

test('the clock of a zone has the calendar of ISO 8601 also in early years', () => {
  const [year50, day] = [Date.parse('0050-03-01T12:00Z') / 1000, 86_400];
  const { startOf, after } = createTimeBins(day, 'Asia/Tokyo');
  const start = startOf(year50);
  // The mean time of Tokyo, before it had a zone.
  expect(isoTime(start * 1000)).toBe('0050-02-28T14:41:01Z');
  expect(after(start) - start).toBe(day);
});

function event(eventTime: string, eventName: string): string {
  return JSON.stringify({
    ...{ eventVersion: '1.08', eventID: `${eventName} ${eventTime}`, eventTime },
    ...{ eventSource: 'ec2.amazonaws.com', eventName },
  });
}

/** Events at all times, one that the scanner counts and one that must be parsed. */
const all = times.flatMap((time) => [event(time, 'plain'), event(time, 'parsed"')]);

/** Counts events that are delivered twice, and returns rows: values, events, first, last. */
async function groupsOf(options: Partial<GroupOptions> & Pick<GroupOptions, 'by'>) {
  const { signal } = new AbortController();
  const engine = createScanEngine(sourceOf([...all, ...all]), new AbortController());
  const count = countGroups(engine, {
    ...{ filter: allEvents, zone: 'UTC', keepDuplicates: false, signal },
    ...options,
  });
  for await (const _ of count.parts);
  const { groups } = await count.ranked({ sort: { kind: 'value', index: 0 } });
  const time = (seconds: number) => isoTime(seconds * 1000);
  const rows = Array.from(groups, ({ values, count, first, last }) => {
    return [values.join(), count, time(first), time(last)];
  });
  count.close();
  return rows;
}

function sourceOf(texts: readonly string[]): Source {
  return {
    async *list() {
      for (const name of texts.keys()) yield { name: String(name), kind: 'path', named: false };
    },
    async *open({ name }) {
      yield Buffer.from(texts[Number(name)] ?? '');
    },
  };
}
