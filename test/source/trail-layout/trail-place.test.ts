import { describe, expect, test } from 'vitest';
import {
  dayFolder,
  fileNameAt,
  placeBelow,
  placeOf,
  spanOf,
} from '../../../src/source/trail-layout/trail-place.ts';

const account = '111122223333';

describe('the place of a folder in a trail', () => {
  test.each([
    ['AWSLogs/', 'owner', {}],
    ['a/b/AWSLogs/', 'owner', {}],
    ['AWSLogs/o-exampleorg1/', 'owner', {}],
    [`AWSLogs/${account}/`, 'kind', { account }],
    [`AWSLogs/o-exampleorg1/${account}/`, 'kind', { account }],
    [`AWSLogs/${account}/CloudTrail/`, 'region', { account, kind: 'CloudTrail' }],
    [`AWSLogs/${account}/CloudTrail-Insight/eu-west-1/`, 'year', { region: 'eu-west-1' }],
    [`AWSLogs/${account}/CloudTrail/eu-west-1/2026/`, 'month', { year: '2026' }],
    [`AWSLogs/${account}/CloudTrail/eu-west-1/2026/11/`, 'day', { month: '11' }],
    [`AWSLogs/${account}/CloudTrail/eu-west-1/2026/11/20/`, 'file', { day: '20' }],
    [`AWSLogs/${account}/CloudTrail/eu-west-1/2026/11/20/more/`, 'file', { day: '20' }],
    [`AWSLogs/old/AWSLogs/${account}/`, 'kind', { account }],
  ])('%s holds entries of the level %s', (folder, level, parts) => {
    expect(placeOf(folder)).toMatchObject({ folder, level, ...parts });
  });

  test.each([
    '',
    'logs/',
    'myAWSLogs/',
    'awslogs/',
    'AWSLogs/O-EXAMPLEORG1/',
    'AWSLogs/11112222333/',
    'AWSLogs/1111222233334/',
    `AWSLogs/${account}/CloudTrail-Digest/`,
    `AWSLogs/${account}/Config/`,
    `AWSLogs/${account}/CloudTrail/eu-west-1/26/`,
    `AWSLogs/${account}/CloudTrail/eu-west-1/2026/1/`,
    `AWSLogs/${account}/CloudTrail/eu-west-1/2026/11/day/`,
  ])('is unknown for %s, which is not in a trail', (folder) => {
    expect(placeOf(folder)).toBeUndefined();
  });

  test('is the same when it is built from its parent', () => {
    const [logs] = [placeOf('AWSLogs/')];
    expect(logs && placeBelow(logs, account)).toEqual(placeOf(`AWSLogs/${account}/`));
  });
});

describe('the delivery times of a folder', () => {
  const region = `AWSLogs/${account}/CloudTrail/eu-west-1/`;

  test.each([
    ['2026/', '2026-01-01', '2027-01-01'],
    ['2026/12/', '2026-12-01', '2027-01-01'],
    ['2028/02/', '2028-02-01', '2028-03-01'],
    ['2026/12/31/', '2026-12-31', '2027-01-01'],
  ])('%s are from %s to %s', (folder, from, to) => {
    const place = placeOf(`${region}${folder}`);
    expect(place && spanOf(place)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  test('are unlimited for a region', () => {
    const place = placeOf(region);
    expect(place && spanOf(place)).toEqual({ from: -Infinity, to: Infinity });
  });

  test('give the names of its files and of the folders of days', () => {
    const time = Date.parse('2026-11-20T09:35:59.999Z');
    expect(dayFolder(region, time)).toBe(`${region}2026/11/20/`);
    const place = placeOf(dayFolder(region, time));
    expect(place && fileNameAt(place, time)).toBe(`${account}_CloudTrail_eu-west-1_20261120T0935Z`);
  });
});
