import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError, type FileError } from '../../errors.ts';
import type { Filter } from '../../query/filter.ts';
import { addError, addSkippedFile, createLedger, type Ledger } from '../../query/ledger.ts';
import type { StoredObject } from '../../source/log-file.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { Source } from '../../source/source.ts';
import { fetchAhead } from '../scan/fetch-ahead.ts';
import { localPathOf } from './local-path.ts';
import { openWorkplace } from './workplace.ts';
import { writeFileFrom, writeFileNow } from './write-file.ts';

/** How objects are mirrored. */
export interface MirrorOptions {
  /** The folder below which they lie as their keys say. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Copies the objects of the source to a folder, and yields what became of them. Files come into being
 * whole, with the time at which the object was stored; those that are there with its size and time
 * are not fetched. Throws ConfigError when the folder does not take them, and the signal's reason when
 * it is aborted.
 */
export async function* mirror(
  source: Source,
  filter: Filter,
  { folder, signal }: MirrorOptions,
): AsyncGenerator<{ readonly ledger: Ledger }> {
  let ledger = createLedger();
  const failed = (error: FileError) => {
    ledger.files++;
    ledger.unreadableFiles++;
    addError(ledger, error);
  };
  /** What is to be fetched; the rest is counted. */
  const missing = async function* () {
    for await (const found of source.list(filter, signal)) {
      if ('reason' in found) {
        failed(found);
      } else if (found.kind === 'object') {
        const path = localPathOf(folder, found.key);
        if (path === undefined) {
          failed({ file: found.name, reason: 'its key cannot be the path of a file' });
        } else if (isThere(path, found)) {
          ledger.files++;
          addSkippedFile(ledger, 'already there', found.name);
        } else {
          yield found;
        }
      }
    }
  };

  const workplace = await openWorkplace(folder);
  const save = async (object: StoredObject, stored: Buffer | undefined) => {
    const path = localPathOf(folder, object.key) ?? '';
    const unfinished = workplace.newPath();
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (stored) writeFileNow(unfinished, stored, object.modified);
      else await writeFileFrom(unfinished, source.open(object, signal), object.modified);
      renameSync(unfinished, path);
    } catch (error) {
      throw 'syscall' in Object(error) && 'path' in Object(error)
        ? cannotWrite(path, error)
        : error;
    }
    ledger.files++;
    ledger.filesRead++;
    ledger.bytes += object.size;
  };
  try {
    for await (const found of fetchAhead(missing(), { source, promptly: false, signal })) {
      signal.throwIfAborted();
      if (!('key' in found || 'outcome' in found)) continue;
      const object = 'outcome' in found ? found.file : found;
      const outcome = 'outcome' in found ? found.outcome : { stored: undefined };
      try {
        if ('error' in outcome) throw outcome.error;
        await save(object, outcome.stored);
      } catch (error) {
        signal.throwIfAborted();
        failed({ file: object.name, reason: describeReadError(error) });
      }
      yield { ledger };
      ledger = createLedger();
    }
    yield { ledger };
  } finally {
    await workplace.remove();
  }
}

function isThere(path: string, { size, modified }: StoredObject): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  // Not every file system keeps milliseconds.
  return found?.size === size && Math.abs(found.mtimeMs - modified) < 2000;
}

function cannotWrite(path: string, error: unknown): ConfigError {
  const { code } = error as { readonly code?: string };
  return new ConfigError(`${path}: cannot be written (${code}): make room, or name another folder`);
}
