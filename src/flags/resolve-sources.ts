import { UsageError } from '../errors.ts';
import type { Environment } from './environment.ts';

/**
 * What is to be read: the operands, or without any TRAILSCAN_SOURCE.
 *
 * Throws UsageError when there is neither, or an operand is empty.
 */
export function resolveSources(
  operands: readonly string[],
  { variables }: Environment,
): readonly string[] {
  const usual = variables['TRAILSCAN_SOURCE'];
  const sources = operands.length > 0 ? operands : usual ? [usual] : [];
  if (sources.length === 0) {
    throw new UsageError(
      'no source given: expected a file, a folder or - for standard input, such as ' +
        "'trailscan query ./AWSLogs'; TRAILSCAN_SOURCE names one for every command",
    );
  }
  if (sources.includes('')) throw new UsageError("a source is empty: '' names no file");
  return sources;
}
