import { UsageError } from '../errors.ts';
import type { CloudTrailEvent } from '../event/event.ts';
import { isOn } from '../flags/args.ts';
import { resolveOrder } from '../flags/resolve/order.ts';
import { type EventRecord, recordsOf } from '../query/event-record.ts';
import { addToLedger, createLedger, type Ledger } from '../query/ledger.ts';
import { loadRedaction } from '../redact/load-redaction.ts';
import { openEngine } from './open-engine.ts';
import { argsOf, queryOptionFlags } from './options.ts';
import type { QueryOptions } from './query-options.ts';

/**
 * The events that match a query. Reading starts when it is iterated, and stops when the iteration
 * does. Iterate it only once.
 */
export interface EventQuery extends AsyncIterable<CloudTrailEvent> {
  /**
   * Returns the same events, each with its text as AWS wrote it and with the place where it was
   * found.
   */
  records(): AsyncIterable<EventRecord>;
  /** The counts of everything read so far. Errors about single files are in its `errors`. */
  readonly ledger: Readonly<Ledger>;
}

/**
 * Returns the events of sources that match the options, in time order. A source is a folder, a
 * file, `s3://BUCKET/PREFIX`, `trail:NAME` or `history:REGION`.
 *
 * ```ts
 * for await (const event of query('AWSLogs', { service: 'ec2', event: 'Terminate*', last: '7d' })) {
 *   console.log(event.eventTime, event.eventName);
 * }
 * ```
 *
 * Iterating throws UsageError for an invalid option, SourceError when a source cannot be read at
 * all, and the signal's reason when it is aborted. Files that cannot be read are in the ledger's
 * `errors`.
 */
export function query(sources: string | readonly string[], options: QueryOptions = {}): EventQuery {
  const ledger = createLedger();
  let isStarted = false;
  const records = async function* (): AsyncGenerator<EventRecord> {
    // A second pass would count everything in the ledger again.
    if (isStarted) throw new UsageError('a query can be iterated only once: call query() again');
    isStarted = true;
    const args = argsOf(sources, { ...options }, queryOptionFlags);
    const redact = await loadRedaction(isOn(args, 'redact'));
    const { engine, config } = await openEngine(args, options);
    for await (const part of engine.query({ ...config, ...resolveOrder(args, config) })) {
      addToLedger(ledger, part.ledger);
      if (!part.block) continue;
      for (const record of recordsOf(redact(part.block))) {
        options.signal?.throwIfAborted();
        yield copyRecord(record);
      }
    }
  };
  return {
    ledger,
    records,
    async *[Symbol.asyncIterator]() {
      for await (const { event } of records()) yield event;
    },
  };
}

/** Copies a record: the memory of its block is reused, while the caller may keep the record. */
function copyRecord({ event, json, time, key, file, offset }: EventRecord): EventRecord {
  return { event, json, time, key, file, offset };
}
