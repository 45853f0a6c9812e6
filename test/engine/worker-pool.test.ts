import { describe, expect, test } from 'vitest';
import { scanInWorkers } from '../../src/engine/scan/worker-pool.ts';
import { everything } from '../../src/query/filter.ts';
import { addToLedger, createLedger } from '../../src/query/ledger.ts';
import type { LogFile } from '../../src/source/log-file.ts';

const script = new URL('../support/stand-in-worker.mjs', import.meta.url);

describe('workers', () => {
  test.each([1, 3])('%i of them scan all files', async (threads) => {
    const ledger = await run(names(100), threads);
    expect(ledger).toMatchObject({ files: 100, filesRead: 100, errors: [] });
  });

  test.each([
    ['deadly', 'exit code 7'],
    ['throws', 'out of luck'],
  ])(
    'one that dies (%s) costs the file that it died of, and the others are read',
    async (name, why) => {
      const files = [...names(40), name, ...names(40)];
      for (const threads of [1, 2, 4]) {
        const ledger = await run(files, threads);
        expect(ledger.errors).toEqual([
          { file: name, reason: `the thread that read it died: ${why}` },
        ]);
        expect(ledger.unreadableFiles).toBe(1);
        expect(ledger.filesRead).toBeGreaterThanOrEqual(80);
      }
    },
  );

  test('without files there is nothing to wait for', async () => {
    expect(await run([], 2)).toMatchObject({ files: 0 });
  });

  test('a list that fails ends the scan', async () => {
    const files = (async function* (): AsyncGenerator<LogFile> {
      yield { name: 'a', kind: 'path', named: false };
      throw new Error('no list');
    })();
    await expect(collect(files, 2)).rejects.toThrow('no list');
  });

  test('an aborted signal ends the scan with its reason', async () => {
    const stop = new AbortController();
    const files = (async function* (): AsyncGenerator<LogFile> {
      yield { name: 'a', kind: 'path', named: false };
      stop.abort(new Error('enough'));
      await new Promise(() => {});
    })();
    await expect(collect(files, 2, stop.signal)).rejects.toThrow('enough');
  });
});

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `file-${index}`);
}

async function run(files: readonly string[], threads: number) {
  async function* list(): AsyncGenerator<LogFile> {
    for (const name of files) yield { name, kind: 'path', named: false };
  }
  return collect(list(), threads);
}

async function collect(
  files: AsyncGenerator<LogFile>,
  threads: number,
  signal = new AbortController().signal,
) {
  const ledger = createLedger();
  for await (const batch of scanInWorkers(files, { threads, script, filter: everything, signal })) {
    addToLedger(ledger, batch.ledger);
  }
  return ledger;
}
