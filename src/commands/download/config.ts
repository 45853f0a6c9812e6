import { UsageError } from '../../errors.ts';
import type { Args } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { type RunConfig, resolveFormat, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import type { OutputFormat } from '../../format/text/output-formats.ts';
import { isRemote } from '../../source/create-source.ts';
import { isS3Uri } from '../../source/s3/parse-s3-uri.ts';
import type { SourceSpec } from '../../source/source-spec.ts';
import { isTrailUri } from '../../source/trails/trail-source.ts';

/** The validated configuration of a download, with all defaults filled in. Frozen. */
export interface DownloadConfig extends RunConfig {
  /** The folder to copy the log files to. */
  readonly folder: string;
  /** The output format of a dry run. */
  readonly format: OutputFormat;
}

/**
 * Resolves the configuration. Throws UsageError unless the operands are trails in S3, then a
 * folder.
 */
export async function resolveDownloadConfig(
  args: Args,
  environment: Environment,
): Promise<DownloadConfig> {
  const folder = args.operands.at(-1) ?? '';
  const isFolder = !isRemote(folder) && folder !== '' && folder !== '-';
  if (isFolder) {
    const configured = await loadConfigured(environment);
    const operands = args.operands.slice(0, -1);
    const config = await resolveRunConfig({ ...args, operands }, environment, configured);
    const format = resolveFormat(args, environment, configured.settings);
    // Files in the folder need not be cached as well.
    const sources = config.sources.map(({ cache: _, ...spec }) => spec);
    if (sources.every(isInS3)) return Object.freeze({ ...config, sources, folder, format });
  }
  throw new UsageError(
    'download: expected s3://BUCKET/PREFIX and a folder, in this order, such as ' +
      "'trailscan download s3://my-trail-bucket/AWSLogs/ ./trail'",
  );
}

function isInS3({ uri }: SourceSpec): boolean {
  return isS3Uri(uri) || isTrailUri(uri);
}
