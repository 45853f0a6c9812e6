import { mirror } from '../engine/mirror/mirror.ts';
import { standingOf } from '../engine/mirror/standing.ts';
import { UsageError } from '../errors.ts';
import type { QueryConfig } from '../flags/query-config.ts';
import { resolveConfig } from '../flags/resolve-config.ts';
import { renderDownload, renderDownloadProgress } from '../format/download-report.ts';
import { isRemote } from '../source/create-source.ts';
import type { StoredObject } from '../source/log-file.ts';
import { isS3Uri } from '../source/s3/parse-s3-uri.ts';
import type { SourceSpec } from '../source/source-spec.ts';
import { isTrailUri } from '../source/trails/trail-source.ts';
import type { CommandContext, RunCommand } from './command.ts';
import { dryRun } from './dry-run.ts';
import { openRun } from './open-run.ts';

/** Copies log files from S3 to a folder, which is a source like any other from then on. */
export const download: RunCommand = async (context) => {
  const { io, signal } = context;
  const { folder, config } = await readOperands(context);
  const { run, source } = openRun({ ...config, render: renderDownloadProgress }, context);
  if (config.dryRun) {
    const standing = (object: StoredObject) => standingOf(folder, object);
    return dryRun({ ...config, source, run, standingOf: standing }, context);
  }
  for await (const _ of run.follow(mirror(source, config.filter, { folder, signal })));
  await io.stderr.write(renderDownload(run.ledger, { ...config, folder }));
  return run.ledger.errors.length > 0 ? 3 : 0;
};

/** What to copy, and where to. Throws UsageError for anything else. */
async function readOperands({ args, environment }: CommandContext): Promise<{
  readonly folder: string;
  readonly config: QueryConfig;
}> {
  const folder = args.operands.at(-1) ?? '';
  const isFolder = !isRemote(folder) && folder !== '' && folder !== '-';
  if (isFolder) {
    const operands = args.operands.slice(0, -1);
    const config = await resolveConfig({ ...args, operands }, environment);
    // What is in the folder need not be kept a second time.
    const sources = config.sources.map(({ cache: _, ...spec }) => spec);
    if (sources.every(isInS3)) return { folder, config: { ...config, sources } };
  }
  throw new UsageError(
    'download: expected s3://BUCKET/PREFIX and a folder, in this order, such as ' +
      "'trailscan download s3://my-trail-bucket/AWSLogs/ ./trail'",
  );
}

function isInS3({ uri }: SourceSpec): boolean {
  return isS3Uri(uri) || isTrailUri(uri);
}
