import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../src/format/text/column.ts';
import type { EventRecord } from '../../../src/query/event-record.ts';
import { blockOf } from '../../support/block-of.ts';
import { recordOf, render } from './record-of.ts';

const withText = (json: string): EventRecord => ({ ...recordOf(), json });
const one = withText('{"eventID":"1","n":12345678901234567890.10}');
const two = withText('{"eventID":"2"}');

describe('ndjson', () => {
  it('is one record a line, as it was read', async () => {
    expect(await render('ndjson', [[one], [two]])).toBe(`${one.json}\n${two.json}\n`);
  });

  it('is nothing when there are no events', async () => {
    expect(await render('ndjson', [[]])).toBe('');
  });

  it('is an object of the columns that are asked for', async () => {
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

  it('takes a column named __proto__ for a column', async () => {
    const columns = [createColumn('$.__proto__')];
    expect(await render('ndjson', [[recordOf()]], { columns })).toBe('{"$.__proto__":null}\n');
  });

  it('writes what a terminal would act on as escapes of the same value', async () => {
    const text = await render('ndjson', [[withText('{"a":"\x9b2J\u202e\u2028"}')]]);
    expect(text).toBe('{"a":"\\u009b2J\\u202e\\u2028"}\n');
  });

  it('writes a control that JSON allows as an escape, also among records without any', async () => {
    const text = await render('ndjson', [[one, withText('{"a":"\x7f"}'), two]]);
    expect(text).toBe(`${one.json}\n{"a":"\\u007f"}\n${two.json}\n`);
  });

  it('hands records that need no escapes to the output as they are, all at once', async () => {
    const { createNdjsonWriter } = await import('../../../src/format/events/ndjson-writer.ts');
    const written: (string | Uint8Array)[] = [];
    const output = { write: async (chunk: string | Uint8Array) => void written.push(chunk) };
    const block = blockOf([one, two]);
    await createNdjsonWriter({ columns: undefined }, output).write(block);
    expect(written).toEqual([Buffer.from(`${one.json}\n${two.json}\n`)]);
  });

  it('waits for the output to take what is written', async () => {
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

describe('json', () => {
  it('is a document in the shape of a log file, one record a line', async () => {
    expect(await render('json', [[one], [], [two]])).toBe(
      `{"Records":[\n${one.json},\n${two.json}\n]}\n`,
    );
  });

  it('is a document without records when there are no events', async () => {
    expect(await render('json', [])).toBe('{"Records":[]}\n');
  });

  it('holds the columns that are asked for', async () => {
    const columns = [createColumn('event')];
    expect(await render('json', [[recordOf()]], { columns })).toBe(
      '{"Records":[\n{"event":"TerminateInstances"}\n]}\n',
    );
  });
});
