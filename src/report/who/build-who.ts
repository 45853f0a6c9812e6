/** Turns sessions and their uses into a report. */
import { attributes } from '../../event/attributes.ts';
import { eventIdOf } from '../../event/event.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import type { Seen, SessionUse } from '../../identity/measure-sessions.ts';
import type { FindPerson } from '../../identity/person.ts';
import type { Origin, Session } from '../../identity/session.ts';
import type { SessionNode, SessionTrees } from '../../identity/session-tree.ts';
import type { Thing } from '../../identity/thing.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { isoOrNull } from './iso-or-null.ts';
import { originText } from './origin-words.ts';
import { kindOf, nameOf } from './session-words.ts';
import type { WhoOrigin, WhoReport, WhoSession, WhoUse } from './who-report.ts';

/** What a report is made from. */
export interface WhoInput {
  readonly thing: Thing;
  /** The sessions that were asked for. */
  readonly sought: readonly Session[];
  readonly trees: SessionTrees;
  readonly findPerson: FindPerson;
  readonly useOf: (id: string) => SessionUse | undefined;
  readonly sameAddress: WhoReport['sameAddress'];
  readonly coverage: WhoReport['coverage'];
  /** The accounts that `what` does not call foreign. */
  readonly accounts: KnownAccounts;
}

/** This many trees, and sessions made from one, are shown. */
const maxTrees = 20;
const maxChildren = 50;

/** Builds the report: each tree from its root to the sessions asked for, and all below them. */
export function buildWho(input: WhoInput): WhoReport {
  const { thing, sought, trees, sameAddress, coverage } = input;
  const wanted = new Set(sought.map(({ id }) => id));
  const roots = new Map(
    sought.map((session) => trees.pathTo(session)[0]).map((root) => [root.id, root]),
  );
  const shown = [...roots.values()].slice(0, maxTrees);
  return {
    thing: { kind: thing.kind, text: thing.text },
    trees: shown.flatMap((root) => pruned(trees.treeOf(root), { input, wanted }, false) ?? []),
    leftOut: roots.size - shown.length,
    sameAddress,
    coverage,
  };
}

interface Pruning {
  readonly input: WhoInput;
  readonly wanted: ReadonlySet<string>;
}

/** Returns the session if it is asked for, or above or below one that is. */
function pruned(node: SessionNode, pruning: Pruning, isBelow: boolean): WhoSession | undefined {
  const { input, wanted } = pruning;
  const isSought = wanted.has(node.session.id);
  const below = node.children.flatMap((child) => pruned(child, pruning, isBelow || isSought) ?? []);
  if (!isSought && !isBelow && below.length === 0) return undefined;
  const children = below.slice(0, maxChildren);
  return {
    ...describe(node, input),
    isSought,
    children,
    others: node.children.length - children.length,
  };
}

function describe({ session, origin }: SessionNode, { findPerson, useOf, accounts }: WhoInput) {
  const { caller, issued } = session;
  const keys = keysOf(session);
  const person = findPerson(session);
  const use = useOf(session.id);
  const kind = kindOf(session, origin);
  return {
    handle: keys[0] ?? session.id.slice(session.id.indexOf(' ') + 1),
    name: kind === 'portal session' && person ? person.name : nameOf(session),
    kind,
    account: caller?.account ?? issued?.role?.split(':')[4] ?? issued?.account ?? '',
    arn: caller?.arn ?? '',
    keys,
    person: person
      ? { kind: person.kind, name: person.name, rule: person.rule, certainty: person.certainty }
      : null,
    origin: describeOrigin(origin),
    use: use ? describeUse(use, accounts) : null,
  };
}

/** Returns the access keys of a session. */
function keysOf({ nodes }: Session): readonly string[] {
  return nodes.flatMap((node) => (node.startsWith('key ') ? [node.slice('key '.length)] : []));
}

function describeOrigin(origin: Origin): WhoOrigin {
  const event = 'event' in origin ? origin.event : undefined;
  const known = {
    kind: origin.kind,
    certainty: origin.kind === 'session' ? origin.certainty : 'certain',
    how: howOf(origin),
    by: byOf(origin),
    subject: (origin.kind === 'provider' && origin.event.subject) || null,
    event: event
      ? {
          name: event.name,
          id: event.id,
          time: isoOrNull(event.time),
          address: event.address,
          agent: event.agent,
          mfa: event.mfa ?? null,
        }
      : null,
  } as const;
  return { ...known, text: originText(known) };
}

function howOf(origin: Origin): WhoOrigin['how'] {
  switch (origin.kind) {
    case 'session':
    case 'principal':
      return origin.how;
    case 'missing':
      return origin.reason;
    default:
      return origin.kind;
  }
}

function byOf(origin: Origin): string | null {
  switch (origin.kind) {
    case 'session':
      return nameOf(origin.session);
    case 'service':
      return origin.service;
    case 'provider':
      return origin.event.provider ?? null;
    case 'principal':
    case 'missing':
      return null;
  }
}

function describeUse(use: SessionUse, accounts: KnownAccounts): WhoUse {
  const { events, ok, denied, failed, writes, first, last } = use;
  return {
    ...{ events, ok, denied, failed, writes },
    first: isoOrNull(first),
    last: isoOrNull(last),
    addresses: use.addresses.map(seenIso),
    programs: use.programs.map(seenIso),
    firstWrites: use.firstWrites.map((record) => describeWrite(record, accounts)),
  };
}

function seenIso({ value, events, first, last }: Seen) {
  return { value, events, first: isoOrNull(first), last: isoOrNull(last) };
}

function describeWrite({ event, time }: EventRecord, accounts: KnownAccounts) {
  return {
    time: isoOrNull(time),
    event: attributes.event.show(event),
    what: attributes.what.show(event, accounts),
    id: eventIdOf(event) ?? '',
  };
}
