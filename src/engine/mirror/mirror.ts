import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileError } from '../../errors.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { addError, createLedger, type Ledger } from '../../query/ledger.ts';
import type { StoredObject } from '../../source/log-file.ts';
import { createFolderWriter, type NewFile } from '../../source/mirror/folder-writer.ts';
import { localPathOf } from '../../source/mirror/local-path.ts';
import { standingOf } from '../../source/mirror/standing.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { Source } from '../../source/source.ts';
import { fetchAhead } from '../scan/fetch-ahead.ts';

/** How objects are mirrored. */
export interface MirrorOptions {
  /** The folder below which they lie as their keys say. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Milliseconds for which nothing else need be heard. */
const turnAfter = 20;

/**
 * Copies the objects of the source to a folder, and yields what became of them; those that are there
 * are counted as files, but neither as read nor as unreadable. Files come into being whole, with the
 * time at which the object was stored. Several processes may do so at once. Throws ConfigError when
 * the folder takes no files, and the signal's reason when it is aborted.
 */
export async function* mirror(
  source: Source,
  filter: Filter,
  { folder, signal }: MirrorOptions,
): AsyncGenerator<{ readonly ledger: Ledger }> {
  let ledger = createLedger();
  /** Whoever is given a ledger reads it at once: what is counted later is in the next. */
  const counted = () => {
    const part = { ledger };
    ledger = createLedger();
    return part;
  };
  const failed = (error: FileError) => {
    ledger.files++;
    ledger.unreadableFiles++;
    addError(ledger, error);
  };

  /** What is to be fetched, and errors; what is there is counted. */
  const missing = async function* (): AsyncGenerator<StoredObject | FileError> {
    let last = performance.now();
    for await (const found of source.list({ filter, order: 'none' }, signal)) {
      if ('reason' in found) yield found;
      if ('reason' in found || found.kind !== 'object') continue;
      const standing = standingOf(folder, found);
      if (standing === 'missing') yield found;
      else if (standing === 'there') ledger.files++;
      else yield { file: found.name, reason: standing.reason };
      // Signals are heard between two turns of the event loop alone.
      if (performance.now() - last < turnAfter) continue;
      await nextTurn();
      signal.throwIfAborted();
      last = performance.now();
    }
  };

  const writer = createFolderWriter(folder);
  const save = async (object: StoredObject, chunks: NewFile['chunks']) => {
    const { name, key, size, modified } = object;
    const path = localPathOf(folder, key) ?? '';
    let reason: string | undefined;
    try {
      reason = await writer.write({ path, chunks, modified });
    } catch (error) {
      signal.throwIfAborted();
      reason = describeReadError(error);
    }
    if (reason !== undefined) {
      failed({ file: name, reason });
      return;
    }
    ledger.files++;
    ledger.filesRead++;
    ledger.bytes += size;
  };
  try {
    for await (const found of fetchAhead(missing(), { source, promptly: false, signal })) {
      signal.throwIfAborted();
      if ('reason' in found) failed(found);
      else if (found.kind === 'object') await save(found, source.open(found, signal));
      else if (found.kind === 'fetched') {
        const { outcome } = found;
        if ('stored' in outcome) await save(found.file, [outcome.stored]);
        else failed({ file: found.file.name, reason: describeReadError(outcome.error) });
      }
      yield counted();
    }
    yield counted();
  } finally {
    writer.close();
  }
}
