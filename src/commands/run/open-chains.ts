import { createColumn } from '../../format/text/column.ts';
import type { CommandContext } from '../command.ts';
import type { ChainOptions, OpenChains } from './chain-run.ts';
import { openRun } from './open-run.ts';

/**
 * Opens the sources of a command; `names` are those of the columns that are shown or counted by. If
 * one of them, or the filter, needs to know the sessions, the sources are read twice: first what
 * issues credentials or signs somebody in.
 */
export async function openChains(
  options: ChainOptions,
  names: readonly string[],
  context: CommandContext,
): Promise<OpenChains> {
  const { filter, chain, dryRun } = options;
  const needsChains =
    chain.people.length > 0 ||
    chain.things.length > 0 ||
    names.some((name) => createColumn(name).kind === 'chain');
  if (needsChains && !dryRun) {
    const { readChains } = await import('./read-chains.ts');
    const note = 'reading twice, to find who stands behind the sessions';
    return readChains(options, context, note);
  }
  return { ...openRun(options, context), filter, columnOf: createColumn, close: () => {} };
}
