import { knownAccounts } from '../../engine/known-accounts.ts';
import { createWriter } from '../../format/events/create-writer.ts';
import { withAccounts } from '../../format/text/column.ts';
import { countRecords } from '../../query/record-block.ts';
import { loadRedaction } from '../../redact/load-redaction.ts';
import type { RunCommand } from '../command.ts';
import { openChains } from '../run/open-chains.ts';
import { resolveQueryConfig } from './config.ts';

/** Prints the events that match, in order of time or as they are found. */
export const query: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveQueryConfig(args, environment);
  const opened = await openChains(
    { ...config, wanted: config.filter },
    config.columns ?? [],
    context,
  );
  const { run, source, engine, filter, columnOf } = opened;
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, source, run }, { io, signal });
  }
  try {
    const named = config.columns?.map(columnOf);
    const accounts = named && (await knownAccounts(source, named, signal));
    const columns = named?.map((column) => withAccounts(column, accounts ?? []));
    const writer = createWriter({ ...config, columns, width: config.width }, io.stdout);
    const redact = await loadRedaction(config.redact);
    let printed = 0;
    for await (const { block } of run.follow(engine.query({ ...config, filter }))) {
      if (!block) continue;
      await run.clear();
      await writer.write(redact(block));
      printed += countRecords(block);
    }
    if (!run.stopped() || printed > 0) await writer.end();
    return await run.end(printed);
  } finally {
    opened.close();
  }
};
