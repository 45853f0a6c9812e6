import { createHash } from 'node:crypto';
import { createBlockBuilder } from '../../src/query/block-builder.ts';
import { type EventRecord, recordsOf } from '../../src/query/event-record.ts';
import type { RecordBlock } from '../../src/query/record-block.ts';

/** The fields of a record that a block keeps; the event is parsed again from its text. */
export type KeptRecord = Omit<EventRecord, 'event'>;

/** Builds a block of these records; an empty one for no records. */
export function blockOf(records: readonly KeptRecord[]): RecordBlock {
  const builder = createBlockBuilder();
  for (const record of records) builder.add(record, hashOf(record));
  return builder.take() ?? emptyBlock;
}

/** Returns the records of a block in a form that can be compared. */
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

/** Returns the halves of a hash of key and time; both are 0 when the key is empty. */
function hashOf({ key, time }: KeptRecord): [low: number, high: number] {
  if (key === '') return [0, 0];
  const digest = createHash('sha256').update(`${time} `).update(key).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}
