import { describe, expect, test } from 'vitest';
import type { ScanSetup } from '../../../src/engine/scan/file-scanner.ts';
import { createFrontier } from '../../../src/engine/scan/frontier.ts';
import { createSpareMemory } from '../../../src/engine/threads/spare-memory.ts';
import {
  createWorkerGroup,
  type WorkerGroupOptions,
} from '../../../src/engine/threads/worker-group.ts';
import { scanInWorkers } from '../../../src/engine/threads/worker-pool.ts';
import { allEvents } from '../../../src/query/condition/filter.ts';
import { addToLedger, createLedger, type Ledger } from '../../../src/query/ledger.ts';
import type { LogFile } from '../../../src/source/log-file.ts';

const script = new URL('../../support/stand-in-worker.mjs', import.meta.url);
const setup: ScanSetup = { filter: allEvents, secrets: [1n, 2n] };

const others = {
  frontier: createFrontier(() => 0),
  isLimited: false,
  spare: createSpareMemory(),
};

describe('a worker pool', () => {
  test.each([1, 3])('scans all files with %i workers', async (threads) => {
    for (const count of [1, 64, 100, 1000]) {
      const ledger = await run(names(count), threads);
      expect(ledger).toMatchObject({ files: count, filesRead: count, errors: [] });
    }
  });

  test.each([
    ['deadly', 'exit code 7'],
    ['throws', 'out of luck'],
  ])(
    'loses only the file that a worker dies of (%s), and reads the others once',
    async (name, why) => {
      const files = [...names(40), name, ...names(40)];
      // Answers on their way when it dies may arrive before or after the news of its death.
      for (const threads of Array(8).fill([1, 2, 4]).flat()) {
        const ledger = await run(files, threads);
        expect(ledger.errors).toEqual([
          { file: name, reason: `the thread that read it died: ${why}` },
        ]);
        expect(ledger.unreadableFiles).toBe(1);
        expect(ledger.filesRead).toBe(80);
      }
    },
  );

  test('counts what a worker sent of a file once when it dies in the middle of it', async () => {
    const files = [...names(40), 'half', ...names(40)];
    for (const threads of Array(4).fill([1, 2, 4]).flat()) {
      expect(await run(files, threads)).toMatchObject({
        files: 81,
        filesRead: 81,
        damagedFiles: 1,
        unreadableFiles: 0,
        records: 1,
        errors: [{ file: 'half', reason: 'the thread that read it died: exit code 7' }],
      });
    }
  });

  test('never counts twice what a worker sent before it died', async () => {
    const files = [...names(40), 'torn', ...names(40)];
    for (const threads of Array(8).fill([1, 2, 4]).flat()) {
      const ledger = await run(files, threads);
      expect(ledger.errors.map(({ file }) => file)).toEqual(['torn']);
      expect(ledger).toMatchObject({ files: 81, filesRead: 80 + ledger.damagedFiles });
      expect(ledger.damagedFiles + ledger.unreadableFiles).toBe(1);
      expect(ledger.records).toBe(ledger.damagedFiles);
    }
  });

  test('fails when its workers cannot start', async () => {
    const broken = new URL('data:text/javascript,throw new Error("no start")');
    await expect(collect(listed(names(3)), { threads: 2, script: broken })).rejects.toThrow(
      'no start',
    );
  });

  test('ends at once without files', async () => {
    expect(await run([], 2)).toMatchObject({ files: 0 });
  });

  test('fails when the listing of files fails', async () => {
    const files = (async function* (): AsyncGenerator<LogFile> {
      yield { name: 'a', kind: 'path', named: false };
      throw new Error('no list');
    })();
    await expect(collect(files, { threads: 2 })).rejects.toThrow('no list');
  });

  test('throws the reason of an aborted signal', async () => {
    const stop = new AbortController();
    const files = (async function* (): AsyncGenerator<LogFile> {
      yield { name: 'a', kind: 'path', named: false };
      stop.abort(new Error('enough'));
      await new Promise(() => {});
    })();
    await expect(collect(files, { threads: 2, signal: stop.signal })).rejects.toThrow('enough');
  });

  test('throws the reason of a signal that was aborted before it began', async () => {
    const files = (async function* (): AsyncGenerator<LogFile> {
      await new Promise(() => {});
      yield { name: 'a', kind: 'path', named: false };
    })();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect(files, { threads: 2, signal })).rejects.toThrow('enough');
  });
});

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `file-${index}`);
}

async function run(files: readonly string[], threads: number): Promise<Ledger> {
  return collect(listed(files), { threads });
}

async function* listed(files: readonly string[]): AsyncGenerator<LogFile> {
  for (const name of files) yield { name, kind: 'path', named: false };
}

async function collect(
  files: AsyncGenerator<LogFile>,
  options: Pick<WorkerGroupOptions, 'threads'> &
    Partial<WorkerGroupOptions> & { readonly signal?: AbortSignal },
): Promise<Ledger> {
  const ledger = createLedger();
  const { signal = new AbortController().signal, ...groupOptions } = options;
  const workerGroup = createWorkerGroup({ script, setup, ...groupOptions });
  try {
    for await (const found of scanInWorkers(files, { workerGroup, signal, ...others })) {
      addToLedger(ledger, found.ledger);
    }
  } finally {
    await workerGroup.close();
  }
  return ledger;
}
