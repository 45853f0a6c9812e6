import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileSpan } from '../../../src/engine/order/file-spans.ts';
import { planPortions } from '../../../src/engine/order/plan-portions.ts';

const spans: fc.Arbitrary<FileSpan[]> = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(30), fc.integer({ min: 1, max: 9 })), {
    maxLength: 30,
  })
  .map((all) =>
    all.map(([earliest, length, bytes], at) => ({
      file: String(at),
      matches: 1,
      earliest,
      latest: earliest + length,
      bytes,
    })),
  );

describe('a plan to read files again', () => {
  test('has every file once, in portions in the order of their starts', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 20 }), (files, size) => {
        const { portions } = planPortions(files, 'oldest-first', size);
        const planned = portions.flatMap((portion) => portion.files);
        expect(planned.toSorted(byName)).toEqual(files.toSorted(byName));
        expect(planned.map(({ earliest }) => earliest)).toEqual(
          files.map(({ earliest }) => earliest).sort((a, b) => a - b),
        );
        for (const { files, start } of portions) {
          expect(start).toBe(Math.min(...files.map(({ earliest }) => earliest)));
          expect(files.length === 1 || bytesOf(files) <= size).toBe(true);
        }
      }),
    );
  });

  test('holds at most what shares a time', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 20 }), (files, size) => {
        const { portions, mostHeld } = planPortions(files, 'oldest-first', size);
        const heldAt = (time: number) =>
          portions
            .filter(({ files }) => files.some(({ earliest }) => earliest <= time))
            .filter(({ files }) => files.some(({ latest }) => latest >= time))
            .reduce((sum, { files }) => sum + bytesOf(files), 0);
        const starts = portions.map(({ start }) => start);
        expect(mostHeld).toBe(Math.max(0, ...starts.map(heldAt)));
      }),
    );
  });

  test('newest first is that of the times turned round', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 20 }), (files, size) => {
        const turned = files.map((span) => ({
          ...span,
          earliest: 0 - span.latest,
          latest: 0 - span.earliest,
        }));
        const plan = planPortions(files, 'newest-first', size);
        const other = planPortions(turned, 'oldest-first', size);
        expect(plan.mostHeld).toBe(other.mostHeld);
        expect(plan.portions.map(({ start }) => 0 - start)).toEqual(
          other.portions.map(({ start }) => start),
        );
        expect(plan.portions.map(({ files }) => files.map(({ file }) => file))).toEqual(
          other.portions.map(({ files }) => files.map(({ file }) => file)),
        );
      }),
    );
  });
});

function byName(a: FileSpan, b: FileSpan): number {
  return Number(a.file) - Number(b.file);
}

function bytesOf(files: readonly FileSpan[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
