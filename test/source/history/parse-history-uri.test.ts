import { expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { isHistoryUri, parseHistoryUri } from '../../../src/source/history/parse-history-uri.ts';

test.each([
  ['history:', 'current'],
  ['history:all', 'all'],
  ['HISTORY:US-EAST-1', ['us-east-1']],
  ['history:us-east-1, eu-west-1,us-east-1', ['us-east-1', 'eu-west-1']],
  ['history:us-gov-west-1,cn-north-1', ['us-gov-west-1', 'cn-north-1']],
])('the URI %s names regions of the Event history', (uri, expected) => {
  expect(isHistoryUri(uri)).toBe(true);
  expect(parseHistoryUri(uri)).toEqual(expected);
});

test.each([
  'history:us-east',
  'history:us-east-1,',
  'history:all,us-east-1',
  'history:111122223333',
])('the URI %s is refused, with the expected form', (uri) => {
  expect(() => parseHistoryUri(uri)).toThrow(UsageError);
  expect(() => parseHistoryUri(uri)).toThrow('expected history:, history:all or regions');
});

test.each(['./history', 'history', 's3://history:/'])(
  '%s is not a URI of the Event history',
  (text) => {
    expect(isHistoryUri(text)).toBe(false);
  },
);
