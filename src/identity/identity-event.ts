import type { Caller } from './caller.ts';
import { type UserId, userInArn } from './user-id.ts';

/**
 * An event that issues credentials, signs somebody in, or makes another way in. Only calls that
 * succeeded.
 */
export interface IdentityEvent {
  readonly kind: IdentityEventKind;
  /** The event's own name, such as `AssumeRoleWithSAML`. */
  readonly name: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly by: Caller;
  readonly address: string;
  readonly agent: string;
  readonly mfa?: 'yes' | 'no';
  /** The access key that was issued. */
  readonly key?: string;
  /** The ARN of the session of a sign-in that was begun. */
  readonly signIn?: string;
  /** The principal that the new session has: `AROA…:name`, where the event says so. */
  readonly principalId?: string;
  /** The ARN of the role or of the account's root that the credentials are for. */
  readonly role?: string;
  /** The name of the user that got an access key or a password. */
  readonly user?: string;
  /** The name that was given to the session; the workload, when a service asked. */
  readonly session?: string;
  /** The ARN from which the console switched to this session. */
  readonly from?: string;
  /** The ID that the event shares with its twin in another account. */
  readonly sharedId?: string;
  /** The account whose log has the event. */
  readonly account?: string;
  /** Who the identity provider says that it is, or the subject of a certificate. */
  readonly subject?: string;
  /** The identity provider. */
  readonly provider?: string;
  /** What a sign-in may be used for; the ARN or URL of an agent's server. */
  readonly resource?: string;
}

/** What an identity event means. */
export type IdentityEventKind =
  /** Issues temporary credentials. */
  | 'issue'
  /** Makes a long-term access key. */
  | 'create-key'
  /** Gives a user a password. */
  | 'set-password'
  /** Begins a session of the console or of a sign-in. */
  | 'sign-in'
  /** Begins a sign-in session for a program: `aws login`, or an agent. */
  | 'authorize'
  /** Turns a session of the console into one of another role. */
  | 'switch'
  /** Gives a token for the console to the holder of temporary credentials. */
  | 'sign-in-token'
  /** Gives the credentials of a role to a user of IAM Identity Center. */
  | 'vend'
  /** Ends the use of an access key. */
  | 'end-key'
  /** Lets a key be used again that was deactivated. */
  | 'activate-key';

/** Returns whether an event changes a key that already existed, instead of giving credentials. */
export function isKeyChange({ kind }: Pick<IdentityEvent, 'kind'>): boolean {
  return kind === 'end-key' || kind === 'activate-key';
}

/**
 * Returns the user that an event gave a key or a password; a request that names no user is about
 * the caller. Undefined when that is not a user.
 */
export function userGiven({ user, by, account = '' }: IdentityEvent): UserId | undefined {
  return user === undefined ? userInArn(by.arn) : { account: account || by.account, name: user };
}
