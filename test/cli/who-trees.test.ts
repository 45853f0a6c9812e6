import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WhoSession } from '../../src/report/who/who-report.ts';
import type { Made } from '../identity/made-up/story.ts';
import { allStories } from '../identity/stories/all-stories.ts';
import { signInSessions } from '../identity/stories/sign-in-sessions.ts';
import { runs } from '../support/runs.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const things = ['alice', 'ASIACONSOLE1', 'alice@example.com', 'i-0dbc91f429e48eeed'];

describe('the trees that who prints', () => {
  const all = allStories.flatMap(({ events }) => events);

  test.each(things)('for %s are the same with any number of threads', async (thing) => {
    const folder = folderOf(all.map((event, at) => [event, at % 23]));
    const one = await reportOf(thing, folder, 1);
    expect(one.trees.length).toBeGreaterThan(0);
    for (const threads of [2, 4]) expect(await reportOf(thing, folder, threads)).toEqual(one);
  });

  test('are the same however the events are spread over files, and however often', async () => {
    const places = fc.array(fc.nat(9), { minLength: all.length, maxLength: all.length });
    const whole = folderOf(all.map((event) => [event, 0]));
    const cases = fc.record({
      thing: fc.constantFrom(...things),
      places,
      order: fc.shuffledSubarray([...all], { minLength: all.length }),
      again: fc.subarray([...all]),
      threads: fc.constantFrom(1, 2, 4),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ thing, places: at, order, again, threads }) => {
        const folder = folderOf([
          ...order.map((event, index): Placed => [event, at[index] ?? 0]),
          ...again.map((event): Placed => [event, 10]),
        ]);
        const { trees } = await reportOf(thing, folder, threads);
        expect(trees).toEqual((await reportOf(thing, whole, 1)).trees);
      }),
      { numRuns: runs(4) },
    );
  });
});

describe('who for a sign-in', () => {
  const arn = 'arn:aws:signin:us-east-1:111122223333:session';
  const folder = () =>
    folderOf(signInSessions.flatMap(({ events }, at) => events.map((event) => [event, at])));

  test.each([
    ['agent', 'agent session'],
    ['cli', 'sign-in'],
  ])('of a program (%s) prints the %s below the console that authorized it', async (id, kind) => {
    const { trees } = await reportOf(`${arn}/${id}`, folder(), 1);
    const path = pathToSought(trees as readonly WhoSession[]);
    expect(path.map((session) => session.kind)).toEqual(['password', 'console session', kind]);
    expect(path.map(({ person }) => person?.name)).toEqual(Array(3).fill('alice (111122223333)'));
    expect(path.at(-1)?.origin).toMatchObject({
      how: 'sign-in',
      certainty: 'certain',
      event: { name: 'CreateOAuth2Token', time: '2026-11-18T10:05:00Z' },
    });
  });
});

/** Returns the sessions from the first one to the first that was asked for. */
function pathToSought(trees: readonly WhoSession[]): readonly WhoSession[] {
  for (const tree of trees) {
    if (tree.isSought) return [tree];
    const below = pathToSought(tree.children);
    if (below.length > 0) return [tree, ...below];
  }
  return [];
}

/** An event, and the number of its file. */
type Placed = readonly [Made, number];

function folderOf(events: readonly Placed[]): string {
  const folder = temporaryFolder();
  for (const file of new Set(events.map(([, number]) => number))) {
    const placed = events.filter(([, number]) => number === file);
    const text = JSON.stringify({ Records: placed.map(([event]) => event) });
    writeFileSync(join(folder, `${file}.json.gz`), gzipSync(text));
  }
  return folder;
}

async function reportOf(thing: string, folder: string, threads: number) {
  const { stdout, stderr } = await trailscan([
    ...['who', thing, folder, '-o', 'json', '--threads', String(threads)],
  ]);
  expect(stderr).toBe('');
  // Trees stand next to each other in no order of their own, and so do writes of the same second.
  const parsed = JSON.parse(stdout, (name, value) => (name === 'firstWrites' ? [] : value));
  const report = parsed as { readonly trees: readonly object[] };
  const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return { ...report, trees: report.trees.toSorted(byText) };
}
