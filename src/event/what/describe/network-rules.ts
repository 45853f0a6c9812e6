/** Rules of security groups and network ACLs: `0.0.0.0/0 → tcp 22 of sg-1`. */

import type { Call } from '../call.ts';
import { andMore, named, nothing, type Phrase, phrase, textOfPhrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/** A rule as a phrase, and whether it concerns the whole internet. */
interface Rule {
  readonly peer: Phrase;
  readonly ports: Phrase;
  readonly isWorld: boolean;
}

/**
 * Describes rules that are added to or removed from a security group. The one that is open to the
 * world is named first, the others are counted. `in` gives `0.0.0.0/0 → tcp 22 of sg-1`, `out`
 * gives `sg-1 → tcp 443 of 0.0.0.0/0`.
 */
export function groupRules(direction: 'in' | 'out', ending: string): Describe {
  return (call) => {
    const group = call.text('groupId') ?? call.text('groupName');
    // Rules are removed by their IDs, too; the response has them whole.
    const { first, more } = sorted(permissionsOf(call).flatMap((each) => rulesOf(each, call)));
    if (!first)
      return phrase`rule ${call.text('securityGroupRuleIds.securityGroupRuleId|securityGroupRuleIds')} of ${group}${words(ending)}`;
    return direction === 'in'
      ? phrase`${first.peer} → ${first.ports} of ${group}${more}${words(ending)}`
      : phrase`${group} → ${first.ports} of ${first.peer}${more}${words(ending)}`;
  };
}

/** Describes rules of a security group that are changed. */
export const modifiedRules: Describe = (call) => {
  const { first, more } = sorted(
    call
      .values('securityGroupRule.securityGroupRule|securityGroupRules.securityGroupRule')
      .flatMap((each) => rulesOf(each, call)),
  );
  if (!first) return phrase`rules of ${call.text('groupId')} changed`;
  return phrase`rule of ${call.text('groupId')} changed to ${first.peer}, ${first.ports}${more}`;
};

/** Describes a rule of a network ACL: `0.0.0.0/0 → tcp 22 of acl-1 allowed`. */
export const aclEntry: Describe = (call) => {
  const [request] = [call.event.requestParameters];
  const peer = call.text('cidrBlock') ?? call.text('ipv6CidrBlock');
  const protocol = call.text('aclProtocol') ?? call.text('protocol') ?? '-1';
  const ports = portsOf(
    protocol,
    firstText(request, 'portRange.from'),
    firstText(request, 'portRange.to'),
  );
  const acl = call.text('networkAclId');
  const verb = call.text('ruleAction')?.toLowerCase() === 'deny' ? ' denied' : ' allowed';
  return call.flag('egress')
    ? phrase`${acl} → ${ports} of ${peer}${words(verb)}`
    : phrase`${peer} → ${ports} of ${acl}${words(verb)}`;
};

/** The parameters have a list of permissions, or are a single one. */
function permissionsOf(call: Call): readonly unknown[] {
  const listed = call.values('ipPermissions').filter((each) => firstText(each, 'ipProtocol'));
  if (listed.length > 0) return listed;
  const { requestParameters } = call.event;
  return firstText(requestParameters, 'ipProtocol') ? [requestParameters] : [];
}

function rulesOf(permission: unknown, call: Call): readonly Rule[] {
  const ports = portsOf(
    firstText(permission, 'ipProtocol') ?? '-1',
    firstText(permission, 'fromPort'),
    firstText(permission, 'toPort'),
  );
  const ranges = rangePaths
    .flatMap((path) => valuesAt(permission, path))
    .flatMap((each) => textOf(each) ?? []);
  const groups = groupPaths.flatMap((path) => valuesAt(permission, path));
  return [
    ...ranges.map((range) => ({ peer: named(range), ports, isWorld: isWorld(range) })),
    ...groups
      .map((group) => groupPeer(group, call))
      .filter((peer) => peer !== undefined)
      .map((peer) => ({ peer, ports, isWorld: false })),
  ];
}

const rangePaths = [
  'ipRanges.cidrIp',
  'ipv6Ranges.cidrIpv6',
  'prefixListIds.prefixListId',
  'cidrIp',
  'cidrIpv4',
  'cidrIpv6',
  'prefixListId',
];
const groupPaths = ['groups', 'referencedGroupId', 'sourceSecurityGroupName'];

/** The group of another account is named with the account. */
function groupPeer(group: unknown, call: Call): Phrase | undefined {
  const id = textOf(group) ?? firstText(group, 'groupId') ?? firstText(group, 'groupName');
  const owner = firstText(group, 'userId');
  return owner && call.isForeign(owner) ? phrase`${id} of ${call.account(owner)}` : phrase`${id}`;
}

function isWorld(range: string): boolean {
  return range === '0.0.0.0/0' || range === '::/0';
}

/** Returns the rule to name, and the words for the others; equal rules count once. */
function sorted(rules: readonly Rule[]): {
  readonly first?: Rule | undefined;
  readonly more: Phrase;
} {
  const distinct = new Map(
    rules.map((rule) => [textOfPhrase([...rule.peer, ...rule.ports]), rule]),
  );
  const first = rules.find(({ isWorld }) => isWorld) ?? rules[0];
  return { first, more: andMore(distinct.size - 1, rules.length, 'rule') };
}

/** Returns the ports of a rule: `tcp 22`, `tcp 1000–2000`, `all tcp ports`, `all ports`. */
export function portsOf(
  protocol: string,
  from: string | undefined,
  to: string | undefined,
): Phrase {
  const name = protocols.get(protocol) ?? protocol;
  if (protocol === '-1' || protocol === 'all') return words('all ports');
  if (name !== 'tcp' && name !== 'udp') return named(name);
  const isAll = from === undefined || (from === '0' && to === '65535') || from === '-1';
  if (isAll) return phrase`all ${name} ports` ?? nothing;
  return named(to === undefined || to === from ? `${name} ${from}` : `${name} ${from}–${to}`);
}

/** Protocol numbers of the IANA registry. */
const protocols: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'icmpv6'],
]);

function firstText(value: unknown, path: string): string | undefined {
  return valuesAt(value, path).flatMap((each) => textOf(each) ?? [])[0];
}
