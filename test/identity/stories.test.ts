import { describe, expect, test } from 'vitest';
import { drawStory } from './made-up/draw-sessions.ts';
import { allStories } from './stories/all-stories.ts';

describe('of made-up events, the sessions are found, where they come from and who they are of:', () => {
  test.each(allStories)('$title', async ({ events, tree }) => {
    expect((await drawStory(events)).split('\n')).toEqual(tree);
  });
});
