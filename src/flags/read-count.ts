import { UsageError } from '../errors.ts';
import { type Args, lastValueOf } from './args.ts';

/**
 * Returns the value of a flag that takes a whole number of at least 1; undefined without the flag.
 * Throws UsageError.
 */
export function readCount(args: Args, name: 'limit' | 'threads' | 'top'): number | undefined {
  const typed = lastValueOf(args, name);
  if (typed === undefined) return undefined;
  const count = Number(typed);
  if (/^\d+$/.test(typed) && Number.isSafeInteger(count) && count > 0) return count;
  throw new UsageError(
    `--${name}: '${typed}' is not a count: expected a whole number of at least 1, such as 20`,
  );
}
