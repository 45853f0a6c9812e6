import { knownAccounts } from '../../engine/known-accounts.ts';
import { createWriter } from '../../format/events/create-writer.ts';
import { createColumn, withAccounts } from '../../format/text/column.ts';
import { countRecords } from '../../query/record-block.ts';
import { loadRedaction } from '../../redact/load-redaction.ts';
import type { RunCommand } from '../command.ts';
import { openRun } from '../run/open-run.ts';
import { resolveQueryConfig } from './config.ts';

/** Prints the events that match, in order of time or as they are found. */
export const query: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveQueryConfig(args, environment);
  const named = config.columns?.map(createColumn);
  const { run, source, engine } = openRun({ ...config, wanted: config.filter }, context);
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, source, run }, { io, signal });
  }
  const accounts = named && (await knownAccounts(source, named, signal));
  const columns = named?.map((column) => withAccounts(column, accounts ?? []));
  const writer = createWriter({ ...config, columns, width: config.width }, io.stdout);
  const redact = await loadRedaction(config.redact);
  let printed = 0;
  for await (const { block } of run.follow(engine.query(config))) {
    if (!block) continue;
    await run.clear();
    await writer.write(redact(block));
    printed += countRecords(block);
  }
  if (!run.stopped() || printed > 0) await writer.end();
  return run.end(printed);
};
