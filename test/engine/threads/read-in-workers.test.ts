import { describe, expect, test } from 'vitest';
import type { Plan, Portion } from '../../../src/engine/order/plan-portions.ts';
import { readInWorkers } from '../../../src/engine/threads/read-in-workers.ts';
import { createSpareMemory } from '../../../src/engine/threads/spare-memory.ts';
import { createCrew } from '../../../src/engine/threads/worker-crew.ts';
import { everything } from '../../../src/query/filter.ts';
import { createLedger } from '../../../src/query/ledger.ts';

describe('portions that workers read', () => {
  test.each([1, 3])('come in their order (%i workers)', async (threads) => {
    const files = Array.from({ length: 200 }, (_, at) => String(at));
    expect(await read(files, threads)).toEqual(files.map((file) => `${file} by a worker`));
  });

  test('are read here when a worker dies of them, and when no worker is left', async () => {
    const files = ['a', 'deadly', 'b', 'deadly', 'c', 'd'];
    for (const threads of Array(5).fill([1, 2, 4]).flat()) {
      const readers = await read(files, threads);
      expect(readers.map((text) => text.split(' ')[0])).toEqual(files);
      expect(readers.filter((text) => text.startsWith('deadly'))).toEqual(
        Array(2).fill('deadly by this thread'),
      );
    }
  });

  test('are waited for no longer when the signal is aborted', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 50);
    const idle = new URL('data:text/javascript,setInterval(()=>{},1000)');
    await expect(read(['a'], 2, { script: idle, signal: stop.signal })).rejects.toThrow('enough');
  });
});

const script = new URL('../../support/stand-in-reader.mjs', import.meta.url);

async function read(
  files: readonly string[],
  threads: number,
  { script: other = script, signal = new AbortController().signal } = {},
): Promise<string[]> {
  const crew = createCrew({
    threads,
    script: other,
    setup: { filter: everything, secrets: [1n, 2n] },
  });
  const readers: string[] = [];
  try {
    const options = { crew, readHere: async (portion: Portion) => here(portion), signal };
    for await (const { ledger } of readInWorkers(planOf(files), {
      ...options,
      spare: createSpareMemory(),
    })) {
      readers.push(...ledger.errors.map(({ file, reason }) => `${file} ${reason}`));
    }
  } finally {
    await crew.close();
  }
  return readers;
}

function here({ files }: Portion) {
  const errors = files.map(({ file }) => ({ file, reason: 'by this thread' }));
  return { blocks: [], ledger: { ...createLedger(), errors } };
}

function planOf(files: readonly string[]): Plan {
  const span = { matches: 1, earliest: 0, latest: 0, bytes: 1 };
  const portions = files.map((file) => ({ files: [{ ...span, file }], start: 0 }));
  return { order: 'oldest-first', portions, mostHeld: 1 };
}
