import type { SessionFinding } from '../../query/finding-kinds.ts';
import type { RuleHead } from '../rule.ts';

/** Explains a kind of finding about sessions, as a rule does. */
export interface SessionRule
  extends Pick<
    RuleHead,
    'name' | 'id' | 'title' | 'level' | 'description' | 'tags' | 'falsePositives' | 'references'
  > {
  readonly kind: 'session';
  readonly name: SessionFinding;
}

const userGuide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

const rules: Readonly<Record<SessionFinding, Omit<SessionRule, 'kind' | 'name'>>> = {
  'instance-credentials-elsewhere': {
    level: 'high',
    title: 'Credentials of an instance were used from a second address',
    description:
      'The credentials of the role of an EC2 instance were used from an address while the instance ' +
      'was using another one. They can have been taken from its metadata service.',
    tags: ['attack.credential-access', 'attack.t1552.005', 'attack.t1078.004'],
    falsePositives: ['NAT gateways with several addresses, and instances with several networks.'],
    references: [
      'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html',
    ],
  },
  'key-used-after-its-end': {
    level: 'high',
    title: 'An access key was used after it was deleted or deactivated',
    description:
      'An access key made calls more than five minutes after DeleteAccessKey or UpdateAccessKey ' +
      'ended it, and it was not activated again.',
    tags: ['attack.persistence', 'attack.t1078.004'],
    falsePositives: ['The call that activated the key again was not read.'],
    references: [`${userGuide}/id_credentials_access-keys.html`],
  },
  'workload-second-address': {
    level: 'medium',
    title: 'Credentials of a workload were used from a second address',
    description:
      'The same credentials of a function, task, pod or service were used from two addresses. They ' +
      'can have been taken from its environment.',
    tags: ['attack.credential-access', 'attack.t1552', 'attack.t1078.004'],
    falsePositives: ['Functions outside of networks, and NAT gateways with several addresses.'],
    references: [],
  },
  'chain-over-three-hops': {
    level: 'medium',
    title: 'Credentials came through more than three other sessions',
    description:
      'A session got its credentials from another one, which got its own from another, and so on, ' +
      'over more than three sessions. Long chains hide who acts.',
    tags: ['attack.privilege-escalation', 'attack.lateral-movement', 'attack.t1548.005'],
    falsePositives: ['Deployments that pass through several accounts.'],
    references: [`${userGuide}/id_roles.html`],
  },
  'session-over-its-maximum': {
    level: 'low',
    title: 'A session was used for longer than it can last',
    description:
      'Credentials were used more than 12 hours after a role was assumed, 1 hour when a role ' +
      'assumed it, or 36 hours after a user got them.',
    tags: ['attack.persistence', 'attack.t1550.001'],
    falsePositives: ['Services that renew the credentials of a session.'],
    references: [`${userGuide}/id_roles_manage-assume.html`],
  },
  'sign-in-token-from-key': {
    level: 'low',
    title: 'An access key was turned into a console session',
    description:
      'The holder of temporary credentials asked for a sign-in token, which opens the console ' +
      'without a password. Check whether this is an identity broker of yours.',
    tags: ['attack.initial-access', 'attack.lateral-movement', 'attack.t1550.001'],
    falsePositives: ['Custom identity brokers.'],
    references: [`${userGuide}/id_roles_providers_enable-console-custom-url.html`],
  },
  'issued-from-new-address': {
    level: 'low',
    title: 'Credentials were issued to somebody at a new address',
    description:
      'A person or a user asked for the credentials of a role from an address that was not theirs ' +
      'before. Only reported if a week or more of what they did was read.',
    tags: ['attack.initial-access', 'attack.t1078.004'],
    falsePositives: ['People who travel or work from elsewhere.'],
    references: [],
  },
};

/** Returns the rule of a finding about sessions. */
export function sessionRuleOf(name: SessionFinding): SessionRule {
  return { kind: 'session', name, ...rules[name] };
}
