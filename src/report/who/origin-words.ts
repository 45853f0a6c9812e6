/** Where sessions come from, in words. */
import type { OriginHow, WhoOrigin } from './who-report.ts';

/** How an origin is known, or why it is not. */
interface OriginWords {
  /** Follows the certainty: `certain: names the key`. */
  readonly short: string;
  /** A sentence for the documentation. */
  readonly meaning: string;
  /** Whether it is certain, likely, or nothing is known. */
  readonly group: 'certain' | 'likely' | 'missing';
}

/** Words for each way in which an origin is known, or the reason why it is not. */
export const originWords: Readonly<Record<OriginHow, OriginWords>> = {
  key: {
    group: 'certain',
    short: 'names the key',
    meaning: 'The event that issued the credentials names the access key.',
  },
  twin: {
    group: 'certain',
    short: 'names the key, its twin the caller',
    meaning:
      'The event in the account of the role names the key, its twin in the account of the caller names who called.',
  },
  'sign-in': {
    group: 'certain',
    short: 'names the sign-in',
    meaning: 'The event that began the sign-in names it, as the events of the session do.',
  },
  switch: {
    group: 'certain',
    short: 'role switched in the console in this second',
    meaning: 'The console switched the role, and only this caller assumed it in that second.',
  },
  'created-key': {
    group: 'certain',
    short: 'names the key',
    meaning: 'The event that made the long-term key names it.',
  },
  password: {
    group: 'certain',
    short: 'set before the first sign-in',
    meaning: 'Another caller set the password of the user before the first sign-in with it.',
  },
  issuer: {
    group: 'certain',
    short: 'names its user; the call that issued it was not read',
    meaning: 'The federated session names the user who issued it, but the call was not read.',
  },
  'long-term': {
    group: 'certain',
    short: 'the event that made it was not read',
    meaning:
      'A long-term key or a password of a user, or of root: the event that made it was not read.',
  },
  service: {
    group: 'certain',
    short: 'names the key',
    meaning: 'A service asked for the credentials, for a workload or for itself.',
  },
  provider: {
    group: 'certain',
    short: 'names the key',
    meaning: 'An identity provider vouched for the caller (SAML, OpenID Connect, a certificate).',
  },
  'sign-in-time': {
    group: 'likely',
    short: 'latest sign-in of this user before it began',
    meaning: 'The latest sign-in of the same user in the 12 hours before the session began.',
  },
  'vend-time': {
    group: 'likely',
    short: 'only credentials of this role given out in that second',
    meaning:
      'IAM Identity Center gave out credentials of this role in this account in the same second, once.',
  },
  delivered: {
    group: 'missing',
    short: 'a service delivered them to the workload, without an event',
    meaning: 'A service delivered the credentials to a workload. No event is written.',
  },
  before: {
    group: 'missing',
    short: 'it began before the first event that was read',
    meaning:
      'The session began before the first event that was read: read more, and earlier, files.',
  },
  'other-account': {
    group: 'missing',
    short: 'another account asked for them, and its log was not read',
    meaning: 'Another account asked for the credentials: its log has the caller.',
  },
  withheld: {
    group: 'missing',
    short: 'the response with the key is withheld',
    meaning: 'The event that issued the credentials has no response, so no key.',
  },
  'not-read': {
    group: 'missing',
    short: 'no event that was read issued them',
    meaning: 'No event that was read issued the credentials.',
  },
};

/** Returns where a session comes from: `AssumeRole by deploy-bot, certain: names the key`. */
export function originText(origin: Omit<WhoOrigin, 'text'>): string {
  const { by, subject, event } = origin;
  const caller = by === null ? '' : ` by ${by}`;
  const vouched = subject === null ? '' : ` for ${subject}`;
  return [`${event?.name ?? ''}${vouched}${caller}`.trim(), basisOf(origin)]
    .filter((text) => text !== '')
    .join(', ');
}

/** Returns how the origin is known: `certain: names the key`. */
export function basisOf({ kind, certainty, how }: Omit<WhoOrigin, 'text'>): string {
  const { short } = originWords[how];
  if (kind === 'missing') return `not known: ${short}`;
  return kind === 'principal' && how === 'long-term' ? short : `${certainty}: ${short}`;
}
