import {
  type FindingKind,
  isSessionFinding,
  type SessionFinding,
} from '../../../query/finding-kinds.ts';

/**
 * Returns the ID of the section that lists a finding's events on the HTML page; undefined for
 * findings about sessions, which no section lists.
 */
export function sectionOfFinding(kind: FindingKind): string | undefined {
  return isSessionFinding(kind) ? undefined : places[kind];
}

const places: Readonly<Record<Exclude<FindingKind, SessionFinding>, string>> = {
  'root-use': 'root',
  'no-mfa-login': 'sign-ins',
  'failed-login': 'sign-ins',
  denied: 'denied',
  throttled: 'throttled',
  'iam-change': 'changes-iam',
  'network-change': 'changes-network',
  'logging-change': 'changes-logging',
  'key-change': 'changes-keys',
  'bucket-change': 'changes-buckets',
  'sharing-change': 'changes-sharing',
  'new-principal': 'new-principals',
  'new-api': 'new-apis',
  'new-region': 'new-regions',
  'new-address': 'new-addresses',
  'new-agent': 'new-agents',
  gap: 'quality',
  unreadable: 'quality',
};
