import { type CloudTrailEvent, eventIdOf, eventNameOf, timeOf } from '../event/event.ts';
import { cell, countRecords, keyStart, type RecordBlock, Row, textStart } from './record-block.ts';

/** An event together with the text it was read from and where it was found. */
export interface EventRecord {
  readonly event: CloudTrailEvent;
  /** The record's own JSON on one line: numbers, key order and unknown fields as AWS wrote them. */
  readonly json: string;
  /** eventTime in epoch milliseconds. */
  readonly time: number;
  /**
   * eventID and name, as `keyOf` joins them: with the time, what the deliveries of one event have in
   * common, and no two events; empty when the event has no ID.
   */
  readonly key: string;
  /** The log file as the user knows it. */
  readonly file: string;
  /** Where the record begins, in bytes of the inflated file. */
  readonly offset: number;
}

/** Where a record was found, and its text. */
export type FoundRecord = Pick<EventRecord, 'event' | 'json' | 'file' | 'offset'>;

/** The record of an event. */
export function createEventRecord({ event, json, file, offset }: FoundRecord): EventRecord {
  const time = timeOf(event);
  const id = eventIdOf(event);
  const key = id === undefined ? '' : keyOf(id, eventNameOf(event));
  return { event, json, time, key, file, offset };
}

/** Joins both as they stand in JSON, where there is no line feed: no two pairs become the same. */
function keyOf(id: string, name: string): string {
  return `${textInJson(id)}\n${textInJson(name)}`;
}

function textInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The records of the block, one by one. */
export function* recordsOf(block: RecordBlock): Generator<EventRecord, void> {
  for (let index = 0; index < countRecords(block); index++) yield recordAt(block, index);
}

/** A record of the block; what is asked of it is made from its text when it is asked for. */
function recordAt(block: RecordBlock, index: number): EventRecord {
  let json: string | undefined;
  let event: CloudTrailEvent | undefined;
  return {
    get event() {
      event ??= parseValidated(this.json);
      return event;
    },
    get json() {
      json ??= block.texts.toString(
        'utf8',
        textStart(block, index),
        cell(block, index, Row.textEnd),
      );
      return json;
    },
    get key() {
      return block.keys.toString('utf8', keyStart(block, index), cell(block, index, Row.keyEnd));
    },
    time: cell(block, index, Row.time),
    offset: cell(block, index, Row.offset),
    file: block.files[cell(block, index, Row.file)] ?? '',
  };
}

/** The text has been through the schema once. */
function parseValidated(json: string): CloudTrailEvent {
  return JSON.parse(json);
}
