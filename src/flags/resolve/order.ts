import { UsageError } from '../../errors.ts';
import type { Query } from '../../query/query.ts';
import { lateDelivery } from '../../source/trail-layout/late-delivery.ts';
import { type Args, isOn } from '../args.ts';
import { readCount } from '../read-count.ts';
import type { RunConfig } from './run-config.ts';

/**
 * Returns the order and the limit of a query. Throws UsageError for flags that contradict each
 * other.
 */
export function resolveOrder(
  args: Args,
  { late }: Pick<RunConfig, 'late'>,
): Pick<Query, 'order' | 'limit' | 'holdBack'> {
  const limit = readCount(args, 'limit');
  return {
    order: readOrder(args),
    ...(limit !== undefined && { limit }),
    // Fewer files may be read than this, but those that are read are put in order.
    holdBack: Math.max(late ?? 0, lateDelivery.order),
  };
}

function readOrder(args: Args): Query['order'] {
  const isUnordered = isOn(args, 'unordered');
  if (!isOn(args, 'reverse')) return isUnordered ? 'none' : 'oldest-first';
  if (!isUnordered) return 'newest-first';
  throw new UsageError(
    '--unordered and --reverse cannot be used together: leave out --unordered for the newest first',
  );
}
