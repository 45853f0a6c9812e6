import { expect, test } from 'vitest';
import { recordsOf } from '../../../src/query/event-record.ts';
import { addToLedger, createLedger } from '../../../src/query/ledger.ts';
import type { ListingEntry, Source } from '../../../src/source/source.ts';
import { ask } from '../../support/ask.ts';

const hour = 3_600_000;

test('events stay in order, each once, when the listing counts left out files before their results are taken', async () => {
  // The first file is so large that its results are taken before the next is read. The others are
  // read, and still held, when the listing says what was left out.
  const long = Array.from({ length: 600 }, (_, at) => event(`long-${at}`, '02:16:00', 1000));
  const files = new Map([
    [nameAt('0220'), [...long, event('twice', '02:16:08')]],
    [nameAt('0225'), [event('once', '02:16:07'), event('twice', '02:16:08')]],
    [nameAt('2010'), [event('last', '20:05:00')]],
  ]);
  const ledger = createLedger();
  const ids: string[] = [];
  const query = { order: 'oldest-first', keepDuplicates: false, holdBack: 6 * hour } as const;
  for await (const part of ask(sourceOf(files), query)) {
    addToLedger(ledger, part.ledger);
    if (part.block) {
      for (const { event } of recordsOf(part.block)) ids.push(event.eventID ?? '');
    }
  }
  expect(ids.filter((id) => !id.startsWith('long'))).toEqual(['once', 'twice', 'last']);
  expect(ledger).toMatchObject({ matched: 603, duplicates: 1, lateEvents: 0 });
});

function nameAt(time: string): string {
  return `111122223333_CloudTrail_us-east-1_20261118T${time}Z_aaaaaaaaaaaaaaaa.json`;
}

function event(eventID: string, time: string, length = 0): object {
  return {
    eventVersion: '1.08',
    eventTime: `2026-11-18T${time}Z`,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID,
    userAgent: 'x'.repeat(length),
  };
}

function sourceOf(files: ReadonlyMap<string, readonly object[]>): Source {
  const bytesOf = (name: string) => Buffer.from(JSON.stringify({ Records: files.get(name) }));
  return {
    async *list(): AsyncGenerator<ListingEntry> {
      for (const name of files.keys()) yield { name, kind: 'path', named: false };
      yield { kind: 'left-out', why: 'time', files: 1, folders: 0 };
    },
    async *open({ name }) {
      yield bytesOf(name);
    },
    readWhole: ({ name }) => bytesOf(name),
  };
}
