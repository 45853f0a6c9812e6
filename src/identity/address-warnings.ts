/** What is suspicious about the addresses from which sessions were used. */
import { BlockList, isIP } from 'node:net';
import { lazy } from '../lazy.ts';
import type { Chains } from './chains.ts';
import { groupBy } from './group-by.ts';
import type { FindWarnings, SessionWarning, WarnedUse } from './session-warning.ts';

/** The addresses of somebody are known when they were seen for this long, on this many days. */
const enoughTime = 7 * 86_400_000;
const enoughDays = 3;
const day = 86_400_000;

/** Returns the function that judges the addresses of a session; `uses` are by the session's ID. */
export function createFindAddressWarnings(
  { identities, findParent, findPerson }: Chains,
  uses: ReadonlyMap<string, WarnedUse>,
  { isWhole }: { readonly isWhole: boolean },
): FindWarnings {
  /** The uses of each person and workload, in the order of their beginnings. */
  const usesByPerson = lazy(() => {
    const known = [...uses].map(([id, use]) => ({
      person: findPerson(identities.sessionAt(id))?.id ?? '',
      use,
    }));
    known.sort((a, b) => a.use.first - b.use.first);
    return groupBy(known, ({ person }) => person);
  });
  const usesOf = (person: string) => (usesByPerson().get(person) ?? []).map(({ use }) => use);
  const besides = lazy(
    () => new Map([...usesByPerson().keys()].map((id) => [id, addressesBeside(usesOf(id))])),
  );
  return (session) => {
    const person = findPerson(session);
    const use = uses.get(session.id);
    if (!person || !use) return [];
    if (person.kind === 'workload') {
      return person.name.startsWith('instance ')
        ? elsewhere('instance-credentials-elsewhere', use, besides().get(person.id))
        : elsewhere('workload-second-address', use);
    }
    const parent = findParent(session);
    if (!isWhole || !parent || findPerson(parent)?.id !== person.id) return [];
    return newAddress(uses.get(parent.id), usesOf(person.id));
  };
}

/**
 * Returns the addresses of a workload that it began to use while it was still at another one of the
 * same network. An instance that was stopped comes back at another address, and leaves the first.
 */
function addressesBeside(uses: readonly WarnedUse[]): ReadonlySet<string> {
  const spans = new Map<string, { first: number; last: number }>();
  for (const { value, first, last } of uses.flatMap(({ addresses }) => addresses)) {
    const span = spans.get(value);
    spans.set(value, {
      first: Math.min(first, span?.first ?? first),
      last: Math.max(last, span?.last ?? last),
    });
  }
  const beside = new Set<string>();
  const latest = new Map<Network | undefined, number>();
  for (const [value, { first, last }] of [...spans].sort(([, a], [, b]) => a.first - b.first)) {
    const network = networkOf(value);
    const before = latest.get(network) ?? Number.NEGATIVE_INFINITY;
    if (network && before > first) beside.add(value);
    latest.set(network, Math.max(before, last));
  }
  return beside;
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

/** Whether the session that asked began at an address that its person was never seen at before. */
function newAddress(
  parent: WarnedUse | undefined,
  ofPerson: readonly WarnedUse[],
): readonly SessionWarning[] {
  const address = parent?.addresses.find(({ value }) => isIP(value));
  if (!parent || !address || address.first > parent.first) return [];
  const before = ofPerson.filter(({ first }) => first < address.first);
  const days = new Set(before.map(({ first }) => Math.floor(first / day)));
  const isKnown = before.some(({ addresses }) =>
    addresses.some(({ value, first }) => value === address.value && first < address.first),
  );
  const [first] = before;
  if (isKnown || !first || address.first - first.first < enoughTime || days.size < enoughDays) {
    return [];
  }
  return [{ kind: 'issued-from-new-address', time: address.first, value: address.value }];
}

/** Networks in which a workload has one address each. */
type Network = 'internet' | 'private' | 'ipv6';

/** Returns the network of an address; undefined for the name of a service. */
function networkOf(address: string): Network | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  if (version === 6) return 'ipv6';
  return isPrivate(address) ? 'private' : 'internet';
}

/** Addresses within networks, as they are seen by VPC endpoints (RFC 1918, RFC 6598). */
const privateBlocks = new BlockList();
privateBlocks.addSubnet('10.0.0.0', 8);
privateBlocks.addSubnet('172.16.0.0', 12);
privateBlocks.addSubnet('192.168.0.0', 16);
privateBlocks.addSubnet('100.64.0.0', 10);

function isPrivate(address: string): boolean {
  return privateBlocks.check(address);
}
