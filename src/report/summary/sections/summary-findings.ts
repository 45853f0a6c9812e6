import { count, counted } from '../../../format/text/numbers.ts';
import type { FindingKind } from '../../../query/finding-kinds.ts';
import type { Summary } from '../summary-schema.ts';

/** The line of a finding that needs attention. */
type Finding = Pick<Summary['findings'][number], 'kind' | 'count'>;

/** Returns a finding as text: `root was used: 7 events`, `3 new principals`. */
export function findingText({ kind, count }: Finding): string {
  return sentences[kind](count);
}

const sentences: Readonly<Record<FindingKind, (found: number) => string>> = {
  'root-use': events('root was used'),
  'no-mfa-login': events('console sign-in without MFA'),
  'failed-login': events('failed sign-in'),
  denied: events('denied'),
  throttled: events('throttled'),
  'iam-change': events('identities and permissions changed'),
  'network-change': events('network changed'),
  'logging-change': events('logging and detection changed'),
  'key-change': events('keys changed'),
  'bucket-change': events('buckets changed'),
  'sharing-change': events('shared with others'),
  'new-principal': (found) => counted(found, 'new principal'),
  'new-api': (found) => counted(found, 'new API'),
  'new-region': (found) => counted(found, 'new region'),
  'new-address': (found) => `${count(found)} new address${found === 1 ? '' : 'es'}`,
  'new-agent': (found) => counted(found, 'new agent'),
  'instance-credentials-elsewhere': sessions('credentials of an instance used elsewhere'),
  'key-used-after-its-end': sessions('access key used after it was deleted or deactivated'),
  'workload-second-address': sessions('credentials of a workload used from a second address'),
  'chain-over-three-hops': sessions('credentials through more than three other sessions'),
  'session-over-its-maximum': sessions('used for longer than a session can last'),
  'sign-in-token-from-key': sessions('access key turned into a console session'),
  'issued-from-new-address': sessions('credentials issued at a new address'),
  gap: (found) => `${counted(found, 'gap')} in which nothing was recorded`,
  unreadable: (found) => `${counted(found, 'file')} unreadable or damaged`,
};

function sessions(label: string): (found: number) => string {
  return (found) => `${label}: ${counted(found, 'session')}`;
}

function events(label: string): (found: number) => string {
  return (found) => `${label}: ${counted(found, 'event')}`;
}
