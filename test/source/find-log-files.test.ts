import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allOf, has } from '../../src/query/condition/condition.ts';
import { allEvents, type Filter } from '../../src/query/condition/filter.ts';
import type { Query } from '../../src/query/query.ts';
import { findLogFiles } from '../../src/source/find-log-files.ts';
import { deliveryPosition } from '../../src/source/trail-layout/delivery-span.ts';
import type { LeftOut } from '../../src/source/trail-layout/left-out.ts';
import { selectionFor } from '../../src/source/trail-layout/selection.ts';
import { runs } from '../support/runs.ts';
import { temporaryFolder } from '../support/trailscan.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 1);
const accounts = ['111122223333', '444455556666'];
const regions = ['eu-west-1', 'us-east-1'];

interface Search extends Partial<Filter> {
  readonly order?: Query['order'];
  readonly late?: number;
  /** Paths that are named behind the folder. */
  readonly others?: readonly string[];
}

/**
 * Finds the files below the folder, by their relative paths, and the counts of files that are left
 * out.
 */
async function find(
  folder: string,
  { order = 'none', late = 72 * hour, others = [], ...filter }: Search = {},
) {
  const selections = [
    selectionFor({ ...allEvents, ...filter }, { late, now: Number.POSITIVE_INFINITY }),
  ];
  const { signal } = new AbortController();
  const files: string[] = [];
  const leftOut: Omit<LeftOut, 'kind'>[] = [];
  for await (const found of findLogFiles([folder, ...others], { selections, order, signal })) {
    if ('why' in found)
      leftOut.push({ why: found.why, files: found.files, folders: found.folders });
    else files.push('name' in found ? relative(folder, found.name) : found.reason);
  }
  return { files, leftOut };
}

function fileName(account: string, region: string, delivered: number, unique = 'a'): string {
  const time = new Date(delivered).toISOString().replace(/[-:]/g, '').slice(0, 13);
  return `${account}_CloudTrail_${region}_${time}Z_${unique}.json.gz`;
}

function pathOf(account: string, region: string, delivered: number, unique = 'a'): string {
  const date = new Date(delivered).toISOString().slice(0, 10).replaceAll('-', '/');
  const name = fileName(account, region, delivered, unique);
  return join('AWSLogs', account, 'CloudTrail', region, date, name);
}

function write(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
}

test('a folder may hold more files than a function call can take arguments', async () => {
  const folder = temporaryFolder();
  const names = Array.from({ length: 150_000 }, (_, index) => String(index).padStart(6, '0'));
  for (const name of names) writeFileSync(join(folder, name), '');
  expect((await find(folder)).files).toEqual(names);
});

