import { type CloudTrailEvent, eventIdOf, eventNameOf, timeOf } from '../event/event.ts';

/** An event together with the text it was read from and where it was found. */
export interface EventRecord {
  readonly event: CloudTrailEvent;
  /** The record's own JSON on one line: numbers, key order and unknown fields as AWS wrote them. */
  readonly json: string;
  /** eventTime in epoch milliseconds. */
  readonly time: number;
  /**
   * What the deliveries of one event have in common, and no two events: eventID, name and time, in
   * this order; empty when the event has no ID.
   */
  readonly key: string;
  /** The log file as the user knows it. */
  readonly file: string;
  /** Where the record begins, in bytes of the inflated file. */
  readonly offset: number;
}

/** A record that can be handed to another thread or kept in a file: its event is parsed again. */
export type PlainRecord = Omit<EventRecord, 'event'>;

/** Where a record was found, and its text. */
export type FoundRecord = Pick<EventRecord, 'event' | 'json' | 'file' | 'offset'>;

/** The record of an event. */
export function createEventRecord({ event, json, file, offset }: FoundRecord): EventRecord {
  const time = timeOf(event);
  const id = eventIdOf(event);
  const key = id === undefined ? '' : `${id} ${eventNameOf(event)} ${time}`;
  return { event, json, time, key, file, offset };
}

/** The record as plain data. */
export function toPlainRecord({ json, time, key, file, offset }: EventRecord): PlainRecord {
  return { json, time, key, file, offset };
}

/** The record with its event, which is parsed when somebody looks at it: NDJSON is written without. */
export function fromPlainRecord(record: PlainRecord): EventRecord {
  let event: CloudTrailEvent | undefined;
  return {
    ...record,
    get event() {
      event ??= parseValidated(record.json);
      return event;
    },
  };
}

/** The text has been through the schema once. */
function parseValidated(json: string): CloudTrailEvent {
  return JSON.parse(json);
}
