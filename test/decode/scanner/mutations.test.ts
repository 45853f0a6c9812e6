import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factor, runs } from '../../support/runs.ts';
import { createFastPath } from './fast-path.ts';
import type { Findings } from './findings.ts';
import { expectSameFindings } from './same-findings.ts';
import { type SmallTrail, smallTrails } from './small-trail.ts';

const fast = createFastPath();

/**
 * Single bits and several. They change one structural character into another: `,` into `-`, `[`
 * into `{`, `"` into `\`, `:` into `*`.
 */
const masks = [0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x80, 0xff, 0x7e];
const fewMasks = [0x01, 0x02, 0x20, 0x80];

/** How many bytes apart the changed ones are; the first is another one in each run. */
const step = factor < 2 ? 3 : 1;
const first = Math.floor(Math.random() * step);

const compact = smallTrails['a compact trail file'];

describe.each(Object.entries(smallTrails))('in %s', (_, trail) => {
  test('a change of any byte loses only the record that contains it, unless damage is reported', async () => {
    for (let at = first; at < trail.bytes.length; at += step) {
      for (const mask of trail === compact ? masks : fewMasks) {
        const flipped = Buffer.from(trail.bytes);
        flipped[at] = (flipped[at] ?? 0) ^ mask;
        const where = `byte ${at} ^ ${mask}`;
        const whole = await fast.readWhole(flipped);
        if (whole) expectNoSilentLoss(trail, at, at + 1, whole, where);
        if (whole && mask !== 0x20) continue;
        expectNoSilentLoss(trail, at, at + 1, await fast.readStream(flipped, 512), where);
      }
    }
  });

  test('a missing or doubled byte loses only the record that contains it, unless damage is reported', async () => {
    for (let at = first; at < trail.bytes.length; at += step) {
      const before = trail.bytes.subarray(0, at);
      const without = Buffer.concat([before, trail.bytes.subarray(at + 1)]);
      const doubled = Buffer.concat([
        before,
        trail.bytes.subarray(at, at + 1),
        trail.bytes.subarray(at),
      ]);
      for (const mutated of [without, doubled]) {
        expectNoSilentLoss(trail, at, at + 1, await fast.readStream(mutated, 4096), `byte ${at}`);
      }
    }
  });

  test('after a change of any byte, the scanner finds the same as the parser', async () => {
    for (let at = first; at < trail.bytes.length; at += step) {
      const flipped = Buffer.from(trail.bytes);
      const mask = masks[Math.floor(at / step) % masks.length] ?? 1;
      flipped[at] = (flipped[at] ?? 0) ^ mask;
      await expectSameFindings(fast, flipped, { size: 1 + ((at * 37) % trail.bytes.length) });
    }
  });

  test('after any damage, the scanner finds the same as the parser, wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        async (mutations, number) => {
          const mutated = mutations.reduce((bytes, mutate) => mutate.apply(bytes), trail.bytes);
          await expectSameFindings(fast, mutated, { size: 1 + (number % (mutated.length + 1)) });
        },
      ),
      { numRuns: runs(700) },
    );
  });
});

/**
 * Expects that every record without a byte from `start` to `end` is found, or that damage is
 * reported.
 */
function expectNoSilentLoss(
  { records }: SmallTrail,
  start: number,
  end: number,
  { events, damage, others }: Findings,
  where: string,
): void {
  const isReported = damage.length > 0 || others.includes('not JSON');
  if (isReported) return;
  const found = new Set(events.map(({ json }) => json));
  const missing = records.filter(
    (record) => (record.end <= start || record.start >= end) && !found.has(record.json),
  );
  expect(missing, where).toEqual([]);
}

interface Mutation {
  apply(bytes: Buffer): Buffer;
}

const structure = fc.constantFrom(
  ...'{}[]",:\\ \n\0x0-',
  '\xff',
  '\xc3',
  '"eventID":"',
  '{"eventVersion":"',
  ']}',
  ',{',
);

/** A byte or a slice that is changed, inserted, deleted, doubled or moved. */
const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.constantFrom('flip', 'insert', 'delete', 'double', 'move', 'cut'),
    fc.nat(),
    fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 400 })),
    fc.integer({ min: 1, max: 255 }),
    structure,
  )
  .map(([kind, place, length, mask, text]) => {
    const apply = (bytes: Buffer): Buffer => {
      const at = place % (bytes.length + 1);
      const [before, slice, after] = [
        bytes.subarray(0, at),
        bytes.subarray(at, at + length),
        bytes.subarray(at + length),
      ];
      switch (kind) {
        case 'flip':
          return Buffer.concat([
            before,
            slice.map((byte, index) => (index === 0 ? byte ^ mask : byte)),
            after,
          ]);
        case 'insert':
          return Buffer.concat([before, Buffer.from(text, 'latin1'), slice, after]);
        case 'delete':
          return Buffer.concat([before, after]);
        case 'double':
          return Buffer.concat([before, slice, slice, after]);
        case 'move':
          return Buffer.concat([slice, before, after]);
        default:
          return before;
      }
    };
    return {
      apply,
      [fc.toStringMethod]: () => JSON.stringify({ kind, place, length, mask, text }),
    };
  });
