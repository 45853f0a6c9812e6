/** Counts of events by caller → a row for each session. */
import { isMcpServer } from '../../event/actor.ts';
import { type Caller, callerColumns, callerOfValues } from '../../identity/caller.ts';
import type { Chains } from '../../identity/chains.ts';
import { mergeCallers } from '../../identity/merge-callers.ts';
import type { Session } from '../../identity/session.ts';
import { nameOf } from '../../identity/session-name.ts';
import { earlier, later } from '../../query/event-seconds.ts';
import type { TallyCell } from '../../query/tally.ts';
import { kindOf } from '../who/session-words.ts';
import { beganText } from './began-text.ts';
import type { SessionRow } from './session-row.ts';

/** The columns by which the events of sessions are counted. */
export const sessionColumns = [
  ...callerColumns,
  'source-ip',
  'agent',
  'outcome',
  'access',
] as const;

/** Sessions, and the events that are not of one. */
export interface SessionRows {
  readonly rows: readonly SessionRow[];
  /** The number of events without a session, such as those of services. */
  readonly withoutSession: number;
}

/** Builds the rows from cells by `sessionColumns`, which have all events of their sessions. */
export function buildRows(cells: Iterable<TallyCell>, chains: Chains): SessionRows {
  const sessionOf = createSessionOf(chains);
  const uses = new Map<string, Use>();
  let withoutSession = 0;
  for (const cell of cells) {
    const session = sessionOf(cell.values);
    if (!session) {
      withoutSession += cell.count;
      continue;
    }
    const use = uses.get(session.id) ?? createUse(session);
    uses.set(session.id, use);
    if (session.caller) use.callers.set(session.caller.arn, session.caller);
    addTo(use, cell);
  }
  return { rows: [...uses.values()].map((use) => rowOf(merged(use), chains)), withoutSession };
}

/** Returns the function from values of a cell to their session; it remembers the last caller. */
function createSessionOf({ identities }: Chains) {
  let before: readonly string[] = [];
  let session: Session | undefined;
  return (values: readonly string[]): Session | undefined => {
    if (callerColumns.every((_, at) => values[at] === before[at])) return session;
    before = values;
    session = sessionOfCaller(callerOfValues(values), identities);
    return session;
  };
}

/** A session whose caller was not collected has the one of this event. */
function sessionOfCaller(caller: Caller, identities: Chains['identities']): Session | undefined {
  const session = identities.sessionOf(caller);
  return session && !session.caller ? { ...session, caller } : session;
}

/** Events can name different users for one key: then the session is of none of them. */
function merged(use: Use): Use {
  const caller = use.callers.size > 1 ? mergeCallers([...use.callers.values()]) : undefined;
  return caller ? { ...use, session: { ...use.session, caller } } : use;
}

interface Use {
  readonly session: Session;
  /** A caller of each name. */
  readonly callers: Map<string, Caller>;
  events: number;
  writes: number;
  denied: number;
  failed: number;
  start: number;
  end: number;
  /** Epoch seconds of the first event with each value. */
  readonly addresses: Map<string, number>;
  readonly programs: Map<string, number>;
}

function createUse(session: Session): Use {
  return {
    session,
    callers: new Map(),
    ...{ events: 0, writes: 0, denied: 0, failed: 0, start: 0, end: 0 },
    addresses: new Map(),
    programs: new Map(),
  };
}

function addTo(use: Use, { values, count, first, last }: TallyCell): void {
  const [address = '', program = '', outcome, access] = values.slice(callerColumns.length);
  use.events += count;
  if (access === 'write') use.writes += count;
  if (outcome === 'denied') use.denied += count;
  if (outcome === 'failed') use.failed += count;
  use.start = earlier(use.start, first);
  use.end = later(use.end, last);
  see(use.addresses, address, first);
  see(use.programs, program, first);
}

/** The servers that call for an AI agent stand in for its client, which their tool calls name. */
function see(seen: Map<string, number>, value: string, first: number): void {
  if (value !== '' && !isMcpServer(value)) seen.set(value, earlier(seen.get(value) ?? 0, first));
}

function rowOf(
  { session, callers: _, addresses, programs, ...totals }: Use,
  chains: Chains,
): SessionRow {
  const { caller, issued } = session;
  const origin = chains.findOrigin(session);
  const person = chains.findPerson(session);
  const kind = kindOf(session, origin);
  return {
    id: session.id,
    handle: handleOf(session) || (person?.name ?? ''),
    name: kind === 'portal session' && person ? person.name : nameOf(session),
    kind,
    account: caller?.account || issued?.role?.split(':')[4] || issued?.account || '',
    person: person
      ? { kind: person.kind, name: person.name, rule: person.rule, certainty: person.certainty }
      : null,
    began: {
      kind: origin.kind,
      certainty: origin.kind === 'session' ? origin.certainty : 'certain',
      text: beganText(origin, session),
      event: ('event' in origin && origin.event?.id) || '',
    },
    ...totals,
    addresses: addresses.size,
    address: firstOf(addresses),
    programs: programs.size,
    program: firstOf(programs),
  };
}

/** Returns the first access key, or the ARN of the sign-in, the user or the session. */
function handleOf({ nodes, caller }: Session): string {
  for (const kind of ['key ', 'sign-in ']) {
    const node = nodes.find((one) => one.startsWith(kind));
    if (node !== undefined) return node.slice(kind.length);
  }
  return caller?.arn ?? '';
}

/** Returns the value that was seen first; of several, the first in the order of texts. */
function firstOf(seen: ReadonlyMap<string, number>): string {
  let found: readonly [string, number] | undefined;
  for (const [value, first] of seen) {
    const isFirst = !found || first < found[1] || (first === found[1] && value < found[0]);
    if (isFirst) found = [value, first];
  }
  return found?.[0] ?? '';
}
