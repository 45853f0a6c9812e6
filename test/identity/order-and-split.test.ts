import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../support/runs.ts';
import { drawSessions, findSessions } from './made-up/draw-sessions.ts';
import { strangerEvents } from './made-up/people.ts';
import type { Made } from './made-up/story.ts';
import { allStories } from './stories/all-stories.ts';

const story = fc.constantFrom(...allStories);

/** Returns files in which each of the events is at least once. */
function filesOf(events: readonly Made[]): fc.Arbitrary<readonly (readonly Made[])[]> {
  const places = fc.array(fc.nat(5), { minLength: events.length, maxLength: events.length });
  const order = fc.shuffledSubarray([...events], { minLength: events.length });
  const again = fc.subarray([...events]);
  return fc
    .tuple(places, order, again)
    .map(([at, all, copies]) => [
      ...[0, 1, 2, 3, 4, 5].map((file) => all.filter((_, index) => at[index] === file)),
      copies,
    ]);
}

/** Whether a session began before the first event that was read depends on all that was read. */
function sinceWhen(line: string): string {
  return line.replace('missing: before', 'missing: not-read');
}

describe('the trees of sessions', () => {
  test('are the same in whatever order and files the events are, and however often', async () => {
    const cases = story.chain(({ events, tree }) =>
      fc.record({ files: filesOf(events), tree: fc.constant(tree) }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ files, tree }) => {
        expect(drawSessions(await findSessions(files)).split('\n')).toEqual(tree);
      }),
      { numRuns: runs(60) },
    );
  });

  test('are the same when events of other people are read with them', async () => {
    const people = fc.uniqueArray(fc.nat(9), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(story, people, fc.nat(3), async ({ events, tree }, numbers, at) => {
        const strangers = numbers.flatMap(strangerEvents);
        const files = [events, strangers, [...strangers.slice(at), ...events]];
        const drawn = drawSessions(await findSessions(files)).split('\n');
        const alone = strangers.length > 0 ? drawSessions(await findSessions([strangers])) : '';
        const ofStrangers = new Set(alone.split('\n'));
        expect(drawn.filter((line) => !ofStrangers.has(line)).map(sinceWhen)).toEqual(
          tree.map(sinceWhen),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  test('of all stories read together are the same when the events are read backwards', async () => {
    const all = allStories.flatMap(({ events }) => events);
    const forwards = drawSessions(await findSessions([all]));
    const backwards = drawSessions(await findSessions([all.toReversed(), all]));
    expect(backwards).toBe(forwards);
  });
});
