import type { PlainRecord } from '../../query/event-record.ts';
import type { Filter } from '../../query/filter.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';

/** What a worker is told. */
export type ToWorker =
  /** Scan these files, after those that were given before. */
  | { readonly kind: 'scan'; readonly files: readonly LogFile[] }
  /** One of the answers has been taken: another may be sent. */
  | { readonly kind: 'taken' };

/** What a worker is started with. */
export interface WorkerSetup {
  readonly filter: Filter;
}

/** Some of what a worker found; `finished` files have been read to their end since its last answer. */
export interface FromWorker {
  readonly records: readonly PlainRecord[];
  readonly ledger: Ledger;
  readonly finished: number;
}

/** How many answers may be on their way: what the other side has not taken costs memory. */
export const maxAnswersUnderWay = 4;
