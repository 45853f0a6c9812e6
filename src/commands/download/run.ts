import { mirror } from '../../engine/mirror/mirror.ts';
import type { StoredObject } from '../../source/log-file.ts';
import { mirrorStateOf } from '../../source/mirror/mirror-state.ts';
import type { RunCommand } from '../command.ts';
import { dryRun } from '../run/dry-run.ts';
import { openRun } from '../run/open-run.ts';
import { resolveDownloadConfig } from './config.ts';
import { renderDownload, renderDownloadProgress } from './download-report.ts';

/** Copies log files from S3 to a folder, which can then be read as a source. */
export const download: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const { folder, ...config } = await resolveDownloadConfig(args, environment);
  const { run, source } = openRun({ ...config, render: renderDownloadProgress }, context);
  if (config.dryRun) {
    const stateInFolder = (object: StoredObject) => mirrorStateOf(folder, object);
    return dryRun({ ...config, source, run, mirrorStateOf: stateInFolder }, { io, signal });
  }
  for await (const _ of run.follow(mirror(source, config.filter, { folder, signal })));
  await io.stderr.write(renderDownload(run.ledger, { ...config, folder }));
  return run.ledger.errors.length > 0 ? 3 : 0;
};
