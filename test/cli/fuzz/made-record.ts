/**
 * Makes records: events that are odd in every way that CloudTrail, or callers of AWS, may make
 * them, repeated deliveries, and values that are not events.
 */
import { pick, type Random } from '../../../bench/random.ts';
import { Members, spellJson } from './json-text.ts';
import { aggregated, call, insight, type Member, nested } from './made-events.ts';

/** A record as it is put into a document. */
export interface MadeRecord {
  /** `foreign` is something else than an event; `invalid` an event that breaks a rule. */
  readonly kind: 'event' | 'foreign' | 'invalid';
  /** The JSON text. */
  readonly text: string;
  /** The event that filters see; undefined unless it is an event. */
  readonly event: MadeEvent | undefined;
}

/** The fields of an event. */
export type MadeEvent = Readonly<Record<string, unknown>>;

/** A record in a document. */
export interface WrittenRecord {
  readonly record: MadeRecord;
  /** The event that filters see, if it is not that of the record. */
  readonly event?: MadeEvent;
  /** The JSON text of the record in the document; undefined if it has none. */
  readonly text: string | undefined;
}

/** Makes one record; now and then a new delivery of one of the `earlier` records. */
export function makeRecord(random: Random, earlier: readonly MadeRecord[]): MadeRecord {
  const way = random();
  if (way < 0.05) return makeForeign(random);
  if (way < 0.09) return makeInvalid(random);
  if (way < 0.25 && earlier.length > 0) return deliverAgain(random, pick(random, earlier));
  if (way < 0.28) return eventOf(random, insight(random));
  if (way < 0.31) return eventOf(random, aggregated(random));
  return eventOf(random, call(random));
}

/** Returns a record of these members. */
function eventOf(random: Random, members: readonly Member[]): MadeRecord {
  const text = spellJson(random, new Members(members));
  return { kind: 'event', text, event: JSON.parse(text) };
}

/** Another delivery of a record: the same, spelled in another way, or with a field more. */
function deliverAgain(random: Random, record: MadeRecord): MadeRecord {
  if (record.kind !== 'event') return makeForeign(random);
  if (random() < 0.6) return record;
  const text = `${record.text.slice(0, -1)},"addendum":{"reason":"UPDATED_DATA","n":${random()}}}`;
  return { kind: 'event', text, event: JSON.parse(text) };
}

function makeForeign(random: Random): MadeRecord {
  const text = pick(random, ['5', 'null', 'true', '{}', '{"foo":1}', '[]', '-0.5e3', '{"a":{}}']);
  return { kind: 'foreign', text, event: undefined };
}

/** An event with a time that is not one, without a name, or nested too deep. */
function makeInvalid(random: Random): MadeRecord {
  const members = call(random).filter(([key]) => key !== 'note');
  const [key, value] = pick<Member>(random, [
    ['eventTime', {}],
    ['eventTime', 'soon'],
    ['eventTime', '2026-02-30T10:00:00Z'],
    ['eventTime', '2026-11-18T25:00:00Z'],
    ['eventTime', ['2026-11-18T10:00:00Z']],
    ['requestParameters', nested(1100)],
  ]);
  const text = spellJson(
    random,
    new Members([...members.filter(([name]) => name !== key), [key, value]]),
  );
  return { kind: 'invalid', text, event: undefined };
}

/** Whether a record is nested deeper than any record may be. */
export function isTooDeep(text: string): boolean {
  return text.includes('['.repeat(1001));
}
