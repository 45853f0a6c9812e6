import { UsageError } from '../errors.ts';
import { isHistoryUri, parseHistoryUri } from '../source/history/parse-history-uri.ts';
import { isS3Uri, parseS3Uri } from '../source/s3/parse-s3-uri.ts';
import { isTrailUri, parseTrailUri } from '../source/trails/trail-source.ts';
import type { Environment } from './environment.ts';

/**
 * What is to be read: the operands, or without any TRAILSCAN_SOURCE.
 *
 * Throws UsageError when there is neither, and for a source of a kind that cannot be read.
 */
export function resolveSources(
  operands: readonly string[],
  { variables }: Environment,
): readonly string[] {
  const usual = variables['TRAILSCAN_SOURCE'];
  const sources = operands.length > 0 ? operands : usual ? [usual] : [];
  if (sources.length === 0) {
    throw new UsageError(
      'no source given: expected a file, a folder, s3://BUCKET/PREFIX or - for standard input, such as ' +
        "'trailscan query ./AWSLogs'; TRAILSCAN_SOURCE names one for every command",
    );
  }
  for (const source of sources) checkSource(source);
  return sources;
}

function checkSource(source: string): void {
  if (source === '') throw new UsageError("a source is empty: '' names no file");
  if (isS3Uri(source)) {
    parseS3Uri(source);
  } else if (isHistoryUri(source)) {
    parseHistoryUri(source);
  } else if (isTrailUri(source)) {
    parseTrailUri(source);
  } else if (uri.test(source)) {
    const expected =
      'expected a file, a folder, s3://BUCKET/PREFIX, trail:NAME, history:, or - for standard input';
    throw new UsageError(`source '${source}': ${expected}`);
  }
}

/** Two letters at least before the colon: `C:\\trail` is a path. */
const uri = /^[a-z][a-z0-9+.-]+:\/\//;
