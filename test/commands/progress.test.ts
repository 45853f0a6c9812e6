import { expect, test } from 'vitest';
import { createProgress } from '../../src/commands/progress.ts';
import { createLedger } from '../../src/query/ledger.ts';

const ledger = { ...createLedger(), files: 12, inflatedBytes: 3_500_000, records: 2000 };

test('after half a second it shows what was read, not more than five times a second, and goes away', async () => {
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

test('it keeps to the width of the terminal', async () => {
  const { progress, written, clock } = start({ isTTY: true, columns: 20 });
  clock.time = 1000;
  await progress.update(ledger);
  expect(written).toEqual(['\r12 files, 3.5 MB, 2\u001b[K']);
});

test('it writes nothing into a pipe or file', async () => {
  const { progress, written, clock } = start({ isTTY: false });
  clock.time = 10_000;
  await progress.update(ledger);
  await progress.clear();
  expect(written).toEqual([]);
});

function start(terminal: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  const clock = { time: 0 };
  const output = {
    write: async (text: string) => {
      written.push(text);
    },
  };
  return { progress: createProgress(terminal, output, () => clock.time), written, clock };
}
