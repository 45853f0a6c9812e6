import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import {
  createColumn,
  defaultColumns,
  headerWithZone,
  readCell,
} from '../../../src/format/text/column.ts';
import { eventOf } from '../../event/event-of.ts';
import { recordOf } from '../events/record-of.ts';

const cell = (text: string, fields: Record<string, unknown> = {}, zone = 'UTC') =>
  readCell(createColumn(text), recordOf(fields).event, zone);

describe('createColumn', () => {
  it('accepts the name of an attribute', () => {
    expect(createColumn('source-ip')).toEqual({
      kind: 'attribute',
      name: 'source-ip',
      header: 'source-ip',
    });
  });

  it('accepts a path into a known field of the record', () => {
    expect(createColumn('userIdentity.arn')).toMatchObject({
      kind: 'field',
      header: 'userIdentity.arn',
    });
    expect(createColumn("['eventName']")).toMatchObject({ kind: 'field' });
  });

  it('accepts any field after $.', () => {
    expect(createColumn('$.newField.x')).toMatchObject({ kind: 'field', header: '$.newField.x' });
    expect(createColumn('$.event')).toMatchObject({ kind: 'field' });
  });

  it.each([
    ['evnetName', "unknown field 'evnetName' (did you mean 'eventName'?)"],
    ['sourceip', "unknown field 'sourceip' (did you mean 'source-ip'?)"],
    ['userIdentty.arn', "unknown field 'userIdentty.arn' (did you mean 'userIdentity.arn'?)"],
    ['outcom', "unknown field 'outcom' (did you mean 'outcome'?)"],
  ])('suggests a known name for %s', (text, message) => {
    expect(() => createColumn(text)).toThrow(new UsageError(message));
  });

  it.each(['zzzzzz', '__proto__', 'constructor', 'toString'])('rejects %s', (text) => {
    expect(() => createColumn(text)).toThrow(
      `unknown field '${text}': expected an attribute such as source-ip or a field such as userIdentity.arn; write '$.${text}' to use it anyway`,
    );
  });

  it.each(['', 'userIdentity.', 'resources['])('rejects the malformed path %j', (text) => {
    expect(() => createColumn(text)).toThrow(UsageError);
  });
});

describe('readCell', () => {
  it('shows the default columns of an event', () => {
    const { event } = recordOf();
    expect(defaultColumns.map((column) => readCell(column, event, 'UTC'))).toEqual([
      '2026-11-19 08:00:00',
      'TerminateInstances',
      'alice',
      '203.0.113.7',
      'eu-central-1',
      '111122223333',
      'ok',
      'i-0123456789abcdef0',
    ]);
  });

  it('shows times in the zone', () => {
    expect(cell('time', {}, 'Asia/Tokyo')).toBe('2026-11-19 17:00:00');
    expect(cell('time', { eventTime: '2026-11-19T08:00:00+05:00' })).toBe('2026-11-19 03:00:00');
  });

  it('shows scalars as they are, objects as JSON, and missing values as an empty text', () => {
    const requestParameters = { n: 1.5, yes: true, no: null, o: { a: [1] }, empty: '' };
    expect(cell('requestParameters.n', { requestParameters })).toBe('1.5');
    expect(cell('requestParameters.yes', { requestParameters })).toBe('true');
    expect(cell('requestParameters.no', { requestParameters })).toBe('');
    expect(cell('requestParameters.o', { requestParameters })).toBe('{"a":[1]}');
    expect(cell('requestParameters.missing', { requestParameters })).toBe('');
    expect(cell('requestParameters.empty', { requestParameters })).toBe('');
  });

  it('joins several values', () => {
    const items = [{ id: 'i-1' }, {}, { id: 'i-2' }];
    expect(cell('requestParameters.items[].id', { requestParameters: { items } })).toBe('i-1, i-2');
  });

  it('reads own properties only', () => {
    const requestParameters: unknown = JSON.parse('{"__proto__": "mine"}');
    expect(cell('requestParameters.__proto__', { requestParameters })).toBe('mine');
    expect(cell('requestParameters.toString', { requestParameters })).toBe('');
    expect(cell('$.constructor')).toBe('');
  });

  it('shows an object nested a thousand deep, and a deeper one without overflow', () => {
    const nest = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(cell('requestParameters.a', { requestParameters: { a: nest(1000) } })).toHaveLength(
      2000,
    );
    const event = eventOf({ requestParameters: nest(100_000) });
    expect(readCell(createColumn('requestParameters'), event, 'UTC')).toBe('"…"');
  });
});

describe('headerWithZone', () => {
  it('includes the zone only for times', () => {
    expect(headerWithZone(createColumn('time'), 'Asia/Tokyo')).toBe('time (Asia/Tokyo)');
    expect(headerWithZone(createColumn('event'), 'Asia/Tokyo')).toBe('event');
  });
});
