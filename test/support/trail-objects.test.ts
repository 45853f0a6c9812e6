import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeTrailObjects, type TrailOptions } from './trail-objects.ts';

const options: TrailOptions = {
  accounts: ['111122223333', '444455556666'],
  regions: ['us-east-1', 'eu-central-1'],
  days: ['2026-11-19', '2026-11-20'],
  filesPerDay: 30,
  eventsPerFile: 4,
  seed: 7,
};

describe('the objects of a generated trail', () => {
  const objects = [...makeTrailObjects(options)];

  test('are as many files as requested, each under its own key', () => {
    expect(objects).toHaveLength(2 * 2 * 2 * 30);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(objects.length);
  });

  test('hold events that match their keys and are a few minutes older', () => {
    const ids = new Set<string>();
    for (const { key, body, lastModified } of objects) {
      const [, account, region, day, ofName, inName, time = ''] = keyShape.exec(key) ?? [];
      expect([ofName, inName]).toEqual([account, region]);
      const iso = time.replace(/(....)(..)(..)T(..)(..)Z/, '$1-$2-$3T$4:$5:00.000Z');
      expect([lastModified.toISOString(), iso.slice(0, 10).replaceAll('-', '/')]).toEqual([
        iso,
        day,
      ]);
      const { Records } = JSON.parse(gunzipSync(body).toString());
      expect(Records).toHaveLength(4);
      for (const record of Records) {
        const age = lastModified.getTime() - Date.parse(record.eventTime);
        expect(age).toBeGreaterThanOrEqual(60_000);
        expect(age).toBeLessThanOrEqual(9 * 60_000);
        expect(record).toMatchObject({
          awsRegion: region,
          recipientAccountId: account,
          userIdentity: { accountId: account },
        });
        ids.add(record.eventID);
      }
    }
    expect(ids.size).toBe(objects.length * 4);
  });

  test('are the same for the same seed, and may be below a prefix and an organization', () => {
    expect([...makeTrailObjects(options)]).toEqual(objects);
    const other = makeTrailObjects({ ...options, seed: 8, prefix: 'logs/', organization: 'o-a1' });
    expect(other.next().value).toMatchObject({
      key: expect.stringMatching(/^logs\/AWSLogs\/o-a1\/111122223333\/CloudTrail\/us-east-1\//),
    });
  });
});

const keyShape =
  /^AWSLogs\/(\d{12})\/CloudTrail\/([^/]+)\/(\d{4}\/\d\d\/\d\d)\/(\d{12})_CloudTrail_([^_]+)_(\d{8}T\d{4}Z)_[0-9a-f]{16}\.json\.gz$/;
