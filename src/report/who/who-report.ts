import type { Person } from '../../identity/person.ts';
import type { Certainty, How, MissingReason } from '../../identity/session.ts';
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

/** Where a session comes from. */
export interface WhoOrigin {
  readonly kind: 'session' | 'service' | 'provider' | 'principal' | 'missing';
  readonly certainty: Certainty;
  readonly how: How | MissingReason | 'service' | 'provider';
  /** The event that shows it. */
  readonly event: {
    readonly name: string;
    readonly id: string;
    readonly time: string;
    readonly address: string;
    readonly agent: string;
    readonly mfa: 'yes' | 'no' | null;
  } | null;
  /** In words: `assumed by deploy-bot at 02:18:03`. */
  readonly text: string;
}

/** What a session did. */
export interface WhoUse {
  readonly events: number;
  readonly ok: number;
  readonly denied: number;
  readonly failed: number;
  readonly writes: number;
  readonly first: string;
  readonly last: string;
  readonly addresses: readonly WhoSeen[];
  readonly programs: readonly WhoSeen[];
  readonly firstWrites: readonly WhoWrite[];
}

/** A value, with the times at which it was seen. */
export interface WhoSeen {
  readonly value: string;
  readonly events: number;
  readonly first: string;
  readonly last: string;
}

/** A call that changed something. */
interface WhoWrite {
  readonly time: string;
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
  readonly first: string;
  readonly last: string;
}

/** What the answer rests on. */
export interface Coverage {
  /** The times of the first and the last event that were read; null without events. */
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
}
