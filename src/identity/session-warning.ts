import type { SessionFinding } from '../query/finding-kinds.ts';
import type { SessionUse } from './measure-sessions.ts';
import type { Session } from './session.ts';

/** A reason to suspect a session. */
export interface SessionWarning {
  readonly kind: SessionFinding;
  /** Epoch milliseconds of the event that shows it; undefined when none does. */
  readonly time?: number;
  /** The address, the number of hops or the hours, where there is one. */
  readonly value: string;
}

/** When and from where a session was used. */
export type WarnedUse = Pick<SessionUse, 'first' | 'last' | 'addresses'>;

/** Finds what is suspicious about a session. */
export type FindWarnings = (session: Session) => readonly SessionWarning[];
