import type { Person } from '../../identity/person.ts';
import type { Certainty, Origin } from '../../identity/session.ts';
import type { SessionKind } from '../who/who-report.ts';

/** A session and its events. Plain data. */
export interface SessionRow extends SessionTotals {
  /** The session's ID, which no other session has. */
  readonly id: string;
  /** The first access key, or another handle that `who` understands; empty when there is none. */
  readonly handle: string;
  /** `alice`, `deploy/ci-session`, `root`. */
  readonly name: string;
  readonly kind: SessionKind;
  readonly account: string;
  readonly person: Pick<Person, 'kind' | 'name' | 'rule' | 'certainty'> | null;
  readonly began: SessionBegin;
  /** The number of addresses, or of services that called; and the first of them. */
  readonly addresses: number;
  readonly address: string;
  /** The number of programs, without their versions, and the first of them. */
  readonly programs: number;
  readonly program: string;
}

/** How a session began. */
interface SessionBegin {
  readonly kind: Origin['kind'];
  readonly certainty: Certainty;
  /** In a few words: `AssumeRole by deploy-bot`. */
  readonly text: string;
  /** The event ID of the call that began it; empty when it was not read. */
  readonly event: string;
}

/** The events of one or more sessions. */
export interface SessionTotals {
  readonly events: number;
  /** The calls that may change something, whatever their outcome. */
  readonly writes: number;
  readonly denied: number;
  readonly failed: number;
  /** Epoch seconds of the first and the last event; 0 when no time is known. */
  readonly start: number;
  readonly end: number;
}

/** Rows in the order in which they are printed. Iterate only once. */
export interface RankedSessions {
  readonly rows: Iterable<SessionRow>;
  /** The sum of all rows that were left out, and their number; absent when none was left out. */
  readonly others?: SessionTotals & { readonly sessions: number };
}
