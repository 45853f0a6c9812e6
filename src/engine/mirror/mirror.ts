import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileError } from '../../errors.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { addError, createLedger, type Ledger } from '../../query/ledger.ts';
import type { LogFile, StoredObject } from '../../source/log-file.ts';
import { createFolderWriter, type ObjectContent } from '../../source/mirror/folder-writer.ts';
import { mirrorStateOf } from '../../source/mirror/mirror-state.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { Metadata, OnMetadata, Opener, Source } from '../../source/source.ts';
import { fetchAhead } from '../scan/fetch-ahead.ts';

/** Options of `mirror`. */
export interface MirrorOptions {
  /** The folder below which objects are stored, at paths that follow their keys. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** After this many milliseconds, the event loop gets a turn, so that an abort is noticed. */
const turnAfter = 20;

/**
 * Copies the objects of the source to a folder, and yields a ledger for each step. Objects that are already
 * in the folder count as files, but neither as read nor as unreadable. Each file appears only when it is
 * complete, with the object's modification time. Several processes may do this at the same time. Throws
 * ConfigError when the folder cannot be written to, and the signal's reason when it is aborted.
 */
export async function* mirror(
  source: Source,
  filter: Filter,
  { folder, signal }: MirrorOptions,
): AsyncGenerator<{ readonly ledger: Ledger }> {
  let ledger = createLedger();
  /** Returns the counts since the last call, and starts a new ledger. */
  const takeLedger = () => {
    const part = { ledger };
    ledger = createLedger();
    return part;
  };
  const failed = (error: FileError) => {
    ledger.files++;
    ledger.unreadableFiles++;
    addError(ledger, error);
  };

  /**
   * Yields the objects that must be fetched, and errors. Counts the objects that are already in the folder.
   */
  const missing = async function* (): AsyncGenerator<StoredObject | FileError> {
    let last = performance.now();
    for await (const found of source.list({ filter, order: 'none' }, signal)) {
      if ('reason' in found) yield found;
      if ('reason' in found || found.kind !== 'object') continue;
      const state = mirrorStateOf(folder, found);
      if (state === 'missing') yield found;
      else if (state === 'there') ledger.files++;
      else yield { file: found.name, reason: state.reason };
      // Aborts are noticed only between two turns of the event loop.
      if (performance.now() - last < turnAfter) continue;
      await nextTurn();
      signal.throwIfAborted();
      last = performance.now();
    }
  };

  const writer = createFolderWriter(folder);
  /** Metadata by object name, for objects that have been fetched and not saved yet. */
  const metadata = new Map<string, Metadata>();
  const { fetch } = source;
  const metadataListener = ({ name }: LogFile): OnMetadata => {
    return (found) => metadata.set(name, found);
  };
  const opener: Pick<Opener, 'open' | 'fetch'> = {
    open: (file) => source.open(file, signal, metadataListener(file)),
    ...(fetch && { fetch: (object) => fetch(object, signal, metadataListener(object)) }),
  };
  const save = async (object: StoredObject, chunks: ObjectContent['chunks']) => {
    let reason: string | undefined;
    try {
      const facts = () => ({ metadata: metadata.get(object.name) });
      reason = await writer.write(object, { chunks, facts });
    } catch (error) {
      signal.throwIfAborted();
      reason = describeReadError(error);
    }
    metadata.delete(object.name);
    if (reason !== undefined) {
      failed({ file: object.name, reason });
      return;
    }
    ledger.files++;
    ledger.filesRead++;
    ledger.bytes += object.size;
  };
  try {
    for await (const found of fetchAhead(missing(), {
      source: opener,
      oneFileAtATime: false,
      signal,
    })) {
      signal.throwIfAborted();
      if ('reason' in found) failed(found);
      else if (found.kind === 'object') await save(found, opener.open(found, signal));
      else if (found.kind === 'fetched') {
        const { result } = found;
        if ('stored' in result) await save(found.file, [result.stored]);
        else failed({ file: found.file.name, reason: describeReadError(result.error) });
      }
      yield takeLedger();
    }
    yield takeLedger();
  } finally {
    writer.close();
  }
}
