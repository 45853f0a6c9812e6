import { describe, expect, test } from 'vitest';
import { createS3Source } from '../../../../src/source/s3/list/s3-source.ts';
import { defaultOptions, startHere, startWith } from '../list-s3.ts';

const { signal } = new AbortController();
const key = (account: string, prefix = '') =>
  `${prefix}AWSLogs/${account}/CloudTrail/us-east-1/2026/11/19/${account}_CloudTrail_us-east-1_20261119T0805Z_abcdefgh12345678.json.gz`;

describe('the accounts of a bucket', () => {
  test.each([
    ['s3://trail', ['111122223333', '444455556666', '777788889999']],
    ['s3://trail/AWSLogs/', ['111122223333', '444455556666']],
    ['s3://trail/AWSLogs/1111', ['111122223333']],
    ['s3://trail/AWSLogs/o-abc/444455556666/CloudTrail/', ['444455556666']],
    ['s3://trail/flat/', []],
  ])('in %s are %j, by a few requests that list folders', async (uri, accounts) => {
    const stub = await startWith([
      key('111122223333'),
      key('444455556666').replace('AWSLogs/', 'AWSLogs/o-abc/'),
      key('777788889999', 'team/audit/'),
      'flat/444455556666_CloudTrail_us-east-1_20261119T0805Z_abcdefgh12345678.json.gz',
    ]);
    const source = createS3Source(uri, defaultOptions);
    expect((await source.accounts?.(signal))?.toSorted()).toEqual(accounts);
    expect(stub.log.length).toBeLessThanOrEqual(8);
    expect(source.listRequests()).toBe(stub.log.length);
  });

  test('are none when the bucket cannot be listed, which is left for the listing to report', async () => {
    await startHere({ buckets: [] });
    expect(await createS3Source('s3://trail', defaultOptions).accounts?.(signal)).toEqual([]);
  });
});
