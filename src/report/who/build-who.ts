/** Turns sessions and their uses into a report. */
import { compareTexts } from '../../compare-texts.ts';
import { attributes } from '../../event/attributes.ts';
import { eventIdOf } from '../../event/event.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import type { FindOrigin } from '../../identity/find-origin.ts';
import type { SessionUse } from '../../identity/measure-sessions.ts';
import type { FindPerson } from '../../identity/person.ts';
import type { Seen } from '../../identity/seen.ts';
import type { Origin, Session } from '../../identity/session.ts';
import { nameOf } from '../../identity/session-name.ts';
import { idsAround, type SessionNode, type SessionTrees } from '../../identity/session-tree.ts';
import type { FindWarnings, SessionWarning } from '../../identity/session-warning.ts';
import type { Thing } from '../../identity/thing.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { isoOrNull } from './iso-or-null.ts';
import { originText } from './origin-words.ts';
import { kindOf } from './session-words.ts';
import { warningText } from './warning-words.ts';
import type { WhoOrigin, WhoReport, WhoSession, WhoUse } from './who-report.ts';

/** What a report is made from. */
export interface WhoInput {
  readonly thing: Thing;
  /** The sessions that were asked for. */
  readonly sought: readonly Session[];
  readonly trees: SessionTrees;
  readonly findPerson: FindPerson;
  readonly findOrigin: FindOrigin;
  readonly findWarnings: FindWarnings;
  /** The use of the sessions of the trees, and of others at their addresses, by session ID. */
  readonly uses: ReadonlyMap<string, SessionUse>;
  readonly sessionAt: (id: string) => Session;
  readonly coverage: WhoReport['coverage'];
  /** The accounts that `what` does not call foreign. */
  readonly accounts: KnownAccounts;
}

/** This many trees, and sessions made from one, are shown. */
const maxTrees = 20;
const maxChildren = 50;

/** Builds the report: each tree from its root to the sessions asked for, and all below them. */
export function buildWho(input: WhoInput): WhoReport {
  const { thing, sought, trees, uses, coverage } = input;
  const wanted = new Set(sought.map(({ id }) => id));
  const roots = new Map(
    sought.map((session) => trees.pathTo(session)[0]).map((root) => [root.id, root]),
  );
  const firstUse = ({ id }: Session) => uses.get(id)?.first ?? Number.POSITIVE_INFINITY;
  const shown = [...roots.values()]
    .map((root) => ({ root, first: firstUse(root) }))
    .toSorted(
      (a, b) =>
        (a.first < b.first ? -1 : Number(a.first > b.first)) || compareTexts(a.root.id, b.root.id),
    )
    .slice(0, maxTrees)
    .map(({ root }) => root);
  return {
    thing: { kind: thing.kind, text: thing.text },
    trees: shown.flatMap((root) => pruned(trees.treeOf(root), { input, wanted }) ?? []),
    leftOut: roots.size - shown.length,
    sameAddress: sameAddress(input),
    coverage,
  };
}

interface Pruning {
  readonly input: WhoInput;
  readonly wanted: ReadonlySet<string>;
}

/**
 * Returns the tree with the sessions that are asked for, and those above or below one that is.
 * Chains can be too long for recursion: the sessions are listed from the top down, and built from
 * the bottom up.
 */
function pruned(root: SessionNode, { input, wanted }: Pruning): WhoSession | undefined {
  const listed = [{ node: root, isBelow: false }];
  for (const { node, isBelow } of listed) {
    const isInside = isBelow || wanted.has(node.session.id);
    // Inside, all children are kept, of which only the first are shown.
    const children = isInside ? node.children.slice(0, maxChildren) : node.children;
    for (const child of children) listed.push({ node: child, isBelow: isInside });
  }
  const built = new Map<SessionNode, WhoSession>();
  for (const { node, isBelow } of listed.toReversed()) {
    const isSought = wanted.has(node.session.id);
    const below = node.children.flatMap((child) => built.get(child) ?? []);
    if (!isSought && !isBelow && below.length === 0) continue;
    const children = below.slice(0, maxChildren);
    const others = node.children.length - children.length;
    built.set(node, { ...describe(node, input), isSought, children, others });
  }
  return built.get(root);
}

function describe(
  { session, origin }: SessionNode,
  { findPerson, findWarnings, uses, accounts }: WhoInput,
) {
  const { caller, issued } = session;
  const keys = keysOf(session);
  const person = findPerson(session);
  const use = uses.get(session.id);
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
    warnings: findWarnings(session).map(describeWarning),
  };
}

function describeWarning(warning: SessionWarning): WhoSession['warnings'][number] {
  const { kind, time } = warning;
  return {
    kind,
    time: time === undefined ? null : isoOrNull(time),
    text: warningText(warning),
  };
}

/** Returns the access keys of a session. */
function keysOf({ nodes }: Session): readonly string[] {
  return nodes.flatMap((node) => (node.startsWith('key ') ? [node.slice('key '.length)] : []));
}

/** This many other sessions at the same addresses are shown. */
const maxSameAddress = 20;

/** Returns the sessions that only share an address with those of the trees. */
function sameAddress({ sought, trees, uses, sessionAt, findOrigin, findPerson }: WhoInput) {
  const inTrees = idsAround(sought, trees);
  return [...uses]
    .filter(([id]) => !inTrees.has(id))
    .toSorted(([one, a], [other, b]) => a.first - b.first || compareTexts(one, other))
    .slice(0, maxSameAddress)
    .map(([id, { addresses, events, first, last }]) => {
      const session = sessionAt(id);
      return {
        address: addresses.map(({ value }) => value).join(', '),
        handle: keysOf(session)[0] ?? '',
        name: nameOf(session),
        kind: kindOf(session, findOrigin(session)),
        person: findPerson(session)?.name ?? null,
        events,
        first: isoOrNull(first),
        last: isoOrNull(last),
      };
    });
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
