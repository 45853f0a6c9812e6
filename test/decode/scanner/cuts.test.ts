import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createFastPath } from './fast-path.ts';
import { findingsOf } from './findings.ts';
import { expectSameFindings, expectSameWhole } from './same-findings.ts';
import { type SmallTrail, smallTrails } from './small-trail.ts';

const fast = createFastPath();
const { 'a compact trail file': compact = { bytes: Buffer.alloc(0), records: [] } } = smallTrails;
const [start, end] = [compact.bytes.subarray(0, 500), compact.bytes.subarray(500)];

/** Trail files as they are stored. */
const files: readonly (readonly [name: string, trail: SmallTrail, stored: Buffer])[] = [
  ...Object.entries(smallTrails).map(
    ([name, trail]) => [`${name} in gzip`, trail, gzipSync(trail.bytes)] as const,
  ),
  ['a trail file in two gzip members', compact, Buffer.concat([gzipSync(start), gzipSync(end)])],
];

describe('cutting off a file loses no event before the cut, and is reported', () => {
  test.each(files)('at any byte of %s', async (_, trail, stored) => {
    for (let cut = 0; cut < stored.length; cut++) {
      const beginning = stored.subarray(0, cut);
      const found = await fast.readStream(beginning, 4096);
      expectEventsBefore(trail, inflatedLength(beginning), found.events);
      expect([...found.damage, ...found.others].length, `cut at ${cut}`).toBeGreaterThan(0);
      await expectSameWhole(fast, beginning);
      if (cut % 50 === 0) await expectSameFindings(fast, beginning, { size: 1 + (cut % 100) });
    }
    const { events, damage } = await fast.readStream(stored, 4096);
    expectEventsBefore(trail, trail.bytes.length, events);
    expect(damage).toEqual([]);
  });

  test.each(Object.entries(smallTrails))('at any byte of %s', async (_, trail) => {
    for (let cut = 1; cut < trail.bytes.length; cut++) {
      const beginning = trail.bytes.subarray(0, cut);
      const found = await fast.readStream(beginning, 4096);
      expectEventsBefore(trail, cut, found.events);
      expect(found.damage, `cut at ${cut}`).toHaveLength(1);
      const whole = await fast.readWhole(beginning);
      expect(whole && findingsOf(whole), `cut at ${cut}`).toEqual(findingsOf(found));
      if (cut % 10 === 0) await expectSameFindings(fast, beginning, { size: 1 + (cut % 100) });
    }
  });
});

/** Expects exactly the events whose text ends in the first `length` bytes. */
function expectEventsBefore(
  { records }: SmallTrail,
  length: number,
  events: readonly { readonly json: string }[],
): void {
  const wanted = records.filter((record) => record.end <= length);
  expect(events.map(({ json }) => json)).toEqual(wanted.map(({ json }) => json));
}

/** Returns how many bytes zlib inflates from the beginning of a gzip file. */
function inflatedLength(beginning: Buffer): number {
  if (beginning.length === 0) return 0;
  return gunzipSync(beginning, { finishFlush: constants.Z_SYNC_FLUSH }).length;
}
