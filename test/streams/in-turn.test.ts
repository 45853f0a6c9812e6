import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { inTurn } from '../../src/streams/in-turn.ts';
import { readAhead } from '../../src/streams/read-ahead.ts';

/** Yields some numbers, and records how far it was read and whether it was closed. */
function createCounter(count: number, from = 0) {
  const state = { read: 0, closed: false };
  const numbers = async function* () {
    try {
      for (; state.read < count; state.read++) {
        await nextTurn();
        yield from + state.read;
      }
    } finally {
      state.closed = true;
    }
  };
  return { state, numbers: numbers() };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

const failing = async function* (error: Error, after: number) {
  for (let index = 0; index < after; index++) yield index;
  throw error;
};

describe('reading ahead', () => {
  test('yields all elements in order', async () => {
    for (const buffered of [1, 7, 1000]) {
      const { numbers, state } = createCounter(100);
      expect(await all(readAhead(numbers, buffered))).toEqual([...Array(100).keys()]);
      expect(state.closed).toBe(true);
    }
  });

  test('stops when the buffer is full, and continues when an element is taken', async () => {
    const { numbers, state } = createCounter(100);
    const ahead = readAhead(numbers, 10);
    await ahead.next();
    await turns(50);
    expect(state.read).toBe(10);
    for (let taken = 1; taken < 5; taken++) await ahead.next();
    await turns(50);
    expect(state.read).toBe(14);
    await ahead.return(undefined);
    await turns(5);
    expect(state.closed).toBe(true);
  });

  test('throws the error of the source in its place', async () => {
    const ahead = readAhead(failing(new Error('broken'), 2), 10);
    await turns(5);
    expect([await ahead.next(), await ahead.next()]).toMatchObject([{ value: 0 }, { value: 1 }]);
    await expect(ahead.next()).rejects.toThrow('broken');
  });

  test('ends in time for very many buffered elements', async () => {
    // If each element moved the whole buffer, this would exceed the time limit of a test.
    let [read, taken] = [0, 1];
    const many = async function* () {
      for (; read < 400_000; read++) yield read;
    };
    const ahead = readAhead(many(), 300_000);
    await ahead.next();
    while (read < 300_000) await nextTurn();
    for await (const _ of ahead) taken++;
    expect(taken).toBe(400_000);
  });
});

describe('reading sources in turn', () => {
  test('yields the elements of the first source first, however long they take', async () => {
    const sources = [3, 0, 100, 1].map(
      (count, index) => createCounter(count, 1000 * index).numbers,
    );
    const found = await all(inTurn(sources, { ahead: 2, buffered: 5 }));
    expect(found).toEqual([0, 1, 2, ...Array.from({ length: 100 }, (_, n) => 2000 + n), 3000]);
  });

  test('starts at most the given number of sources ahead', async () => {
    const counters = Array.from({ length: 20 }, (_, index) => createCounter(10, 10 * index));
    const found = inTurn(
      counters.map(({ numbers }) => numbers),
      { ahead: 4, buffered: 3 },
    );
    await found.next();
    await turns(30);
    expect(counters.map(({ state }) => state.read)).toEqual([3, 2, 2, 2, 2, ...Array(15).fill(0)]);
    await found.return(undefined);
    await turns(5);
    expect(counters.slice(0, 5).every(({ state }) => state.closed)).toBe(true);
  });

  test('throws an error after the elements before it, and closes the other sources', async () => {
    const [first, last] = [createCounter(3), createCounter(50)];
    const sources = [first.numbers, failing(new Error('broken'), 1), last.numbers];
    const found: number[] = [];
    const reading = async () => {
      for await (const one of inTurn(sources, { ahead: 3, buffered: 5 })) found.push(one);
    };
    await expect(reading()).rejects.toThrow('broken');
    expect(found).toEqual([0, 1, 2, 0]);
    await turns(5);
    expect(last.state.closed).toBe(true);
  });

  test('throws the error of a failing list of sources', async () => {
    const sources = async function* () {
      yield createCounter(2).numbers;
      throw new Error('no more');
    };
    const found = inTurn(sources(), { ahead: 3, buffered: 5 });
    expect([(await found.next()).value, (await found.next()).value]).toEqual([0, 1]);
    await expect(found.next()).rejects.toThrow('no more');
  });
});
