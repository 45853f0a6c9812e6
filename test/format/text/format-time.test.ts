import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../src/format/text/format-time.ts';

describe('formatTime', () => {
  it.each([
    ['2026-11-19T08:00:00Z', 'UTC', '2026-11-19 08:00:00'],
    ['2026-11-19T23:30:00Z', 'Europe/Berlin', '2026-11-20 00:30:00'],
    ['2026-07-01T12:00:00Z', 'Europe/Berlin', '2026-07-01 14:00:00'],
    ['2026-11-19T08:00:59.999Z', 'Asia/Kolkata', '2026-11-19 13:30:59'],
    ['1970-01-01T00:00:00Z', 'America/New_York', '1969-12-31 19:00:00'],
  ])('shows %s in %s as %s', (time, zone, shown) => {
    expect(formatTime(Date.parse(time), zone)).toBe(shown);
  });

  it('returns an empty text for NaN', () => {
    expect(formatTime(Number.NaN, 'UTC')).toBe('');
    expect(formatTime(Number.NaN, 'Asia/Tokyo')).toBe('');
  });
});
