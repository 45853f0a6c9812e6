import { asFound } from '../engine/scan/as-found.ts';
import { countDuplicates, dropDuplicates } from '../engine/scan/drop-duplicates.ts';
import { inTimeOrder } from '../engine/scan/in-time-order.ts';
import { scan } from '../engine/scan/scan.ts';
import { resolveConfig } from '../flags/resolve-config.ts';
import { createColumn } from '../format/column.ts';
import { createWriter } from '../format/create-writer.ts';
import { renderErrors, renderLedger } from '../format/ledger-report.ts';
import type { Batch } from '../query/batch.ts';
import type { EventRecord } from '../query/event-record.ts';
import { addToLedger, createLedger } from '../query/ledger.ts';
import type { Query } from '../query/query.ts';
import { createLocalSource } from '../source/local-source.ts';
import type { RunCommand } from './command.ts';
import { createProgress } from './progress.ts';
import { workersFor } from './workers.ts';

/** Prints the events that match, in the order of their times or as they are found. */
export const query: RunCommand = async ({ args, environment, io, signal }) => {
  const config = await resolveConfig(args, environment);
  const columns = config.columns?.map(createColumn);
  const writer = createWriter({ ...config, columns, width: config.width }, io.stdout);
  const ledger = createLedger();
  const progress = createProgress(environment.stderr, io.stderr);
  let printed = 0;

  const source = createLocalSource(config.sources, () => io.stdin);
  const deliveries = scan(config.filter, source, { signal, workers: workersFor(config) });
  const stopped = () => config.strict && ledger.errors.length > 0;
  const told = async function* (batches: AsyncIterable<Batch>) {
    for await (const batch of batches) {
      addToLedger(ledger, batch.ledger);
      if (stopped()) return;
      await progress.update(ledger);
      yield batch;
    }
  };
  const events = inOrder(config, { deliveries, told, signal });
  try {
    for await (const records of events) {
      if (stopped()) break;
      await progress.clear();
      await writer.write(records);
      printed += records.length;
    }
  } finally {
    await progress.clear();
  }
  if (!stopped() || printed > 0) await writer.end();

  await io.stderr.write(
    stopped() ? renderErrors(ledger) : renderLedger(ledger, { verbose: config.verbose, printed }),
  );
  if (ledger.errors.length > 0) return 3;
  return config.exitStatus && ledger.matched === 0 ? 1 : 0;
};

interface Found {
  readonly deliveries: AsyncIterable<Batch>;
  /** Passes batches on, and tells what is in them. */
  readonly told: (batches: AsyncIterable<Batch>) => AsyncIterable<Batch>;
  readonly signal: AbortSignal;
}

/** The events as the query wants them, each once unless it keeps duplicates. */
function inOrder(
  { order, limit, keepDuplicates }: Query,
  { deliveries, told, signal }: Found,
): AsyncGenerator<readonly EventRecord[]> {
  if (order === 'none') {
    return asFound(told(keepDuplicates ? deliveries : dropDuplicates(deliveries)), limit);
  }
  // Which delivery of an event is printed must not depend on which thread was first.
  const counted = told(keepDuplicates ? deliveries : countDuplicates(deliveries));
  return inTimeOrder(counted, { order, keepDuplicates, signal, ...(limit && { limit }) });
}
