import { openScan } from '../engine/open-scan.ts';
import { asFound } from '../engine/order/as-found.ts';
import { countDuplicates, dropDuplicates } from '../engine/order/drop-duplicates.ts';
import { inTimeOrder, type Rereading } from '../engine/order/in-time-order.ts';
import { untilNewest } from '../engine/order/until-newest.ts';
import type { OpenScan } from '../engine/scan-for.ts';
import { resolveConfig } from '../flags/resolve-config.ts';
import { createColumn } from '../format/column.ts';
import { createWriter } from '../format/create-writer.ts';
import type { Ledger } from '../query/ledger.ts';
import type { Query } from '../query/query.ts';
import { countRecords, type RecordBlock } from '../query/record-block.ts';
import { canBeReadAgain } from '../source/can-be-read-again.ts';
import type { Source } from '../source/source.ts';
import type { RunCommand } from './command.ts';
import { dryRun } from './dry-run.ts';
import { openRun } from './open-run.ts';
import { workersFor } from './workers.ts';

/** Prints the events that match, in the order of their times or as they are found. */
export const query: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveConfig(args, environment);
  const columns = config.columns?.map(createColumn);
  const writer = createWriter({ ...config, columns, width: config.width }, io.stdout);
  const { run, source } = openRun(config, context);
  if (config.dryRun) return dryRun({ ...config, source, run }, { io, signal });
  let printed = 0;

  const scan = openScan(config.filter, source, {
    signal,
    workers: workersFor(config),
    promptly: config.strict,
  });
  const mayReadAgain = canBeReadAgain(config.sources.map(({ uri }) => uri));
  const { newestToCome } = source;
  const found = { scan, mayReadAgain, newestToCome, told: run.follow, signal };
  try {
    for await (const block of inOrder(config, found)) {
      if (run.stopped()) break;
      await run.clear();
      await writer.write(block);
      printed += countRecords(block);
    }
  } finally {
    await scan.close();
    await source.close?.();
  }
  if (!run.stopped() || printed > 0) await writer.end();
  return run.end(printed);
};

interface Found {
  readonly scan: OpenScan;
  /** Whether the scan's files can be read again. */
  readonly mayReadAgain: boolean;
  readonly newestToCome: Source['newestToCome'];
  /** Passes parts of a run on, and tells what is in them. */
  readonly told: <T extends { readonly ledger: Ledger }>(
    parts: AsyncIterable<T>,
  ) => AsyncIterable<T>;
  readonly signal: AbortSignal;
}

/** The events as the query wants them, each once unless it keeps duplicates. */
function inOrder(
  { order, limit, keepDuplicates }: Query,
  { scan, mayReadAgain, newestToCome, told, signal }: Found,
): AsyncGenerator<RecordBlock> {
  const { found } = scan;
  if (order === 'none') {
    return asFound(told(keepDuplicates ? found : dropDuplicates(found)), limit);
  }
  // Which delivery of an event is printed must not depend on which thread was first.
  const counted = told(keepDuplicates ? found : countDuplicates(found));
  const again: Rereading = {
    ...scan,
    read: (plan) => told(scan.read(plan)),
    scanAgain: (spans) => told(scan.scanAgain(spans)),
  };
  const isEnough = order === 'newest-first' && limit !== undefined && newestToCome;
  return inTimeOrder(isEnough ? untilNewest(counted, limit, newestToCome) : counted, {
    order,
    keepDuplicates,
    signal,
    ...(limit && { limit }),
    ...(mayReadAgain && { again }),
  });
}
