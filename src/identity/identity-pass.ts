/**
 * The first of two passes over a source: reads the events that issue credentials or sign somebody
 * in, and who the callers are whose sessions have several names. All other events are left out by
 * the scanner.
 */
import { isIP } from 'node:net';
import type { Engine } from '../engine/engine.ts';
import { personNameOf } from '../event/principal.ts';
import { parseWhere } from '../filter/parse-where.ts';
import { allOf, type Condition } from '../query/condition/condition.ts';
import { createFilter } from '../query/condition/filter.ts';
import { type EventRecord, recordsOf } from '../query/event-record.ts';
import type { EventGroup, Query } from '../query/query.ts';
import type { QueryPart } from '../query/query-part.ts';
import { cell, Row } from '../query/record-block.ts';
import type { TimeRange } from '../time-range.ts';
import { type Caller, callerColumns, callerOf, callerOfValues } from './caller.ts';
import { createIdentityCollector, type Identities } from './identities.ts';
import { isIdentityCall, readIdentityEvent } from './identity-calls.ts';
import type { SessionTally, TalliedGroup } from './session-tally.ts';
import { createToolCalls, type ToolCalls } from './tool-calls.ts';

/** The first pass over a source. */
export interface IdentityPass {
  /** Reads the source: yields the parts after they were taken into account. */
  read(engine: Pick<Engine, 'query'>): AsyncGenerator<QueryPart>;
  /** Returns what was found; call it after the last part. */
  end(): Identities;
  /** The tool calls that were found. */
  readonly tools: ToolCalls;
  /** Returns the callers of the events for which the sought condition with this index holds. */
  sought(index: number): readonly Caller[];
  /** Returns the IP addresses from which these events came. */
  addresses(): ReadonlySet<string>;
  /** Returns how many events were not taken into account, because there are too many callers. */
  lost(): number;
}

/** Options of the first pass. */
interface IdentityPassOptions {
  /** The time whose sessions are asked for. Issuances are read from 36 hours before. */
  readonly time: TimeRange;
  /** The events whose callers are asked for. */
  readonly sought?: readonly Condition[];
  /** Whether only the events whose callers are asked for are read. */
  readonly isWithoutChains?: boolean;
  /**
   * Whether the source finds only some events quickly, as the Event history does: then callers that
   * are not asked for are not read.
   */
  readonly isSlow?: boolean;
  /** Counts the use of all sessions, too. */
  readonly tally?: SessionTally;
}

/** The longest time for which temporary credentials of STS can be valid, in milliseconds. */
export const longestSession = 36 * 3_600_000;

/** The events of users of IAM Identity Center, some of which have their names. */
const isOfIdentityCenter = parseWhere('{ $.userIdentity.type = IdentityCenterUser }');

/** The tool calls of AI agents. */
const isToolCall = parseWhere('{ $.eventType = AwsMcpEvent }');

/**
 * The callers whose sessions can have other names than a key: those of the console and of sign-ins,
 * and those of users of IAM Identity Center, whose names they have.
 */
const hasSeveralNames = parseWhere(`{
  ($.userIdentity.type IN [IAMUser, Root] && $.userIdentity.accessKeyId = "ASIA*") ||
  $.userIdentity.sessionContext.signInSessionArn = "*" ||
  $.userIdentity.onBehalfOf.userId = "*" ||
  $.userIdentity.sessionContext.sessionIssuer.arn = "arn:*:role/aws-reserved/sso.amazonaws.com/*" ||
  $.sessionCredentialFromConsole EXISTS
}`);

/** The conditions of the events that are read; of others, only the callers are needed. */
const readConditions = [isIdentityCall, isOfIdentityCenter, isToolCall];
const firstCounted = readConditions.length;
const firstSought = firstCounted + 1;

/** The caller of a group of events. */
interface CallerGroup {
  readonly caller: Caller;
  /** Whether its events are read. */
  readonly isRead: boolean;
  readonly tallied: TalliedGroup | undefined;
}

/** Creates a pass that has read nothing. */
export function createIdentityPass({
  time,
  sought = [],
  isSlow = false,
  isWithoutChains = false,
  tally,
}: IdentityPassOptions): IdentityPass {
  const collector = createIdentityCollector();
  const tools = createToolCalls();
  const found = sought.map(() => new Set<Caller>());
  const keys = new Set<string>();
  const addresses = new Set<string>();
  let lost = 0;
  const firstTallied = firstSought + sought.length;
  const isSought = (at: number) => at >= firstSought && at < firstTallied;
  const createGroup = (group: EventGroup | undefined): CallerGroup | undefined => {
    if (!group) return undefined;
    const caller = callerOfValues(group.values);
    collector.addCaller(caller);
    for (const condition of group.met) found[condition - firstSought]?.add(caller);
    const address = group.values.at(-1) ?? '';
    if (group.met.some(isSought) && isIP(address)) addresses.add(address);
    return {
      caller,
      isRead: group.met.some((condition) => condition < firstCounted),
      tallied: tally?.groupOf(caller, {
        identity: group.values.at(-2) ?? '',
        address,
        isAsked: group.met.includes(firstTallied + 1),
      }),
    };
  };
  const readRecord = (record: EventRecord, caller: Caller) => {
    // Several lookups can find the same event.
    if (isSlow && record.key !== '') {
      if (keys.has(record.key)) return;
      keys.add(record.key);
    }
    tools.add(record.event);
    const identityEvent = readIdentityEvent(record, caller);
    if (identityEvent) collector.addEvent(identityEvent);
    const name = personNameOf(record.event);
    if (name !== undefined && caller.userId !== '') collector.addName(caller, name);
  };
  const take = ({ block, groupOf }: QueryPart, groupsOf: (CallerGroup | undefined)[]) => {
    if (!block) return;
    let index = 0;
    for (const record of recordsOf(block)) {
      const number = cell(block, index++, Row.group);
      collector.addTime(record.time);
      const group = groupsOf[number] ?? createGroup(groupOf?.(number));
      if (group) groupsOf[number] = group;
      if (group?.tallied) tally?.count(group.tallied, record.time);
      // Beyond the limit on groups, an event that was to be counted has no text.
      if (!group && record.json === '') lost++;
      else if (group?.isRead !== false) readRecord(record, group?.caller ?? callerOf(record.event));
    }
  };
  const tallied = tally ? [allOf([]), tally.asked] : [];
  const from = time.from === undefined ? undefined : time.from - longestSession;
  const queryFor = (when: Condition): Query => ({
    filter: createFilter(when, from === undefined ? time : { ...time, from }),
    order: 'none',
    keepDuplicates: false,
    holdBack: 0,
    group: {
      by: [...callerColumns, ...(tally ? ['identity'] : []), 'source-ip'],
      conditions: [...readConditions, hasSeveralNames, ...sought, ...tallied],
      counted: [hasSeveralNames, ...sought, ...tallied].map((_, at) => firstCounted + at),
    },
  });
  const several = isSlow ? [isIdentityCall, ...sought] : [allOf([])];
  const conditions = isWithoutChains ? sought : several;
  return {
    async *read(engine) {
      for (const query of conditions.map(queryFor)) {
        const groupsOf: (CallerGroup | undefined)[] = [];
        for await (const part of engine.query(query)) {
          take(part, groupsOf);
          yield part;
        }
      }
    },
    end: () => collector.join(),
    tools,
    sought: (index) => [...(found[index] ?? [])],
    addresses: () => addresses,
    lost: () => lost,
  };
}
