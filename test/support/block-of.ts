import { createHash } from 'node:crypto';
import { createBlockBuilder } from '../../src/query/block-builder.ts';
import { type EventRecord, recordsOf } from '../../src/query/event-record.ts';
import type { RecordBlock } from '../../src/query/record-block.ts';

/** What a block keeps of a record: the event is parsed again from its text. */
export type KeptRecord = Omit<EventRecord, 'event'>;

/** A block of these records, maybe of none. */
export function blockOf(records: readonly KeptRecord[]): RecordBlock {
  const builder = createBlockBuilder();
  for (const record of records) builder.add(record, hashOf(record));
  return builder.take() ?? emptyBlock;
}

/** The records of a block, as they can be compared. */
export function keptIn(block: RecordBlock): KeptRecord[] {
  return [...recordsOf(block)].map(({ json, time, key, file, offset }) => ({
    json,
    time,
    key,
    file,
    offset,
  }));
}

const emptyBlock: RecordBlock = {
  texts: Buffer.from(new ArrayBuffer(0)),
  keys: Buffer.from(new ArrayBuffer(0)),
  rows: new Float64Array(0),
  files: [],
};

/** Halves of a hash of key and time, both 0 where there is no key. */
function hashOf({ key, time }: KeptRecord): [low: number, high: number] {
  if (key === '') return [0, 0];
  const digest = createHash('sha256').update(`${time} `).update(key).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}
