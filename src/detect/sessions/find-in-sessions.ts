/** Finds suspicious sessions of a source: one finding for each kind and identity. */
import { compareTexts } from '../../compare-texts.ts';
import type { Chains } from '../../identity/chains.ts';
import type { Session } from '../../identity/session.ts';
import { nameOf } from '../../identity/session-name.ts';
import { readNode } from '../../identity/session-nodes.ts';
import type { TalliedUse } from '../../identity/session-tally.ts';
import type { SessionWarning } from '../../identity/session-warning.ts';
import { createFindWarnings } from '../../identity/session-warnings.ts';
import { parseThing } from '../../identity/thing.ts';
import { type SessionFinding, sessionFindings } from '../../query/finding-kinds.ts';

/** The sessions of one identity that are suspicious in the same way. */
export interface SessionFound {
  readonly name: SessionFinding;
  /** The identity. */
  readonly who: string;
  /** The account of the first session. */
  readonly account: string;
  /**
   * The detail that makes the first session suspicious: an address, the number of hops or of hours,
   * or a call.
   */
  readonly value: string;
  /** The second, new or asking address of the first session; empty for other findings. */
  readonly address: string;
  /** The key, or the ARN, by which `trailscan who` finds the first session; empty without one. */
  readonly thing: string;
  /** How many sessions. */
  readonly sessions: number;
  /** How many events of theirs were asked for. */
  readonly events: number;
  /** Epoch milliseconds of the first event that shows it. */
  readonly first: number;
  readonly last: number;
}

/** Returns what is suspicious about the sessions that have events which were asked for. */
export function findInSessions(
  chains: Chains,
  uses: ReadonlyMap<string, TalliedUse>,
): readonly SessionFound[] {
  const findWarnings = createFindWarnings(chains, uses, { isWhole: true });
  const found = new Map<string, SessionFound>();
  for (const [id, use] of uses) {
    if (use.asked === 0) continue;
    const session = chains.identities.sessionAt(id);
    for (const warning of findWarnings(session)) {
      const one = foundIn(session, use, warning);
      const key = JSON.stringify([one.name, one.who]);
      const before = found.get(key);
      found.set(key, before ? joined(before, one) : one);
    }
  }
  return [...found.values()].toSorted(
    (a, b) =>
      sessionFindings.indexOf(a.name) - sessionFindings.indexOf(b.name) ||
      a.first - b.first ||
      compareTexts(a.who, b.who),
  );
}

function foundIn(session: Session, use: TalliedUse, warning: SessionWarning): SessionFound {
  const { kind, value, time = use.first } = warning;
  const { caller } = session;
  return {
    name: kind,
    who: use.identity || nameOf(session),
    account: caller?.account ?? '',
    value,
    address: isAddress(kind) ? value : '',
    thing: thingOf(session),
    sessions: 1,
    events: use.asked,
    first: time,
    last: Math.max(time, use.last),
  };
}

function isAddress(name: SessionFinding): boolean {
  switch (name) {
    case 'instance-credentials-elsewhere':
    case 'workload-second-address':
    case 'sign-in-token-from-key':
    case 'issued-from-new-address':
      return true;
    case 'key-used-after-its-end':
    case 'chain-over-three-hops':
    case 'session-over-its-maximum':
      return false;
  }
}

/** Returns the findings of two groups of sessions as one, described by the first session. */
function joined(a: SessionFound, b: SessionFound): SessionFound {
  const isFirst = a.first - b.first || compareTexts(a.thing, b.thing);
  return {
    ...(isFirst <= 0 ? a : b),
    sessions: a.sessions + b.sessions,
    events: a.events + b.events,
    last: Math.max(a.last, b.last),
  };
}

/** Returns a key of the session, or the ARN of its caller. What events say can be anything. */
function thingOf({ nodes, caller }: Session): string {
  const texts = nodes.map((node) => readNode(node).first);
  const key = texts.find((text) => parseThing(text).kind === 'access key');
  const arn = caller?.arn ?? '';
  return key ?? (arn.startsWith('arn:') ? arn : '');
}
