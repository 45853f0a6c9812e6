import { countDuplicates } from '../engine/scan/drop-duplicates.ts';
import { inTimeOrder } from '../engine/scan/in-time-order.ts';
import { scan } from '../engine/scan/scan.ts';
import { UsageError } from '../errors.ts';
import { resolveConfig } from '../flags/resolve-config.ts';
import { renderEventPage } from '../format/event-page.ts';
import { renderErrors, renderLedger } from '../format/ledger-report.ts';
import { forTerminal } from '../format/sanitize.ts';
import { recordsOf } from '../query/event-record.ts';
import { everything, type Filter } from '../query/filter.ts';
import { addToLedger, createLedger } from '../query/ledger.ts';
import type { RunCommand } from './command.ts';
import { openSource } from './open-source.ts';
import { workersFor } from './workers.ts';

/** Prints events whole, found by their eventID. */
export const show: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const [id, ...sources] = args.operands;
  if (id === undefined) {
    throw new UsageError(
      'show: expected an EVENT-ID and a SOURCE: trailscan show 11111111-2222-4333-8444-555555555555 AWSLogs',
    );
  }
  const config = await resolveConfig({ ...args, operands: sources }, environment);
  const ledger = createLedger();
  const source = openSource(config, context, () => {});
  let shown = 0;
  const options = { signal, workers: workersFor(config), promptly: config.strict };
  const batches = async function* () {
    for await (const batch of countDuplicates(scan(byId(id), source, options))) {
      addToLedger(ledger, batch.ledger);
      if (stopped()) return;
      yield batch;
    }
  };
  const stopped = () => config.strict && ledger.errors.length > 0;
  // In order, so that of several deliveries always the same is shown.
  const order = { order: 'oldest-first', keepDuplicates: false, signal } as const;
  for await (const block of inTimeOrder(batches(), order)) {
    if (stopped()) break;
    for (const record of recordsOf(block)) {
      await io.stdout.write(`${shown++ > 0 ? '\n' : ''}${renderEventPage(record, config)}`);
    }
  }
  if (stopped()) {
    await io.stderr.write(renderErrors(ledger));
    return 3;
  }
  if (shown === 0) {
    await io.stderr.write(`${forTerminal(`trailscan: no event '${id}' found`)}\n`);
  }
  await io.stderr.write(renderLedger(ledger, { verbose: config.verbose, printed: shown }));
  if (ledger.errors.length > 0) return 3;
  return shown > 0 ? 0 : 4;
};

/** The event of this ID, or those whose IDs begin with it: a table may have cut it. */
function byId(id: string): Filter {
  const any = id.length < shortestPrefix || id.endsWith('*') ? [id] : [`${id}*`];
  return { ...everything, terms: [{ attribute: 'event-id', any, none: [] }] };
}

const shortestPrefix = 6;
