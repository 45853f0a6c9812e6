/**
 * The first of two passes over a source: reads the events that issue credentials or sign somebody in,
 * and who the callers are whose sessions have several names. All other events are left out by the
 * scanner.
 */
import { personNameOf } from '../event/principal.ts';
import { parseWhere } from '../filter/parse-where.ts';
import { allOf, type Condition } from '../query/condition/condition.ts';
import { createFilter } from '../query/condition/filter.ts';
import { type EventRecord, recordsOf } from '../query/event-record.ts';
import type { Query } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import { cell, Row } from '../query/record-block.ts';
import type { TimeRange } from '../time-range.ts';
import { type Caller, callerColumns, callerOf, callerOfValues } from './caller.ts';
import { createIdentityCollector, type Identities } from './identities.ts';
import { isIdentityCall, readIdentityEvent } from './identity-calls.ts';

/** The first pass over a source. */
export interface IdentityPass {
  /** The query to ask the engine. */
  readonly query: Query;
  /** Takes a part of the answer. */
  take(part: QueryPart): void;
  /** Returns what was found; call it after the last part. */
  end(): Identities;
  /** Returns the callers of the events for which the condition `sought` holds. */
  sought(): readonly Caller[];
  /** Returns how many events were not taken into account, because there are too many callers. */
  lost(): number;
}

/** Options of the first pass. */
interface IdentityPassOptions {
  /** The time whose sessions are asked for. Issuances are read from 36 hours before. */
  readonly time: TimeRange;
  /** The events whose callers are asked for. */
  readonly sought?: Condition;
}

/** The longest time for which temporary credentials of STS can be valid, in milliseconds. */
const longestSession = 36 * 3_600_000;

/** The events of users of IAM Identity Center, some of which have their names. */
const isOfIdentityCenter = parseWhere('{ $.userIdentity.type = IdentityCenterUser }');

/**
 * The callers whose sessions can have other names than a key: those of the console and of sign-ins,
 * and those that act for a user of IAM Identity Center, which only some services record.
 */
const hasSeveralNames = parseWhere(`{
  ($.userIdentity.type IN [IAMUser, Root] && $.userIdentity.accessKeyId = "ASIA*") ||
  $.userIdentity.sessionContext.signInSessionArn = "*" ||
  $.userIdentity.onBehalfOf.userId = "*" ||
  $.sessionCredentialFromConsole EXISTS
}`);

/** Creates a pass that has read nothing. */
export function createIdentityPass({ time, sought }: IdentityPassOptions): IdentityPass {
  const collector = createIdentityCollector();
  const found = new Set<Caller>();
  const callersOfGroups: (Caller | undefined)[] = [];
  let lost = 0;
  const readRecord = (record: EventRecord) => {
    const { event } = record;
    const caller = callerOf(event);
    const identityEvent = readIdentityEvent(record);
    if (identityEvent) collector.addEvent(identityEvent);
    const name = personNameOf(event);
    if (name !== undefined && caller.userId !== '') collector.addName(caller, name);
    return caller;
  };
  return {
    query: {
      filter: createFilter(
        allOf([]),
        time.from === undefined ? time : { ...time, from: time.from - longestSession },
      ),
      order: 'none',
      keepDuplicates: false,
      holdBack: 0,
      group: {
        by: callerColumns,
        conditions: [
          isIdentityCall,
          isOfIdentityCenter,
          hasSeveralNames,
          ...(sought ? [sought] : []),
        ],
        counted: sought ? [2, 3] : [2],
      },
    },
    take({ block, groupOf }) {
      if (!block) return;
      let index = 0;
      for (const record of recordsOf(block)) {
        const number = cell(block, index++, Row.group);
        collector.addTime(record.time);
        const known = callersOfGroups[number];
        const group = groupOf?.(number);
        const isRead = group?.met.some((condition) => condition < 2) ?? record.json !== '';
        if (known && !isRead) continue;
        if (!group && !isRead) {
          lost++;
          continue;
        }
        const read = isRead ? readRecord(record) : undefined;
        const caller = known ?? read ?? callerOfValues(group?.values ?? []);
        if (!known) collector.addCaller(caller);
        if (group) callersOfGroups[number] = caller;
        if (group?.met.includes(3)) found.add(caller);
      }
    },
    end: () => collector.join(),
    sought: () => [...found],
    lost: () => lost,
  };
}
