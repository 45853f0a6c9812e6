import { describe, expect, test } from 'vitest';
import {
  deliveryPosition,
  deliverySpanOf,
} from '../../../src/source/trail-layout/delivery-span.ts';
import { parseLogFileName } from '../../../src/source/trail-layout/log-file-name.ts';

const account = '111122223333';

describe('the name of a log file', () => {
  test.each([
    [
      `${account}_CloudTrail_eu-west-1_20261120T0935Z_abc.json.gz`,
      'CloudTrail',
      '2026-11-20T09:35Z',
    ],
    [
      `x/${account}_CloudTrail-Insight_eu-west-1_20261120T0935Z_abc.json.gz`,
      'CloudTrail-Insight',
      '2026-11-20T09:35Z',
    ],
    [
      `x/20261120T0935Z/${account}_CloudTrail_eu-west-1_20261121T0000Z_a_b.json`,
      'CloudTrail',
      '2026-11-21T00:00Z',
    ],
  ])('gives account, kind, region and minute of delivery: %s', (path, kind, time) => {
    const expected = { account, kind, region: 'eu-west-1', delivered: Date.parse(time) };
    expect(parseLogFileName(path)).toEqual(expected);
  });

  test.each([
    'x_20261120T0935Z_x/y.json',
    '20261120T0935Z.json',
    '',
    `${account}_CloudTrail_eu-west-1_20261320T0935Z_abc.json.gz`,
    `${account}_CloudTrail_eu-west-1_20260230T0935Z_abc.json.gz`,
    `${account}_CloudTrail_eu-west-1_20261120T2460Z_abc.json.gz`,
    `${account}_CloudTrail_.._20261120T0935Z_abc.json.gz`,
    `${account}_CloudTrail_nowhere_20261120T0935Z_abc.json.gz`,
    `${account}_CloudTrail_eu-west-1_00001120T0935Z_abc.json.gz`,
    `${account}_CloudTrail_eu-west-1_20121120T0935Z_abc.json.gz`,
    `${account}_CloudTrail_eu-west-1_99991120T0935Z_abc.json.gz`,
    `${account}_CloudTrail_eu-west-1_20261120T0935Z_`,
    `11112222333_CloudTrail_eu-west-1_20261120T0935Z_abc.json.gz`,
    `${account}_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20261120T093500Z.json.gz`,
    `${account}_constructor_eu-west-1_20261120T0935Z_abc.json.gz`,
  ])('is not parsed when CloudTrail cannot have given it: %s', (path) => {
    expect(parseLogFileName(path)).toBeUndefined();
  });
});

describe('the delivery time in the path of a log file', () => {
  const region = `AWSLogs/${account}/CloudTrail/eu-west-1/`;

  test.each([
    [`${region}2026/11/20/other.json`, '2026-11-20', '2026-11-21'],
    [`${region}2026/11/other.json`, '2026-11-01', '2026-12-01'],
    [`${region}2026/other.json`, '2026-01-01', '2027-01-01'],
    [
      `a/${account}_CloudTrail_eu-west-1_20261120T0935Z_abc.json.gz`,
      '2026-11-20T09:35Z',
      '2026-11-20T09:35Z',
    ],
  ])('is the minute in its name, or the span of its folder: %s', (path, from, to) => {
    expect(deliverySpanOf(path)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
    expect(deliveryPosition(path, 'oldest-first')).toBe(Date.parse(from));
    expect(deliveryPosition(path, 'newest-first')).toBe(-Date.parse(to));
    expect(deliveryPosition(path, 'none')).toBe(-Infinity);
  });

  test.each([
    `${region}2026/13/01/other.json`,
    `${region}0026/11/20/other.json`,
    `${region}other.json`,
    'other.json',
    '-',
    `${account}/2026/11/20/x.json`,
  ])('is unknown for %s, which comes before all others', (path) => {
    expect(deliverySpanOf(path)).toBeUndefined();
    expect(deliveryPosition(path, 'oldest-first')).toBe(-Infinity);
  });
});
