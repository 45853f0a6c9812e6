import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ListingAhead } from '../../src/engine/listing-ahead.ts';
import type { ListingEntry } from '../../src/source/source.ts';
import { defaultOptions } from '../source/s3/list-s3.ts';

const { access, requesterPays } = defaultOptions;
const store = { bucket: 'trail', access, requesterPays, timeout: 1000 };

describe('a scan leaves to the main thread', () => {
  test.each([
    ['15 files', files(15), 15, []],
    ['255 small objects', objects(255), 255, []],
    ['15 files among small objects', [...objects(120), ...files(15), ...objects(120)], 255, []],
    ['no more than 8 MiB of objects', objects(8, 2 ** 20 - 1), 8, []],
  ])('all of %s', async (_, entries, few, rest) => {
    expect(await split(entries)).toEqual({ few: entries.slice(0, few), hasMany: false, rest });
  });

  test.each([
    ['16 files', files(16)],
    ['256 small objects', objects(256)],
    ['8 MiB of objects', objects(8, 2 ** 20)],
    ['16 files among objects', [...files(8), ...objects(20), ...files(8)]],
  ])('nothing of %s, which workers read in the same order', async (_, entries) => {
    expect(await split(entries)).toEqual({ few: [], hasMany: true, rest: entries });
  });

  test('objects that come slowly, until many are left', async () => {
    const slow = objects(10);
    const entries = [...slow, ...objects(300)];
    const listing = (async function* () {
      for (const entry of slow) {
        yield entry;
        await wait(1);
      }
      yield* entries.slice(slow.length);
    })();
    const { few, rest, hasMany } = await split(entries, listing);
    expect(few.length).toBeGreaterThan(0);
    expect({ hasMany, all: [...few, ...rest] }).toEqual({ hasMany: true, all: entries });
  });

  test('no file before the listing has ended, as there may be many', async () => {
    let resolve = () => {};
    const end = new Promise<void>((done) => {
      resolve = done;
    });
    const listing = (async function* () {
      yield* files(3);
      await end;
      yield* files(13);
    })();
    const splitting = split([], listing);
    resolve();
    expect((await splitting).few).toEqual([]);
  });
});

test('an error of the listing comes after the objects before it', async () => {
  const listing = (async function* (): AsyncGenerator<ListingEntry> {
    yield* objects(3);
    throw new Error('denied');
  })();
  const few = new ListingAhead(listing).few();
  for (let index = 0; index < 3; index++) expect(await few.next()).toMatchObject({ done: false });
  await expect(few.next()).rejects.toThrow('denied');
});

async function split(entries: readonly ListingEntry[], listing = listed(entries)) {
  const ahead = new ListingAhead(listing);
  const few: ListingEntry[] = [];
  for await (const entry of ahead.few()) few.push(entry);
  const { hasMany } = ahead;
  const rest: ListingEntry[] = [];
  if (hasMany) for await (const entry of ahead.rest()) rest.push(entry);
  return { few, hasMany, rest };
}

async function* listed(entries: readonly ListingEntry[]): AsyncGenerator<ListingEntry> {
  yield* entries;
}

function files(count: number): ListingEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: 'path',
    name: `${at}.json`,
    named: false,
  }));
}

function objects(count: number, size = 1000): ListingEntry[] {
  return Array.from({ length: count }, (_, at) => {
    const key = `${at}.json`;
    const name = `s3://trail/${key}`;
    return { kind: 'object', name, named: false, store, key, size, etag: '""', modified: 0 };
  });
}
