import { expect, test } from 'vitest';
import type { CloudTrail } from '../../../src/source/aws/connect-cloudtrail.ts';
import { type EventPage, lookUp } from '../../../src/source/history/look-up.ts';

test('a lookup ends after a hundred empty pages that each lead to another', async () => {
  let requests = 0;
  const send = async () => {
    requests++;
    const Events = requests === 50 ? [{ CloudTrailEvent: '{}' }] : [];
    return { Events, NextToken: String(requests) };
  };
  class LookupEventsCommand {}
  const cloudTrail = { client: { send }, sdk: { LookupEventsCommand } } as unknown as CloudTrail;
  const pages: EventPage[] = [];
  const readAll = async () => {
    const pacer = { turn: async () => {}, pause: () => {}, estimate: () => 0 };
    const window = { from: 0, to: 1 };
    const { signal } = new AbortController();
    for await (const page of lookUp(cloudTrail, [{ insight: false }], { window, pacer, signal }))
      pages.push(page);
  };
  await expect(readAll()).rejects.toThrow('keeps returning empty pages: older events are missing');
  expect(requests).toBe(150);
  expect(pages.map(({ text }) => text).join('')).toBe('{}\n');
});
