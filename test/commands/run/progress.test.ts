import { expect, test } from 'vitest';
import { createProgress, type ProgressOptions } from '../../../src/commands/run/progress.ts';
import { createLedger } from '../../../src/query/ledger.ts';

const ledger = { ...createLedger(), files: 12, inflatedBytes: 3_500_000, records: 2000 };

test('progress is shown after half a second, at most five times a second, and can be cleared', async () => {
  const { progress, written, clock } = start({ isTTY: true, columns: 80 });
  await progress.update(ledger);
  clock.time = 1000;
  await progress.update(ledger);
  clock.time = 1100;
  await progress.update({ ...ledger, files: 13 });
  await progress.clear();
  await progress.clear();
  expect(written).toEqual([
    '\r12 files, 3.5 MB, 2,000 events, 2,000 events/s\u001b[K',
    '\r\u001b[K',
  ]);
});

test('progress fits the width of the terminal', async () => {
  const { progress, written, clock } = start({ isTTY: true, columns: 20 });
  clock.time = 1000;
  await progress.update(ledger);
  expect(written).toEqual(['\r12 files, 3.5 MB, 2\u001b[K']);
});

test('progress writes nothing into a pipe or file', async () => {
  const { progress, written, clock } = start({ isTTY: false });
  clock.time = 10_000;
  await progress.update(ledger);
  await progress.clear();
  expect(written).toEqual([]);
});

test('progress shows the time left once the total is known', async () => {
  const measure = () => () => ({ files: 1200, bytes: 10_000_000, isWhole: true });
  const { progress, written, clock } = start({ isTTY: true, columns: 120 }, measure);
  clock.time = 1000;
  await progress.update({ ...ledger, bytes: 100_000 });
  clock.time = 2000;
  await progress.update({ ...ledger, bytes: 4_000_000 });
  clock.time = 3000;
  await progress.update({ ...ledger, bytes: 100_000 });
  clock.time = 100_000;
  await progress.update({ ...ledger, bytes: 100_000 });
  expect(written.map((text) => text.replace(/^\r.*events\/s/, '').replace('\u001b[K', ''))).toEqual(
    [', 2 min left', ', 3 s left', ', 5 min left', ', 2 h 45 min left'],
  );
  expect(written[0]).toContain('12 of 1,200 files');
});

test('progress does not count files that were left out as read', async () => {
  const measure = () => () => ({ files: 1200, bytes: 10_000_000, isWhole: true });
  const { progress, written, clock } = start({ isTTY: true, columns: 120 }, measure);
  clock.time = 1000;
  const leftOut = new Map([['time', { files: 40_000, folders: 3 }]]);
  await progress.update({ ...ledger, files: 40_012, leftOut });
  expect(written[0]).toContain('12 of 1,200 files');
});

test('progress shows the files listed so far while they are being listed', async () => {
  const measure = () => () => ({ files: 1200, bytes: 10_000_000, isWhole: false });
  const { progress, written, clock } = start({ isTTY: true, columns: 120 }, measure);
  clock.time = 1000;
  await progress.update(ledger);
  expect(written[0]).toContain('1,200 files (10.0 MB) listed so far, 12 read, ');
});

test('progress is shown even when the total is unknown', async () => {
  const measure = () => () => undefined;
  const { progress, written, clock } = start({ isTTY: true, columns: 80 }, measure);
  clock.time = 1000;
  await progress.update(ledger);
  clock.time = 2000;
  await progress.update(ledger);
  expect(written[1]).toBe('\r12 files, 3.5 MB, 2,000 events, 1,000 events/s\u001b[K');
});

function start(
  terminal: { isTTY: boolean; columns?: number },
  measure: ProgressOptions['measure'] = () => undefined,
) {
  const written: string[] = [];
  const clock = { time: 0 };
  const output = {
    write: async (text: string) => {
      written.push(text);
    },
  };
  return {
    progress: createProgress({ terminal, measure, now: () => clock.time }, output),
    written,
    clock,
  };
}
