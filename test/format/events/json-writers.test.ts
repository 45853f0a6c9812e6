import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../src/format/text/column.ts';
import type { EventRecord } from '../../../src/query/event-record.ts';
import { blockOf } from '../../support/block-of.ts';
import { recordOf, render } from './record-of.ts';

const withText = (json: string): EventRecord => ({ ...recordOf(), json });
const one = withText('{"eventID":"1","n":12345678901234567890.10}');
const two = withText('{"eventID":"2"}');

describe('the NDJSON writer', () => {
  it('writes one record per line, as it was read', async () => {
    expect(await render('ndjson', [[one], [two]])).toBe(`${one.json}\n${two.json}\n`);
  });

  it('writes nothing without events', async () => {
    expect(await render('ndjson', [[]])).toBe('');
  });

  it('writes an object with the requested columns', async () => {
    const record = recordOf({
      requestParameters: { size: 8, encrypted: true, items: [{ id: 'a' }, { id: 'b' }] },
    });
    const columns = [
      'time',
      'error',
      'requestParameters.size',
      'requestParameters.encrypted',
      'requestParameters.items[].id',
      'requestParameters.missing[].id',
      'requestParameters.items[0]',
      'requestID',
    ].map(createColumn);
    const text = await render('ndjson', [[record]], { columns, zone: 'Asia/Tokyo' });
    expect(JSON.parse(text)).toEqual({
      time: '2026-11-19T08:00:00Z',
      error: null,
      'requestParameters.size': 8,
      'requestParameters.encrypted': true,
      'requestParameters.items[].id': ['a', 'b'],
      'requestParameters.missing[].id': [],
      'requestParameters.items[0]': { id: 'a' },
      requestID: null,
    });
  });

  it('treats __proto__ like any other column', async () => {
    const columns = [createColumn('$.__proto__')];
    expect(await render('ndjson', [[recordOf()]], { columns })).toBe('{"$.__proto__":null}\n');
  });

  it('escapes characters on which a terminal would act, without changing the value', async () => {
    const text = await render('ndjson', [[withText('{"a":"\x9b2J\u202e\u2028"}')]]);
    expect(text).toBe('{"a":"\\u009b2J\\u202e\\u2028"}\n');
  });

  it('escapes a control that JSON allows, even among records without controls', async () => {
    const text = await render('ndjson', [[one, withText('{"a":"\x7f"}'), two]]);
    expect(text).toBe(`${one.json}\n{"a":"\\u007f"}\n${two.json}\n`);
  });

  it('writes all records of a block at once, unchanged, if they need no escapes', async () => {
    const { createNdjsonWriter } = await import('../../../src/format/events/ndjson-writer.ts');
    const written: (string | Uint8Array)[] = [];
    const output = { write: async (chunk: string | Uint8Array) => void written.push(chunk) };
    const block = blockOf([one, two]);
    await createNdjsonWriter({ columns: undefined }, output).write(block);
    expect(written).toEqual([Buffer.from(`${one.json}\n${two.json}\n`)]);
  });

  it('waits for the output before it writes the next chunk', async () => {
    const { createNdjsonWriter } = await import('../../../src/format/events/ndjson-writer.ts');
    const big = withText(`{"a":"${'é'.repeat(50_000)}"}`);
    let writing = 0;
    let chunks = 0;
    const output = {
      write: async () => {
        expect(++writing).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        writing--;
        chunks++;
      },
    };
    await createNdjsonWriter({ columns: undefined }, output).write(blockOf(Array(10).fill(big)));
    expect(chunks).toBe(5);
  });
});

describe('the JSON writer', () => {
  it('writes a document in the shape of a log file, one record per line', async () => {
    expect(await render('json', [[one], [], [two]])).toBe(
      `{"Records":[\n${one.json},\n${two.json}\n]}\n`,
    );
  });

  it('writes a document with no records if there are no events', async () => {
    expect(await render('json', [])).toBe('{"Records":[]}\n');
  });

  it('writes only the requested columns', async () => {
    const columns = [createColumn('event')];
    expect(await render('json', [[recordOf()]], { columns })).toBe(
      '{"Records":[\n{"event":"TerminateInstances"}\n]}\n',
    );
  });
});
