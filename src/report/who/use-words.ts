/** What a session did, in words. */
import { count, counted } from '../../format/text/numbers.ts';
import type { WhoSession, WhoUse } from './who-report.ts';

/** Shown where a session has no event in the time that was read. */
export const noEvents = 'no events';

/** Returns the counts of a session: `55 events, 37 denied, 4 failed, 2 writes`. */
export function countsText({ events, denied, failed, writes }: WhoCounts): string {
  return [
    counted(events, 'event'),
    ...(denied > 0 ? [`${count(denied)} denied`] : []),
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(writes > 0 ? [counted(writes, 'write')] : []),
  ].join(', ');
}

/** Counts of one or several sessions. */
export type WhoCounts = Pick<WhoUse, 'events' | 'denied' | 'failed' | 'writes'>;

/**
 * Returns who a session belongs to, and how that is known: `deploy-bot (111122223333), IAM user`.
 */
export function personText({ name, rule, certainty }: NonNullable<WhoSession['person']>): string {
  return `${name}, ${ruleTexts[rule]}${certainty === 'likely' ? ', likely' : ''}`;
}

const ruleTexts: Readonly<Record<NonNullable<WhoSession['person']>['rule'], string>> = {
  'on-behalf-of': 'user of IAM Identity Center',
  'identity-center-role': 'user of IAM Identity Center',
  'identity-provider': 'named by the identity provider',
  'iam-user': 'IAM user',
  root: 'root user',
  service: 'workload',
  holder: 'workload',
};

/** Returns the words for MFA, that follow a call: ` without MFA`; empty when not recorded. */
export function mfaText(mfa: 'yes' | 'no' | null | undefined): string {
  if (!mfa) return '';
  return mfa === 'yes' ? ' with MFA' : ' without MFA';
}

/** Returns how much is not shown: `3 more sessions, 1 more tree`; empty when all is. */
export function leftOutText(sessions: number, trees: number): string {
  return [
    ...(sessions > 0 ? [counted(sessions, 'more session')] : []),
    ...(trees > 0 ? [counted(trees, 'more tree')] : []),
  ].join(', ');
}
