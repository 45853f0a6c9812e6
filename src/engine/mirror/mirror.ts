import type { Filter } from '../../query/condition/filter.ts';
import type { Ledger } from '../../query/ledger.ts';
import type { Source } from '../../source/source.ts';
import { fetchAhead } from '../scan/fetch-ahead.ts';
import { missingObjects } from './missing-objects.ts';
import { ObjectCopier } from './object-copier.ts';

/** Options of `mirror`. */
interface MirrorOptions {
  /** The folder below which objects are stored, at paths that follow their keys. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Copies the objects of the source to a folder, and yields a ledger for each step. Objects that are
 * already in the folder count as files, but neither as read nor as unreadable. Each file appears
 * only when it is complete, with the object's modification time. Several processes may do this at
 * the same time. Throws ConfigError when the folder cannot be written to, and the signal's reason
 * when it is aborted.
 */
export async function* mirror(
  source: Source,
  filter: Filter,
  { folder, signal }: MirrorOptions,
): AsyncGenerator<{ readonly ledger: Ledger }> {
  const copier = new ObjectCopier(source, folder, signal);
  const onThere = () => copier.countThere();
  const missing = missingObjects(source, { filter, folder, signal, onThere });
  const fetching = { source: copier.opener, fetchAhead: true, signal };
  try {
    for await (const found of fetchAhead(missing, fetching)) {
      signal.throwIfAborted();
      await copier.copy(found);
      yield { ledger: copier.takeLedger() };
    }
    yield { ledger: copier.takeLedger() };
  } finally {
    copier.close();
  }
}
