import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mergeAsTheyCome } from '../../src/streams/merge-as-they-come.ts';

test('a merge yields first what comes first', async () => {
  const found = await listOf(mergeAsTheyCome([slowly('slow', 40, 2), slowly('quick', 5, 3)]));
  expect(found).toEqual(['quick 1', 'quick 2', 'quick 3', 'slow 1', 'slow 2']);
});

test('a merge of no sources yields nothing', async () => {
  expect(await listOf(mergeAsTheyCome([]))).toEqual([]);
});

test('a merge ends all of its sources when one fails', async () => {
  const closed: string[] = [];
  const failing = async function* () {
    yield 'one';
    throw new Error('no more');
  };
  const other = async function* () {
    try {
      for (;;) {
        await turns(1);
        yield 'two';
      }
    } finally {
      closed.push('other');
    }
  };
  await expect(listOf(mergeAsTheyCome([failing(), other()]))).rejects.toThrow('no more');
  await expect.poll(() => closed).toEqual(['other']);
});

test('a merge throws the failure of a source only when its reader asks', async () => {
  const failing = async function* () {
    yield 'one';
    throw new Error('no more');
  };
  const merged = mergeAsTheyCome([failing()]);
  expect(await merged.next()).toEqual({ done: false, value: 'one' });
  // An unhandled error would end the process, and this test, in the meantime.
  await turns(20);
  await expect(merged.next()).rejects.toThrow('no more');
});

test('a merge closes all of its sources when its reader stops, also when one hangs', async () => {
  const closed: string[] = [];
  const one = async function* () {
    try {
      yield 'one';
      yield 'two';
    } finally {
      closed.push('one');
    }
  };
  const hanging: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: () => new Promise(() => {}),
    }),
  };
  for await (const _ of mergeAsTheyCome([one(), hanging])) break;
  await expect.poll(() => closed).toEqual(['one']);
});

/** Yields the elements, waiting this many turns of the event loop for each. */
async function* slowly(name: string, each: number, count: number): AsyncGenerator<string> {
  for (let n = 1; n <= count; n++) {
    await turns(each);
    yield `${name} ${n}`;
  }
}

async function listOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}
