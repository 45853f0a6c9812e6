import type { SessionUse } from './measure-sessions.ts';
import type { Session } from './session.ts';

/** The kinds of warnings, which are also the names of findings. */
export const sessionWarningKinds = [
  'instance-credentials-elsewhere',
  'workload-second-address',
  'key-used-after-its-end',
  'chain-over-three-hops',
  'session-over-its-maximum',
  'sign-in-token-from-key',
  'issued-from-new-address',
] as const;

/** A kind of warning about a session. */
export type SessionWarningKind = (typeof sessionWarningKinds)[number];

/** What is suspicious about how a session was used. */
export interface SessionWarning {
  readonly kind: SessionWarningKind;
  /** Epoch milliseconds of the event that shows it; undefined when none does. */
  readonly time?: number;
  /** The address, the number of hops or the hours, where there is one. */
  readonly value: string;
}

/** When and from where a session was used. */
export type WarnedUse = Pick<SessionUse, 'first' | 'last' | 'addresses'>;

/** Finds what is suspicious about a session. */
export type FindWarnings = (session: Session) => readonly SessionWarning[];
