import { type Column, dependsOnAccounts } from '../format/text/column.ts';
import type { Source } from '../source/source.ts';

/**
 * Returns the accounts that a source knows before anything is read, if one of the columns depends
 * on them; it may take requests to find them.
 */
export async function knownAccounts(
  source: Pick<Source, 'accounts'>,
  columns: readonly Column[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!columns.some(dependsOnAccounts)) return [];
  return (await source.accounts?.(signal)) ?? [];
}
