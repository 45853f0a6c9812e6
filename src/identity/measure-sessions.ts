/**
 * The second of two passes: what the sessions of a tree did, from where, and with which programs.
 */
import { allOf, type Condition, has } from '../query/condition/condition.ts';
import { createFilter } from '../query/condition/filter.ts';
import { type EventRecord, recordsOf } from '../query/event-record.ts';
import type { EventGroup, Query } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import { cell, Row } from '../query/record-block.ts';
import type { TimeRange } from '../time-range.ts';
import { type Caller, callerColumns, callerOfValues } from './caller.ts';
import { inOrder, type Seen } from './seen.ts';

/** What a session did. */
export interface SessionUse {
  readonly events: number;
  readonly ok: number;
  readonly denied: number;
  readonly failed: number;
  /** The calls that may change something, whatever their outcome. */
  readonly writes: number;
  /** Epoch milliseconds of the first and the last event. */
  readonly first: number;
  readonly last: number;
  /** The addresses and the services that called, in the order of their first use. */
  readonly addresses: readonly Seen[];
  /** The programs, without their versions, in the order of their first use. */
  readonly programs: readonly Seen[];
  /** The first writes that succeeded, in time order. */
  readonly firstWrites: readonly EventRecord[];
}

/** Measures the use of sessions. */
export interface SessionMeasure {
  /** The query to ask the engine. */
  readonly query: Query;
  take(part: QueryPart): void;
  /** Returns the use of all sessions, by the session's ID. */
  uses(): ReadonlyMap<string, SessionUse>;
  /** Returns how many events were not counted, because they differ in too many ways. */
  lost(): number;
}

/** Options of `measureSessions`. */
interface MeasureOptions {
  readonly time: TimeRange;
  /** Holds for all events of the sessions. */
  readonly condition: Condition;
  /** Returns the ID of the session of a caller; undefined for a caller without one. */
  readonly idOf: (caller: Caller) => string | undefined;
}

/** This many writes are kept for each session. */
const maxWrites = 5;
const measured = ['source-ip', 'agent', 'outcome', 'access'];

/** Creates a measure of sessions that has counted nothing. */
export function measureSessions({ time, condition, idOf }: MeasureOptions): SessionMeasure {
  const uses = new Map<string, MutableUse>();
  const groups: (GroupUse | undefined)[] = [];
  let lost = 0;
  const groupUseOf = ({ values }: EventGroup): GroupUse => {
    const id = idOf(callerOfValues(values));
    const [address = '', program = '', outcome = '', access = ''] = values.slice(
      callerColumns.length,
    );
    const use = id === undefined ? undefined : (uses.get(id) ?? createUse());
    if (id !== undefined && use) uses.set(id, use);
    return { use, address, program, outcome, access };
  };
  return {
    query: {
      filter: createFilter(condition, time),
      order: 'none',
      keepDuplicates: false,
      holdBack: 0,
      group: {
        by: [...callerColumns, ...measured],
        conditions: [allOf([has('access', ['write']), has('outcome', ['ok'])]), allOf([])],
        counted: [1],
      },
    },
    take({ block, groupOf }) {
      if (!block) return;
      let index = 0;
      for (const record of recordsOf(block)) {
        const number = cell(block, index++, Row.group);
        const found = groupOf?.(number);
        const group = groups[number] ?? (found && groupUseOf(found));
        if (group && found) groups[number] = group;
        if (!group) lost++;
        else if (group.use) count(group.use, group, record);
      }
    },
    uses: () => new Map([...uses].map(([id, use]) => [id, sessionUse(use)])),
    lost: () => lost,
  };
}

interface MutableUse {
  events: number;
  ok: number;
  denied: number;
  failed: number;
  writes: number;
  first: number;
  last: number;
  readonly addresses: Map<string, MutableSeen>;
  readonly programs: Map<string, MutableSeen>;
  readonly firstWrites: EventRecord[];
}

interface MutableSeen {
  events: number;
  first: number;
  last: number;
}

/** What the events of a group have in common. */
interface GroupUse {
  readonly use: MutableUse | undefined;
  readonly address: string;
  readonly program: string;
  readonly outcome: string;
  readonly access: string;
}

function createUse(): MutableUse {
  return {
    ...{ events: 0, ok: 0, denied: 0, failed: 0, writes: 0 },
    ...noTimes,
    addresses: new Map(),
    programs: new Map(),
    firstWrites: [],
  };
}

function count(use: MutableUse, group: GroupUse, record: EventRecord): void {
  const { time } = record;
  use.events++;
  if (group.outcome === 'denied') use.denied++;
  else if (group.outcome === 'failed') use.failed++;
  else use.ok++;
  extend(use, time);
  see(use.addresses, group.address, time);
  see(use.programs, group.program, time);
  if (group.access !== 'write') return;
  use.writes++;
  if (group.outcome === 'ok') keepWrite(use.firstWrites, record);
}

function see(all: Map<string, MutableSeen>, value: string, time: number): void {
  const seen = all.get(value) ?? { events: 0, ...noTimes };
  all.set(value, seen);
  seen.events++;
  extend(seen, time);
}

const noTimes = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

/** Some events have no valid time. */
function extend(span: { first: number; last: number }, time: number): void {
  if (time < span.first) span.first = time;
  if (time > span.last) span.last = time;
}

/** Keeps the record if it is one of the first; its memory is only valid until the next part. */
function keepWrite(writes: EventRecord[], record: EventRecord): void {
  if (writes.length === maxWrites && record.time > (writes.at(-1)?.time ?? 0)) return;
  const { event, json, key, time, file, offset } = record;
  const isBefore = (other: EventRecord) =>
    time < other.time || (time === other.time && key < other.key);
  const at = writes.findIndex(isBefore);
  writes.splice(at < 0 ? writes.length : at, 0, { event, json, key, time, file, offset });
  writes.length = Math.min(writes.length, maxWrites);
}

function sessionUse(use: MutableUse): SessionUse {
  return { ...use, addresses: seenIn(use.addresses), programs: seenIn(use.programs) };
}

function seenIn(all: ReadonlyMap<string, MutableSeen>): readonly Seen[] {
  return [...all].map(([value, seen]) => ({ value, ...seen })).sort(inOrder);
}
