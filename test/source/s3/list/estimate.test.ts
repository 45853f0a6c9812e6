import { expect, test } from 'vitest';
import type { StoredObject } from '../../../../src/source/log-file.ts';
import { createEstimator } from '../../../../src/source/s3/list/estimate.ts';

function objectAt(key: string, size: number): StoredObject {
  const store = { bucket: 'trail', access: {}, requesterPays: false, timeout: 1000 };
  const name = `s3://trail/${key}`;
  return { kind: 'object', name, named: false, store, key, size, etag: '""', modified: 0 };
}

test('an estimate adds up objects by account, region and day, in the order of their first objects', () => {
  const estimator = createEstimator();
  const one = 'x/AWSLogs/o-abc/111122223333/CloudTrail/eu-west-1/2026/11/18';
  const insight = 'AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/11/18';
  estimator.add(objectAt(`${one}/a.json.gz`, 10), false);
  estimator.add(objectAt('AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/18/b', 20), true);
  estimator.add(objectAt(`${one}/c.json.gz`, 30), true);
  estimator.add(objectAt(`${insight}/d.json.gz`, 40), false);
  expect(estimator.result(7)).toEqual({
    folders: [
      { account: '111122223333', region: 'eu-west-1', day: '2026-11-18', objects: 3, bytes: 80 },
      { account: '111122223333', region: 'us-east-1', day: '2026-11-18', objects: 1, bytes: 20 },
    ],
    objects: 4,
    bytes: 100,
    here: { objects: 2, bytes: 50 },
    listRequests: 7,
    getRequests: 2,
  });
});

test('an estimate adds up objects outside a trail under empty names', () => {
  const estimator = createEstimator();
  for (const key of ['a', 'logs/b', '/', 'AWSLogs/c', 'AWSLogs/111122223333/Config/eu-west-1/d']) {
    estimator.add(objectAt(key, 1), false);
  }
  expect(estimator.result(1).folders).toEqual([
    { account: '', region: '', day: '', objects: 5, bytes: 5 },
  ]);
});

test('an estimate of no objects is empty', () => {
  expect(createEstimator().result(0)).toEqual({
    folders: [],
    objects: 0,
    bytes: 0,
    here: { objects: 0, bytes: 0 },
    listRequests: 0,
    getRequests: 0,
  });
});
