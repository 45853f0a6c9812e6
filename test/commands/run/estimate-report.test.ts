import { describe, expect, it } from 'vitest';
import { renderEstimate, renderEstimateJson } from '../../../src/commands/run/estimate-report.ts';
import type { Estimate } from '../../../src/query/estimate.ts';

const estimate: Estimate = {
  folders: [
    { account: '111122223333', region: 'eu-west-1', day: '2026-11-18', objects: 1200, bytes: 5e9 },
    { account: '', region: '', day: '', objects: 3, bytes: 12 },
  ],
  objects: 1203,
  bytes: 5e9 + 12,
  here: { objects: 200, bytes: 1e9 },
  listRequests: 4,
  getRequests: 1003,
};

const nothing: Estimate = {
  folders: [],
  objects: 0,
  bytes: 0,
  here: { objects: 0, bytes: 0 },
  listRequests: 1,
  getRequests: 0,
};

describe('an estimate as a table', () => {
  it('lists folders, totals and costs', () => {
    expect(renderEstimate(estimate)).toBe(
      [
        'account       region     day         objects    size',
        '111122223333  eu-west-1  2026-11-18    1,200  5.0 GB',
        '-             -          -                 3    12 B',
        '',
        '1,203 objects, 5.0 GB; 200 (1.0 GB) already on disk',
        '4 LIST requests made, 1,003 GET requests to be made',
        'at list prices in us-east-1: less than $0.01 for the requests; $0.34 for the transfer out ' +
          'of AWS, nothing within the region',
        '',
      ].join('\n'),
    );
  });

  it('has no table without folders', () => {
    expect(renderEstimate(nothing)).toBe(
      '0 objects, 0 B\n1 LIST request made, 0 GET requests to be made\n' +
        'at list prices in us-east-1: less than $0.01 for the requests; $0.00 for the transfer out ' +
        'of AWS, nothing within the region\n',
    );
  });

  it('escapes control characters', () => {
    const [folder] = estimate.folders;
    const folders = [{ ...folder, region: 'a\u001b[31m\u202e' }] as Estimate['folders'];
    expect(renderEstimate({ ...estimate, folders })).toContain('a\\x1b[31m\\u202e');
  });

  it('prints large totals', () => {
    const text = renderEstimate({
      ...nothing,
      objects: 12_345_678,
      bytes: 2 ** 40,
      listRequests: 12_346,
      getRequests: 12_345_678,
    });
    expect(text).toContain('12,345,678 objects, 1.1 TB\n12,346 LIST requests made');
    expect(text).toContain(': $5.00 for the requests; $92.16 for the transfer');
  });
});

describe('an estimate as JSON', () => {
  it('has the estimate, its cost and the prices', () => {
    const text = renderEstimateJson(estimate);
    expect(text).toMatch(/^[^\n]+\n$/);
    const { cost, ...rest } = JSON.parse(text);
    expect(rest).toEqual(estimate);
    expect(cost).toEqual({
      currency: 'USD',
      // 4 × $0.005 / 1000 + 1003 × $0.0004 / 1000
      requests: 0.0004212,
      // 4 GB of 10⁹ bytes each, at $0.09 for 2³⁰ bytes
      transferOutOfAws: 0.335276,
      prices: {
        listRequests: 0.005,
        getRequests: 0.0004,
        requestsEach: 1000,
        gigabyteOutOfAws: 0.09,
      },
    });
  });
});