describe("below a trail's folders", () => {
  const inDays = (days: readonly number[]) =>
    accounts.flatMap((account) =>
      regions.flatMap((region) =>
        days.map((at) => pathOf(account, region, start + at * day + hour)),
      ),
    );

  test('only days on which wanted events can have been delivered are read', async () => {
    const folder = temporaryFolder();
    write(folder, inDays([0, 1, 2, 3, 4, 5, 6, 7, 8]));
    const time = { from: start + 3 * day, to: start + 4 * day };
    const { files, leftOut } = await find(folder, { time });
    // Also the day before, since clocks differ, and three days after, since deliveries may be late.
    expect(files.sort()).toEqual(inDays([3, 4, 5, 6]).sort());
    expect(leftOut).toContainEqual({ why: 'time', files: 4, folders: 8 });
    expect(leftOut).toContainEqual({ why: 'late', files: 0, folders: 8 });
    const all = await find(folder, { time, late: Number.POSITIVE_INFINITY });
    expect(all).toEqual({ files: inDays([0, 1, 2, 3, 4, 5, 6, 7, 8]).sort(), leftOut: [] });
  });

  test('only wanted accounts, regions and kinds are read', async () => {
    const folder = temporaryFolder();
    const insight = pathOf('111122223333', 'us-east-1', start).replaceAll(
      'CloudTrail',
      'CloudTrail-Insight',
    );
    write(folder, [...inDays([0]), insight]);
    const when = allOf([
      has('account', ['111122223333']),
      has('region', ['us-*']),
      has('category', ['management']),
    ]);
    const { files, leftOut } = await find(folder, { when });
    expect(files).toEqual([pathOf('111122223333', 'us-east-1', start + hour)]);
    expect(leftOut.map(({ why, folders }) => [why, folders]).sort()).toEqual([
      ['account', 1],
      ['category', 1],
      ['region', 1],
    ]);
  });

  test('files with other names, and files outside the layout, are found', async () => {
    const folder = temporaryFolder();
    const inTrail = join('AWSLogs', '111122223333', 'CloudTrail', 'us-east-1', '2026', '11', '02');
    const others = [
      'notes.json',
      join('AWSLogs', 'readme.txt'),
      join('AWSLogs', '111122223333', 'Config', 'x.json'),
      join(inTrail, 'renamed.json'),
      join(inTrail, '111122223333_CloudTrail_us-east-1_20261399T0000Z_a.json'),
    ];
    write(folder, others);
    const time = { from: start + day, to: start + 2 * day };
    expect((await find(folder, { time })).files.sort()).toEqual(others.toSorted());
    const later = { from: start + 9 * day, to: start + 10 * day };
    expect((await find(folder, { time: later })).files.sort()).toEqual(others.slice(0, 3).sort());
  });

  test('files with names that only look like those of AWS are not left out', async () => {
    const folder = temporaryFolder();
    const region = join('AWSLogs', '111122223333', 'CloudTrail', 'us-east-1');
    const named = (time: string, place = 'us-east-1') =>
      `111122223333_CloudTrail_${place}_${time}Z_aaaaaaaaaaaaaaaa.json`;
    const others = [
      join(region, '0000', '01', '01', 'x.json'),
      join(region, '9999', '01', '01', 'x.json'),
      join(region, '2026', '00', '01', 'x.json'),
      join(region, '2026', '13', '01', 'x.json'),
      join(region, '2026', '11', '31', 'x.json'),
      join(dirname(region), 'backup', 'x.json'),
      ...['20261301T0000', '00000101T0000', '99990101T0000', '20261102T2400'].map((time) =>
        named(time),
      ),
      named('20260101T0000', 'nowhere'),
    ];
    write(folder, others);
    const when = has('region', ['us-east-1']);
    const time = { from: start, to: start + day };
    for (const order of ['none', 'oldest-first', 'newest-first'] as const) {
      const { files, leftOut } = await find(folder, { time, when, order });
      expect(files.sort()).toEqual(others.toSorted());
      expect(leftOut).toEqual([]);
    }
  });

  test('folders of other days are not read', async () => {
    const folder = temporaryFolder();
    const days = inDays(Array.from({ length: 120 }, (_, at) => at));
    write(folder, days);
    // A broken link is reported when its folder is read.
    for (const path of days) symlinkSync('nowhere', join(dirname(join(folder, path)), 'link'));
    const time = { from: start + 60 * day, to: start + 61 * day };
    for (const order of ['none', 'oldest-first', 'newest-first'] as const) {
      const { files } = await find(folder, { time, late: 6 * hour, order });
      const reports = files.filter((file) => !file.startsWith('AWSLogs'));
      // Also the day before, since clocks differ, and the day after, since deliveries may be late.
      expect(reports).toHaveLength(3 * 4);
      expect(files.filter((file) => file.startsWith('AWSLogs'))).toHaveLength(2 * 4);
    }
  });

  test('links are followed once', async () => {
    const folder = temporaryFolder();
    const file = pathOf('111122223333', 'us-east-1', start);
    write(folder, [file]);
    symlinkSync(folder, join(dirname(join(folder, file)), 'up'));
    for (const order of ['none', 'oldest-first', 'newest-first'] as const) {
      expect((await find(folder, { order })).files).toEqual([file]);
    }
  });
});

