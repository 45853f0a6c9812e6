import type { Args } from '../args.ts';
import { splitList } from '../values/split-values.ts';

/**
 * Returns the columns of `--columns`, in its order; undefined without the flag.
 *
 * Throws UsageError for a name that is neither an attribute nor a field path.
 */
export async function resolveColumns(args: Args): Promise<readonly string[] | undefined> {
  const typed = args.flags.columns?.flatMap((list) => splitList(list, '--columns'));
  if (!typed) return undefined;
  const { createColumn } = await import('../../format/text/column.ts');
  for (const name of typed) createColumn(name);
  return typed;
}
