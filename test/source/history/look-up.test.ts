import { expect, test } from 'vitest';
import type { CloudTrail } from '../../../src/source/aws/connect-cloudtrail.ts';
import { type EventPage, lookUp } from '../../../src/source/history/look-up.ts';

const event = { CloudTrailEvent: '{}' };

test('a lookup ends after a hundred empty pages that each lead to another', async () => {
  const { requests, pages, error } = await lookUpIn((request) => ({
    Events: request === 50 ? [event] : [],
    NextToken: String(request),
  }));
  expect(error).toContain('keeps returning empty pages: older events are missing');
  expect(requests).toBe(150);
  expect(pages.map(({ text }) => text).join('')).toBe('{}\n');
});

test('a lookup ends at once when a page leads to itself', async () => {
  const { requests, error } = await lookUpIn(() => ({ Events: [event], NextToken: 'same' }));
  expect(error).toContain('keeps returning the same pages: older events are missing');
  expect(requests).toBe(2);
});

test.each([2, 3, 7, 20])('a lookup ends when %i pages lead to each other', async (length) => {
  const { requests, error } = await lookUpIn((request) => ({
    Events: [event],
    // Some pages come before the circle.
    NextToken: request < 5 ? `before ${request}` : `token ${request % length}`,
  }));
  expect(error).toContain('keeps returning the same pages');
  expect(requests).toBeLessThan(4 * (length + 5));
});

test('a lookup of a thousand pages is read to its end', async () => {
  const { pages, error } = await lookUpIn((request) => ({
    Events: [event],
    ...(request < 1000 && { NextToken: `token ${request}` }),
  }));
  expect(error).toBeUndefined();
  expect(pages.length).toBe(1000);
});

/** Looks up events where the answer to each request, from 1, is the result of this function. */
async function lookUpIn(answer: (request: number) => object) {
  const pages: EventPage[] = [];
  let requests = 0;
  class LookupEventsCommand {}
  const client = { send: async () => answer(++requests) };
  const cloudTrail = { client, sdk: { LookupEventsCommand } } as unknown as CloudTrail;
  const pacer = { turn: async () => {}, pause: () => {}, estimate: () => 0 };
  const options = { window: { from: 0, to: 1 }, pacer, signal: new AbortController().signal };
  try {
    for await (const page of lookUp(cloudTrail, [{ insight: false }], options)) pages.push(page);
  } catch (error) {
    return { requests, pages, error: String(error) };
  }
  return { requests, pages, error: undefined };
}
