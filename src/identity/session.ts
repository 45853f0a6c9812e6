import type { Caller } from './caller.ts';
import type { IdentityEvent } from './identity-event.ts';
import type { Node } from './session-nodes.ts';

/** A session: events whose credentials come from the same issuance or sign-in. */
export interface Session {
  /** The first of its nodes in the order of their texts: the same whatever was read first. */
  readonly id: Node;
  /** All names of the session. */
  readonly nodes: readonly Node[];
  /**
   * What its events say about the caller; fields that only some events have are filled in. Absent
   * when no event of the session was read before.
   */
  readonly caller?: Caller;
  /** The event that issued its credentials, if it was read; the most telling one of twins. */
  readonly issued?: IdentityEvent;
}

/** How sure a statement is. What is likely is never merged with what is certain. */
export type Certainty = 'certain' | 'likely';

/** Where the credentials of a session come from. */
export type Origin =
  /** Another session asked for them, or made the way in. */
  | {
      readonly kind: 'session';
      readonly session: Session;
      readonly how: How;
      readonly certainty: Certainty;
      readonly event?: IdentityEvent;
    }
  /** A service asked for them, for a workload or for itself. */
  | { readonly kind: 'service'; readonly service: string; readonly event: IdentityEvent }
  /** An identity provider vouches for the caller. */
  | { readonly kind: 'provider'; readonly event: IdentityEvent }
  /** The user signed in, or has a key of their own. */
  | { readonly kind: 'principal'; readonly event?: IdentityEvent; readonly how: How }
  | { readonly kind: 'missing'; readonly reason: MissingReason };

/** How an origin is known. */
export type How =
  /** The issuing event names the access key. */
  | 'key'
  /** The issuing event names the key, and its twin in the other account names the caller. */
  | 'twin'
  /** The event names the sign-in session. */
  | 'sign-in'
  /** The console switched the role, and the role was assumed in the same second. */
  | 'switch'
  /** The issuer of the federated session is this user. */
  | 'issuer'
  /** The key was created by this session. */
  | 'created-key'
  /** The password was set by this session. */
  | 'password'
  /** The latest sign-in of the same user before the session began. */
  | 'sign-in-time'
  /** Credentials of the same role were given out in the same second. */
  | 'vend-time'
  /** A long-term access key or a password, without the event that made it. */
  | 'long-term';

/** Why it is not known where the credentials of a session come from. */
export type MissingReason =
  /** A service gave them to a workload, without an STS event. */
  | 'delivered'
  /** The session began before the first event that was read. */
  | 'before'
  /** The caller's own account has the event, and its log was not read. */
  | 'other-account'
  /** The response with the key is withheld. */
  | 'withheld'
  /** No event of those that were read issued them. */
  | 'not-read';