test('a file to which several of the named paths lead is found once, in its place', async () => {
  const folder = temporaryFolder();
  const files = [2, 0, 1].map((at) => pathOf('111122223333', 'us-east-1', start + at * day));
  write(folder, files);
  const others = [
    folder,
    `${folder}/`,
    join(folder, 'AWSLogs'),
    join(folder, 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/01'),
    join(folder, files[0] ?? ''),
  ];
  for (const order of ['none', 'oldest-first', 'newest-first'] as const) {
    const alone = await find(folder, { order });
    const found = await find(folder, { order, others });
    expect(found.files.toSorted()).toEqual(files.toSorted());
    if (order !== 'none') expect(found.files).toEqual(alone.files);
  }
});

test('folders that link to each other are looked into once each', async () => {
  const folder = temporaryFolder();
  const names = Array.from({ length: 12 }, (_, at) => `folder-${at}`);
  write(folder, ['folder-0/a.json', ...names.map((name) => join(name, 'b.json'))]);
  for (const from of names) {
    for (const to of names) {
      if (from !== to) symlinkSync(join(folder, to), join(folder, from, `to-${to}`));
    }
  }
  expect((await find(folder)).files).toHaveLength(13);
});

test('files in one flat folder are chosen by their names', async () => {
  const folder = temporaryFolder();
  const names = accounts.flatMap((account) =>
    regions.flatMap((region) =>
      [0, 1, 9].map((at) => fileName(account, region, start + at * day + hour)),
    ),
  );
  write(folder, [...names, 'other.json']);
  const when = allOf([has('account', ['444455556666']), has('region', ['eu-west-1'])]);
  const time = { from: start, to: start + day };
  const { files, leftOut } = await find(folder, { when, time });
  expect(files).toEqual([names[6], names[7], 'other.json']);
  expect(leftOut).toEqual([
    { why: 'account', files: 6, folders: 0 },
    { why: 'late', files: 1, folders: 0 },
    { why: 'region', files: 3, folders: 0 },
  ]);
});

test('links to files, and files in linked folders, are chosen by their own names', async () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  const names = [0, 1, 9].map((at) => fileName('111122223333', 'us-east-1', start + at * day));
  write(elsewhere, ['x', ...names.map((name) => join('in', name))]);
  for (const name of names) symlinkSync(join(elsewhere, 'x'), join(folder, name));
  symlinkSync(join(elsewhere, 'in'), join(folder, 'linked'));
  const time = { from: start, to: start + day };
  const expected = names.slice(0, 2).flatMap((name) => [name, join('linked', name)]);
  for (const order of ['none', 'oldest-first', 'newest-first'] as const) {
    const { files, leftOut } = await find(folder, { time, order });
    expect(files.toSorted()).toEqual(expected.toSorted());
    expect(leftOut).toEqual([{ why: 'late', files: 2, folders: 0 }]);
    const positions = files.map((path) => deliveryPosition(path, order));
    expect(positions).toEqual(positions.toSorted((a, b) => (a === b ? 0 : a - b)));
  }
});

describe('log files are found in the order of delivery', () => {
  const delivered = fc.integer({ min: 0, max: 60 * 24 * 80 }).map((at) => start + at * minute);
  const paths = fc.uniqueArray(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...accounts), fc.constantFrom(...regions), delivered)
        .map((parts) => pathOf(...parts)),
      fc
        .tuple(fc.constantFrom(...accounts), fc.constantFrom(...regions), delivered)
        .map((parts) => join('flat', fileName(...parts))),
      delivered.map((at) => join(dirname(pathOf('111122223333', 'us-east-1', at)), 'x.json')),
      delivered.map((at) =>
        join(
          'AWSLogs/111122223333/CloudTrail/us-east-1/zz',
          fileName('111122223333', 'us-east-1', at),
        ),
      ),
      // Beside the folders of days, and beside those of months.
      fc
        .tuple(delivered, fc.constantFrom('.', '..'))
        .map(([at, up]) =>
          join(
            dirname(pathOf('111122223333', 'us-east-1', at)),
            '..',
            up,
            fileName('111122223333', 'us-east-1', at, 'flat'),
          ),
        ),
      fc.constantFrom(
        'a.json',
        'z/b.json',
        'AWSLogs/111122223333/CloudTrail/us-east-1/x.json',
        'AWSLogs/111122223333/CloudTrail/us-east-1/zz/y.json',
        'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/x.json',
      ),
    ),
    { maxLength: 25 },
  );

  test.each(['oldest-first', 'newest-first'] as const)('%s, and none is missing', async (order) => {
    await fc.assert(
      fc.asyncProperty(paths, async (some) => {
        const folder = temporaryFolder();
        write(folder, some);
        const { files } = await find(folder, { order });
        expect(files.toSorted()).toEqual(some.toSorted());
        const positions = files.map((path) => deliveryPosition(path, order));
        expect(positions).toEqual(positions.toSorted((a, b) => (a === b ? 0 : a - b)));
        expect((await find(folder, { order })).files).toEqual(files);
      }),
      { numRuns: runs(40) },
    );
  });
});
