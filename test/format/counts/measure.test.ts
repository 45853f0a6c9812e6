import { describe, expect, it } from 'vitest';
import {
  isTime,
  type Measure,
  measureHeader,
  measureJson,
  measureName,
  measureText,
} from '../../../src/format/counts/measure.ts';

const events: Measure = { kind: 'events' };
const first: Measure = { kind: 'first-seen' };
const last: Measure = { kind: 'last-seen' };
const regions: Measure = { kind: 'distinct', name: 'region', at: 1 };

const group = {
  count: 12_345,
  first: Date.parse('2026-03-29T00:59:59Z') / 1000,
  last: Date.parse('2026-03-29T01:00:00Z') / 1000,
  distinct: [new Set(['x']), new Set(['eu-west-1', 'eu-west-2'])],
};
const nothing = { count: 0, first: 0, last: 0, distinct: [] };

describe('a measure of a group', () => {
  it.each([
    [events, 'events', 'events', '12345', 12_345],
    [regions, 'distinct region', 'distinct region', '2', 2],
    [
      first,
      'first-seen',
      'first-seen (Europe/Berlin)',
      '2026-03-29 01:59:59',
      '2026-03-29T00:59:59Z',
    ],
    [last, 'last-seen', 'last-seen (Europe/Berlin)', '2026-03-29 03:00:00', '2026-03-29T01:00:00Z'],
  ])('%j has the name %s', (measure, name, header, text, json) => {
    expect(measureName(measure)).toBe(name);
    expect(measureHeader(measure, 'Europe/Berlin')).toBe(header);
    expect(measureText(measure, group, 'Europe/Berlin')).toBe(text);
    expect(measureJson(measure, group)).toBe(json);
  });

  it.each([
    [events, '0', 0],
    [regions, '0', 0],
    [first, '', null],
    [last, '', null],
  ])('%j has an empty value or 0 for a group without events', (measure, text, json) => {
    expect(measureText(measure, nothing, 'Europe/Berlin')).toBe(text);
    expect(measureJson(measure, nothing)).toBe(json);
  });

  it('is a time only for first-seen and last-seen', () => {
    expect([events, regions, first, last].map(isTime)).toEqual([false, false, true, true]);
  });
});
