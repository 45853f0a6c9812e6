import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileError } from '../../errors.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { StoredObject } from '../../source/log-file.ts';
import { mirrorStateOf } from '../../source/mirror/mirror-state.ts';
import type { Source } from '../../source/source.ts';

/** Options of `missingObjects`. */
interface MissingOptions {
  readonly filter: Filter;
  /** The folder of the mirror. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called for each object that is already in the mirror. */
  readonly onThere: () => void;
}

/** Milliseconds after which the event loop gets a turn, so that signals are noticed. */
const turnAfter = 20;

/**
 * Yields the objects that a mirror does not have, and errors: also for objects that it cannot have.
 */
export async function* missingObjects(
  source: Pick<Source, 'list'>,
  { filter, folder, signal, onThere }: MissingOptions,
): AsyncGenerator<StoredObject | FileError> {
  let last = performance.now();
  for await (const found of source.list({ filter, order: 'none' }, signal)) {
    if ('reason' in found) yield found;
    if ('reason' in found || found.kind !== 'object') continue;
    const state = mirrorStateOf(folder, found);
    if (state === 'missing') yield found;
    else if (state === 'there') onThere();
    else yield { file: found.name, reason: state.reason };
    // Signals are noticed only between two turns of the event loop.
    if (performance.now() - last < turnAfter) continue;
    await nextTurn();
    signal.throwIfAborted();
    last = performance.now();
  }
}
