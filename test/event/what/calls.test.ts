import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { callTables } from '../../../src/event/what/calls.ts';
import { whatOf } from '../../../src/event/what/what-of.ts';
import { eventOf } from '../event-of.ts';

/**
 * Each line is a call of account 111122223333: its service and name, request, response, and what it
 * did.
 */
const cases = readFileSync(new URL('calls.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): [string, unknown, unknown, string] => JSON.parse(line));

describe('what a call did is said for', () => {
  test.each(cases)('%s with %j and %j', (call, requestParameters, responseElements, expected) => {
    const [service, eventName] = call.split(':');
    const event = eventOf({
      eventSource: `${service}.amazonaws.com`,
      eventName,
      recipientAccountId: '111122223333',
      requestParameters,
      responseElements,
    });
    expect(whatOf(event)).toBe(expected);
  });
});

const names = Object.values(callTables).flatMap((table) =>
  Object.entries(table).flatMap(([service, calls]) =>
    Object.keys(calls).map((name) => `${service}:${name}`),
  ),
);

test('every call with words of its own has at least one example', () => {
  const tested = new Set(cases.map(([call]) => call));
  expect(names.filter((name) => !tested.has(name))).toEqual([]);
});

test('no call is described in two tables', () => {
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
