import { expect, test } from 'vitest';
import { decodeAll } from '../decode-all.ts';

const header = 'eventTime,eventName,eventSource,requestParameters,errorMessage';
const row = (cells: string) => `2026-11-19T08:00:00Z,GetObject,s3.amazonaws.com,${cells}`;
const pretty = '"{\n  ""bucketName"": ""b"",\n  ""key"": ""k""\n}"';

test.each([
  ['with line breaks, and without its last cell', pretty],
  ['with line breaks, and a space after the quotation mark', `${pretty} ,x`],
  ['with more cells than columns', ',x,"see ticket",,"a"'],
])('a row %s is an event', async (_, cells) => {
  const found = await decodeAll(`${header}\n${`${row(cells)}\n`.repeat(3)}`);
  expect(found.map(({ kind }) => kind)).toEqual(['event', 'event', 'event']);
});

test('many rows whose quotation marks do not end take linear time', async () => {
  // Each is tried to the end of the text at first, which would take minutes.
  const found = await decodeAll(`${header}\n${row('')}\n${'a","\n'.repeat(40_000)}`);
  expect(found.filter(({ kind }) => kind === 'event')).toHaveLength(1);
  expect(found.filter(({ kind }) => kind === 'damage')).toHaveLength(40_000);
});
