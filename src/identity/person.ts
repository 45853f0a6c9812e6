import type { Certainty, Session } from './session.ts';

/** Who stands behind a session. */
export interface Person {
  readonly kind: 'person' | 'user' | 'root' | 'workload';
  /** The same for the same person only: never shown. */
  readonly id: string;
  /** The name to show: `alice@example.com`, `alice (111122223333)`, `instance i-0abc`. */
  readonly name: string;
  /** The rule that decided. */
  readonly rule: PersonRule;
  readonly certainty: Certainty;
}

/** What a person is known by. */
export type PersonRule =
  | 'on-behalf-of'
  | 'identity-center-role'
  | 'identity-provider'
  | 'iam-user'
  | 'root'
  | 'service'
  | 'holder';

/** Finds the person of a session; undefined when nothing that was read names one. */
export type FindPerson = (session: Session) => Person | undefined;
