import { unreadableFile } from '../engine/scan/unreadable-file.ts';
import { UsageError } from '../errors.ts';
import type { OutputFormat } from '../format/output-formats.ts';
import type { Filter } from '../query/filter.ts';
import { createEstimator } from '../source/s3/estimate.ts';
import type { Source } from '../source/source.ts';
import type { CommandContext, ExitCode } from './command.ts';
import type { Run } from './follow-run.ts';

/** Of what a dry run is made. */
interface DryRun {
  readonly source: Source;
  readonly filter: Filter;
  readonly format: OutputFormat;
  readonly run: Run;
}

/** Lists the objects of S3 that would be read, and tells what that would take. */
export async function dryRun(
  { source, filter, format, run }: DryRun,
  { io, signal }: Pick<CommandContext, 'io' | 'signal'>,
): Promise<ExitCode> {
  if (format === 'csv' || format === 'markdown') {
    throw new UsageError(`--dry-run: expected the output table or json, found '${format}'`);
  }
  const estimator = createEstimator();
  const list = async function* () {
    for await (const found of source.list(filter, signal)) {
      if ('reason' in found) {
        yield unreadableFile(found);
      } else if (found.kind === 'object') {
        estimator.add(found, source.readWhole?.(found) !== undefined);
      }
    }
  };
  for await (const _ of run.follow(list()));
  const estimate = estimator.result(source.listRequests?.() ?? 0);
  const { renderEstimate, renderEstimateJson } = await import('../format/estimate-report.ts');
  await io.stdout.write((format === 'table' ? renderEstimate : renderEstimateJson)(estimate));
  return run.end();
}
