import type { MissingReason, Origin, Session } from '../../identity/session.ts';
import { nameOf } from '../../identity/session-name.ts';

/** Returns how a session began, in a few words: `AssumeRole by deploy-bot`, `not read`. */
export function beganText(origin: Origin, { id, caller }: Session): string {
  switch (origin.kind) {
    case 'session': {
      const { session, event, certainty } = origin;
      const isOwn = session.id !== id && session.caller?.arn === caller?.arn && caller?.arn !== '';
      // A user's own sign-in needs no name.
      const by = isOwn && event?.kind === 'sign-in' ? '' : ` by ${nameOf(session)}`;
      return `${event?.name ?? 'made'}${by}${certainty === 'likely' ? ' (likely)' : ''}`;
    }
    case 'service':
      return `${origin.event.name} by ${origin.service}`;
    case 'provider': {
      const { name, provider = '' } = origin.event;
      const from = provider.slice(provider.lastIndexOf('/') + 1);
      return from === '' ? name : `${name} by ${from}`;
    }
    case 'principal':
      if (origin.event) return origin.event.name;
      return origin.how === 'long-term' ? 'long-term' : 'not read';
    case 'missing':
      return missingTexts[origin.reason];
  }
}

const missingTexts: Readonly<Record<MissingReason, string>> = {
  delivered: 'delivered by a service',
  before: 'before the first event',
  'other-account': 'by another account',
  withheld: 'key withheld',
  'not-read': 'not read',
};
