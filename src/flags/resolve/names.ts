import type { Args } from '../args.ts';
import { splitList } from '../values/split-values.ts';

/**
 * Returns the names of columns given with a flag, without duplicates. Throws UsageError for a name
 * that is not a column.
 */
export async function resolveNames(
  args: Args,
  flag: 'by' | 'distinct',
): Promise<readonly string[]> {
  const typed = (args.flags[flag] ?? []).flatMap((list) => splitList(list, `--${flag}`));
  if (typed.length === 0) return typed;
  const { createColumn } = await import('../../format/text/column.ts');
  for (const name of typed) createColumn(name);
  return [...new Set(typed)];
}
