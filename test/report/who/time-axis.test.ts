import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeAxis } from '../../../src/report/who/picture/time-axis.ts';
import { runs } from '../../support/runs.ts';

const [left, right] = [300, 900];
const axisOf = (...times: readonly string[]) =>
  createTimeAxis({ times: times.map((text) => Date.parse(text)), left, right, zone: 'UTC' });

describe('the time axis of a picture of sessions', () => {
  it('is even where nothing stands out', () => {
    const hours = Array.from({ length: 9 }, (_, at) => `2026-11-18T0${at}:00:00Z`);
    const { breaks, ticks } = axisOf(...hours);
    expect(breaks).toEqual([]);
    expect(ticks.map(({ label }) => label)).toEqual(
      Array.from({ length: 9 }, (_, at) => `0${at}:00`),
    );
    expect(ticks[0]?.under).toBe('2026-11-18');
  });

  it('leaves out the months before and after a few minutes in which sessions were made', () => {
    const night = ['02:11:00', '02:18:03', '02:19:30', '02:21:12', '02:38:41', '02:47:25'];
    const axis = axisOf(
      '2026-06-01T09:00:00Z',
      ...night.map((time) => `2026-11-18T${time}Z`),
      '2026-12-24T09:00:00Z',
    );
    expect(axis.breaks).toHaveLength(2);
    const [from, to] = [axis.xOf(Date.parse('2026-11-18T02:11:00Z')), axis.spans[1]?.right ?? 0];
    expect(to - from).toBeGreaterThan((right - left) / 2);
    expect(axis.ticks.map(({ under }) => under)).toEqual(
      expect.arrayContaining(['2026-06-01', '2026-11-18', '2026-12-24']),
    );
  });

  it('shows few times as they are, though they are far apart', () => {
    expect(
      axisOf('2026-06-01T09:00:00Z', '2026-06-01T09:00:01Z', '2026-12-24T09:00:00Z').breaks,
    ).toEqual([]);
  });

  it('has the seconds of times that are within a minute, and of a single one', () => {
    expect(
      axisOf('2026-11-18T02:18:03Z', '2026-11-18T02:18:09Z').ticks.map(({ label }) => label),
    ).toEqual(['02:18:03', '02:18:09']);
    expect(axisOf('2026-11-18T02:18:03Z').ticks).toMatchObject([{ label: '02:18:03' }]);
  });

  it('keeps the order of times, stays inside its room, and no two labels overlap', () => {
    const time = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
    const near = fc.integer({ min: 0, max: 3_600_000 }).map((at) => Date.UTC(2026, 10, 18) + at);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(time, near), { minLength: 1, maxLength: 40 }),
        fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata'),
        (times, zone) => {
          const { xOf, ticks } = createTimeAxis({ times, left, right, zone });
          const places = times.toSorted((a, b) => a - b).map(xOf);
          expect(places).toEqual(places.toSorted((a, b) => a - b));
          expect(Math.min(...places)).toBeGreaterThanOrEqual(left);
          expect(Math.max(...places)).toBeLessThanOrEqual(right + 0.001);
          expect(ticks.length).toBeGreaterThan(0);
          for (const [at, { x }] of ticks.entries()) {
            expect(x - (ticks[at - 1]?.x ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(66);
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });
});
