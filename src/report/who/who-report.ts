import type { Person } from '../../identity/person.ts';
import type { Certainty, How, MissingReason } from '../../identity/session.ts';
import type { SessionWarning } from '../../identity/session-warning.ts';
import type { ThingKind } from '../../identity/thing.ts';

/** Who stands behind a thing, and what was made from it. Plain data, which `-o json` prints. */
export interface WhoReport {
  readonly thing: { readonly kind: ThingKind; readonly text: string };
  /** A tree from each session that stands at the beginning of a chain. */
  readonly trees: readonly WhoSession[];
  /** How many trees were left out, because there are too many. */
  readonly leftOut: number;
  /** Other sessions from the same addresses, which are not in the trees. */
  readonly sameAddress: readonly SameAddress[];
  readonly coverage: Coverage;
}

/** A session in a tree. Times are in ISO 8601. */
export interface WhoSession {
  /** The first access key, or another handle that `who` understands; empty when there is none. */
  readonly handle: string;
  /** `alice`, `deploy/ci-session`, `root`. */
  readonly name: string;
  readonly kind: SessionKind;
  readonly account: string;
  readonly arn: string;
  /** The access keys, in the order of their texts. */
  readonly keys: readonly string[];
  readonly person: Pick<Person, 'kind' | 'name' | 'rule' | 'certainty'> | null;
  /** Set when the session is one that was asked for. */
  readonly isSought: boolean;
  readonly origin: WhoOrigin;
  /** What is suspicious about how it was used. */
  readonly warnings: readonly WhoWarning[];
  /** Absent when no event of the session is in the time that was asked for. */
  readonly use: WhoUse | null;
  readonly children: readonly WhoSession[];
  /** How many sessions that were made from this one are not shown. */
  readonly others: number;
}

/** The kinds of sessions. */
export type SessionKind =
  | 'access key'
  | 'password'
  | 'console session'
  | 'role session'
  | 'session token'
  | 'federated session'
  | 'root session'
  | 'sign-in'
  | 'agent session'
  | 'portal session';

/** Something suspicious about a session. */
interface WhoWarning {
  readonly kind: SessionWarning['kind'];
  readonly time: string | null;
  /** In words. */
  readonly text: string;
}

/** Where a session comes from. */
export interface WhoOrigin {
  readonly kind: 'session' | 'service' | 'provider' | 'principal' | 'missing';
  readonly certainty: Certainty;
  readonly how: OriginHow;
  /** The name of the session, the service or the identity provider; null when none is known. */
  readonly by: string | null;
  /** Who the identity provider says that it is; null without one. */
  readonly subject: string | null;
  /** The event that shows it. */
  readonly event: {
    readonly name: string;
    readonly id: string;
    /** Null when the event has no valid time; so are all times below. */
    readonly time: string | null;
    readonly address: string;
    readonly agent: string;
    readonly mfa: 'yes' | 'no' | null;
  } | null;
  /** In words: `AssumeRole by deploy-bot, certain: names the key`. */
  readonly text: string;
}

/** How an origin is known, or why it is not. */
export type OriginHow = How | MissingReason | 'service' | 'provider';

/** What a session did. */
export interface WhoUse {
  readonly events: number;
  readonly ok: number;
  readonly denied: number;
  readonly failed: number;
  /** The calls that may change something, whatever their outcome. */
  readonly writes: number;
  readonly first: string | null;
  readonly last: string | null;
  /** In the order of their first use. */
  readonly addresses: readonly WhoSeen[];
  readonly programs: readonly WhoSeen[];
  /** The first few writes that succeeded. */
  readonly firstWrites: readonly WhoWrite[];
}

/** A value, with the times at which it was seen. */
export interface WhoSeen {
  readonly value: string;
  readonly events: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** A call that changed something. */
export interface WhoWrite {
  readonly time: string | null;
  readonly event: string;
  readonly what: string;
  readonly id: string;
}

/** A session that called from an address of the session that was asked for. */
export interface SameAddress {
  readonly address: string;
  readonly handle: string;
  readonly name: string;
  readonly kind: SessionKind;
  readonly person: string | null;
  readonly events: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** What the answer rests on. */
export interface Coverage {
  /** The times of the first and the last event that issues credentials; null without one. */
  readonly from: string | null;
  readonly to: string | null;
  /** How many events issue credentials or sign in. */
  readonly issuing: number;
  readonly text: string;
}
