import { mirror } from '../engine/mirror/mirror.ts';
import { UsageError } from '../errors.ts';
import { resolveConfig } from '../flags/resolve-config.ts';
import { renderDownload } from '../format/download-report.ts';
import { isS3Uri } from '../source/s3/parse-s3-uri.ts';
import type { RunCommand } from './command.ts';
import { dryRun } from './dry-run.ts';
import { followRun } from './follow-run.ts';
import { openSource } from './open-source.ts';

/** Copies log files from S3 to a folder, which is a source like any other from then on. */
export const download: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const uris = args.operands.filter(isS3Uri);
  const [folder, ...others] = args.operands.filter((operand) => !isS3Uri(operand));
  if (uris.length === 0 || folder === undefined || others.length > 0) {
    throw new UsageError(
      'download: expected s3://BUCKET/PREFIX and a folder: trailscan download s3://my-trail/AWSLogs/ ./trail',
    );
  }
  const config = await resolveConfig({ ...args, operands: uris }, environment);
  const measure = () => source.measure?.(signal);
  const run = followRun({ ...config, stderr: environment.stderr, measure }, io);
  const source = openSource(config, context, run.note);
  if (config.dryRun) return dryRun({ ...config, source, run }, { io, signal });
  for await (const _ of run.follow(mirror(source, config.filter, { folder, signal })));
  await io.stderr.write(renderDownload(run.ledger, folder));
  return run.ledger.errors.length > 0 ? 3 : 0;
};
