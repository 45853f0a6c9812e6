import { describe, expect, test } from 'vitest';
import { decodeAll } from '../decode-all.ts';

const header = 'Event name,Event time,Event source,Event ID,Error code';
const rows = ['A', 'B', 'C'].map(
  (name) => `${name},2026-11-19T08:00:00Z,ec2.amazonaws.com,id-${name},`,
);

describe('a table whose header is damaged is read, and the damage is reported:', () => {
  test.each([
    ['a letter is another one', header.replace('time', 'tine')],
    ['a letter is missing', header.replace('Event', 'vent')],
    ['a letter is a comma', header.replace('time', 't,me')],
    ['the last letter of a name is a comma', header.replace('name', 'nam,')],
    ['there is a comma too many', header.replace('time', 'ti,me')],
    ['there is an empty column too many', `,${header}`],
    ['a comma is missing', header.replace('name,', 'name')],
    ['a comma is a letter', header.replace('name,', 'namex')],
    ['there is a line break within a name', header.replace('source', 'sou\nrce')],
    ['a comma is a line break', header.replace('source,', 'source\n')],
    ['a quote is missing', header.replace(/[^,]+/g, '"$&"').replace('time"', 'time')],
  ])('%s', async (_, damaged) => {
    const found = await decodeAll(`${[damaged, ...rows].join('\n')}\n`);
    expect(found.map(nameOf)).toEqual([{ kind: 'damage', offset: 0 }, 'id-A', 'id-B', 'id-C']);
  });
});

test('a table whose header has lost its line break loses its first row, also with JSON in it', async () => {
  const parameters = '"{""a"":""b"",""c"":{""d"":1}}"';
  const lines = rows.map((row) => `${parameters},${row}${parameters}`);
  const text = `requestParameters,${header}${lines.join('\n')}`;
  const found = await decodeAll(text);
  expect(found.map(nameOf)).toEqual([{ kind: 'damage', offset: 0 }, 'id-B', 'id-C']);
});

describe('a table without damage is read as it is,', () => {
  test.each([
    [
      'with names that are like those of events',
      `${header},eventdate,mytime`,
      (row: string) => `${row},x,y`,
    ],
    [
      'with a line break in the name of another column',
      `${header},"my\r\nnote"`,
      (row: string) => `${row},x`,
    ],
    ['with a line break in the first name', `"my\nnote",${header}`, (row: string) => `x,${row}`],
    ['with a numbered name', `${header},sourceIPAddress1`, (row: string) => `${row},198.51.100.7`],
    [
      'with a numbered name before others',
      `${header},sourceIPAddress_1,mine`,
      (row: string) => `${row},198.51.100.7,x`,
    ],
    ['with an index without a name', `,${header}`, (row: string) => `7,${row}`],
    ['with a comma at the end of each row', header, (row: string) => `${row},`],
    ['without the empty cells at the end of rows', header, (row: string) => row.replace(/,$/, '')],
    ['with one more value in each row', header, (row: string) => `${row}Denied,x`],
  ])('%s', async (_, first, change) => {
    const found = await decodeAll([first, ...rows.map(change)].join('\r\n'));
    expect(found.map(nameOf)).toEqual(['id-A', 'id-B', 'id-C']);
  });
});

describe('a damaged row of a table', () => {
  test.each([
    ['with an opening quote too many', (row: string) => `"${row}`],
    ['with an opening quote in front of a cell', (row: string) => row.replace(',ec2', ',"ec2')],
  ])('%s costs only itself', async (_, damage) => {
    const [first = '', second = '', third = ''] = rows;
    const text = `${[header, first, damage(second), third].join('\n')}\n`;
    const found = await decodeAll(text);
    expect(found.map(nameOf)).toEqual([
      'id-A',
      { kind: 'damage', offset: text.indexOf(first) + first.length + 1 },
      'id-C',
    ]);
  });

  test('that has lost its line break costs itself and the next one, and is reported', async () => {
    const text = `${header}\n${rows[0]}${rows[1]}\n${rows[2]}\n`;
    const found = await decodeAll(text);
    expect(found.map(nameOf)).toEqual([{ kind: 'damage', offset: header.length + 1 }, 'id-C']);
  });
});

type Content = Awaited<ReturnType<typeof decodeAll>>[number];

function nameOf(content: Content): unknown {
  if (content.kind === 'event') return content.record.event.eventID;
  return content.kind === 'damage' ? { kind: 'damage', offset: content.offset } : content;
}
