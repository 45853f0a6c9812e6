import { type CloudTrailEvent, eventIdOf, eventNameOf, timeOf } from '../event/event.ts';
import { foundIn } from '../event/log-account.ts';
import { canonicalEvent } from '../event/spelling/canonical-event.ts';
import { cell, countRecords, keyStart, type RecordBlock, Row, textStart } from './record-block.ts';

/** An event, its text, and where it was found. */
export interface EventRecord {
  /** The event in the text; see `canonicalEvent`. */
  readonly event: CloudTrailEvent;
  /**
   * The record's own JSON on one line, with its spelling, numbers, key order and unknown fields as
   * they were written.
   */
  readonly json: string;
  /**
   * Whether the event had to be spelled otherwise than the text: its fields have other names there,
   * or are JSON in texts. Only known of records that were parsed.
   */
  readonly isRespelled?: boolean;
  /** eventTime in epoch milliseconds. */
  readonly time: number;
  /**
   * The eventID and the eventName, joined by a line feed; empty when the event has no ID. Together
   * with the time, the key identifies an event: all of its deliveries share it, and no other event
   * does.
   */
  readonly key: string;
  /** The name of the log file: a path, a URI, or `-` for standard input. */
  readonly file: string;
  /** Where the record begins, in bytes of the decompressed file. */
  readonly offset: number;
}

/** The parts of a record from which the others follow. */
export type FoundRecord = Pick<EventRecord, 'event' | 'json' | 'isRespelled' | 'file' | 'offset'>;

/** Creates the record of an event. */
export function createEventRecord(found: FoundRecord): EventRecord {
  const { event, file } = found;
  foundIn(event, file);
  const time = timeOf(event);
  const id = eventIdOf(event);
  const key = id === undefined ? '' : keyOf(id, eventNameOf(event));
  return { ...found, time, key };
}

/**
 * Joins ID and name as they are written in JSON, which has no line feeds, so that different pairs
 * have different keys.
 */
function keyOf(id: string, name: string): string {
  return `${textInJson(id)}\n${textInJson(name)}`;
}

function textInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Yields the records of the block. */
export function* recordsOf(block: RecordBlock): Generator<EventRecord, void> {
  for (let index = 0; index < countRecords(block); index++) yield recordAt(block, index);
}

/**
 * Returns the event of a record that the scanner has accepted, with its text; it is parsed when it
 * is first read.
 */
export function recordIn(json: string, file: string): Pick<EventRecord, 'event' | 'json'> {
  let event: CloudTrailEvent | undefined;
  return {
    get event() {
      event ??= foundIn(parseValidated(json), file);
      return event;
    },
    json,
  };
}

/** Returns a record of the block; its text, event and key are decoded on first use. */
export function recordAt(block: RecordBlock, index: number): EventRecord {
  let json: string | undefined;
  let event: CloudTrailEvent | undefined;
  return {
    get event() {
      event ??= foundIn(parseValidated(this.json), this.file);
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

/** The schema has already accepted the event in this text. */
function parseValidated(json: string): CloudTrailEvent {
  return canonicalEvent(JSON.parse(json));
}
