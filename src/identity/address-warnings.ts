/** Finds suspicious addresses among those from which sessions were used. */
import { BlockList, isIP } from 'node:net';
import { lazy } from '../lazy.ts';
import type { Chains } from './chains.ts';
import { groupBy } from './group-by.ts';
import { addUp, type Seen } from './seen.ts';
import type { Session } from './session.ts';
import type { FindWarnings, SessionWarning, WarnedUse } from './session-warning.ts';

/** An address is new only after this time and this many events at other addresses. */
const enoughTime = 7 * 86_400_000;
const enoughEvents = 10;
/** Events in the hours before, such as the sign-in, do not make an address a known one. */
const recent = 12 * 3_600_000;

/** Returns the function that judges the addresses of a session; `uses` are by the session's ID. */
export function createFindAddressWarnings(
  { identities, findParent, findPerson }: Chains,
  uses: ReadonlyMap<string, WarnedUse>,
  { isWhole }: { readonly isWhole: boolean },
): FindWarnings {
  /** The addresses of each person and workload. */
  const known = lazy(() => {
    const ofSessions = [...uses].map(([id, use]) => {
      return { person: findPerson(identities.sessionAt(id))?.id ?? '', use };
    });
    const byPerson = groupBy(ofSessions, ({ person }) => person);
    return new Map([...byPerson].map(([id, own]) => [id, addressesOf(own.map(({ use }) => use))]));
  });
  return (session) => {
    const person = findPerson(session);
    const use = uses.get(session.id);
    const ofPerson = person && known().get(person.id);
    if (!use || !ofPerson) return [];
    if (person.kind === 'workload') {
      return person.name.startsWith('instance ')
        ? elsewhere('instance-credentials-elsewhere', use, ofPerson.beside)
        : elsewhere('workload-second-address', use);
    }
    const parent = findParent(session);
    if (!isWhole || !parent || findPerson(parent)?.id !== person.id) return [];
    return newAddress(addressThatAsked(session, uses.get(parent.id)), ofPerson);
  };
}

/** The addresses of a person or a workload. */
interface Addresses {
  /** Those of the internet and of private networks, in the order of their first uses. */
  readonly spans: ReadonlyMap<string, Seen>;
  /**
   * Those that a workload began to use while it was still at another one of the same network. An
   * instance that was stopped comes back at another address, and leaves the first.
   */
  readonly beside: ReadonlySet<string>;
  readonly events: number;
}

function addressesOf(uses: readonly WarnedUse[]): Addresses {
  const spans = addUp(
    uses.flatMap(({ addresses }) => addresses).filter(({ value }) => isIP(value)),
  );
  const beside = new Set<string>();
  const latest = new Map<Network | undefined, number>();
  for (const { value, first, last } of spans) {
    const network = networkOf(value);
    const before = latest.get(network) ?? Number.NEGATIVE_INFINITY;
    if (before > first) beside.add(value);
    latest.set(network, Math.max(before, last));
  }
  const events = spans.reduce((sum, span) => sum + span.events, 0);
  return { spans: new Map(spans.map((span) => [span.value, span])), beside, events };
}

/** An address and when it was used; epoch milliseconds. */
interface Sighting {
  readonly value: string;
  readonly time: number;
}

/**
 * Returns the address that asked for the credentials; of a service, that of the session it acted
 * for. Undefined if no event that issued them was read.
 */
function addressThatAsked(
  { issued }: Session,
  parent: WarnedUse | undefined,
): Sighting | undefined {
  if (!issued) return undefined;
  if (isIP(issued.address)) return { value: issued.address, time: issued.time };
  const first = parent?.addresses.find(({ value }) => isIP(value));
  return first && { value: first.value, time: first.first };
}

/**
 * A workload has one way to the internet, and one to the endpoints of its network: a second address
 * of the same credentials can be a thief's.
 */
function elsewhere(
  kind: SessionWarning['kind'],
  { addresses }: WarnedUse,
  beside: ReadonlySet<string> = new Set(),
): readonly SessionWarning[] {
  const seen = new Set<Network>();
  const second = addresses.find(({ value }) => {
    const network = networkOf(value);
    if (!network) return false;
    const isSecond = seen.has(network) || beside.has(value);
    seen.add(network);
    return isSecond;
  });
  return second ? [{ kind, time: second.first, value: second.value }] : [];
}

/** Reports credentials that were issued to a person at an address that they never used before. */
function newAddress(
  asked: Sighting | undefined,
  { spans, events }: Addresses,
): readonly SessionWarning[] {
  if (!asked) return [];
  const { value, time } = asked;
  const here = spans.get(value) ?? { events: 0, first: time };
  const [one, other] = spans.keys();
  const since = spans.get((one === value ? other : one) ?? '')?.first ?? time;
  const isKnown = here.first < time - recent;
  if (isKnown || time - since < enoughTime || events - here.events < enoughEvents) return [];
  return [{ kind: 'issued-from-new-address', time, value }];
}

/** Networks in which a workload has one address each. */
type Network = 'internet' | 'private' | 'ipv6';

/** Returns the network of an address; undefined for the name of a service. */
function networkOf(address: string): Network | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  if (version === 6) return 'ipv6';
  return privateBlocks.check(address) ? 'private' : 'internet';
}

/** Addresses within networks, as they are seen by VPC endpoints (RFC 1918, RFC 6598). */
const privateBlocks = new BlockList();
privateBlocks.addSubnet('10.0.0.0', 8);
privateBlocks.addSubnet('172.16.0.0', 12);
privateBlocks.addSubnet('192.168.0.0', 16);
privateBlocks.addSubnet('100.64.0.0', 10);
