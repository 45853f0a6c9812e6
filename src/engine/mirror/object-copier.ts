import type { FileError } from '../../errors.ts';
import { addError, createLedger, type Ledger } from '../../query/ledger.ts';
import type { LogFile, StoredObject } from '../../source/log-file.ts';
import {
  createFolderWriter,
  type FolderWriter,
  type ObjectContent,
} from '../../source/mirror/folder-writer.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { ListingEntry, Metadata, OnMetadata, Opener, Source } from '../../source/source.ts';
import type { Fetched } from '../scan/fetching.ts';

/** Writes objects to a folder with their metadata, and counts what became of them. */
export class ObjectCopier {
  readonly #signal: AbortSignal;
  readonly #writer: FolderWriter;
  /** Metadata by object name, for objects that have been fetched and not saved yet. */
  readonly #metadata = new Map<string, Metadata>();
  #ledger = createLedger();
  /** Opens or fetches objects, and notes their metadata. */
  readonly opener: Pick<Opener, 'open' | 'fetch'>;

  /** Throws ConfigError when the folder cannot take files. */
  constructor(source: Source, folder: string, signal: AbortSignal) {
    this.#signal = signal;
    this.#writer = createFolderWriter(folder);
    const { fetch } = source;
    this.opener = {
      open: (file) => source.open(file, signal, this.#noting(file)),
      ...(fetch && { fetch: (object) => fetch(object, signal, this.#noting(object)) }),
    };
  }

  /** Counts an object that is already in the folder. */
  countThere(): void {
    this.#ledger.files++;
  }

  /** Saves an object, or counts an error. Ignores files that are not objects. */
  async copy(found: ListingEntry | Fetched<void>): Promise<void> {
    if ('reason' in found) this.#fail(found);
    else if (found.kind === 'object')
      await this.#save(found, this.opener.open(found, this.#signal));
    else if (found.kind === 'fetched') {
      const { file, result } = found;
      if ('stored' in result) await this.#save(file, [result.stored]);
      else this.#fail({ file: file.name, reason: describeReadError(result.error) });
    }
  }

  /** Returns the counts since the last call. */
  takeLedger(): Ledger {
    const ledger = this.#ledger;
    this.#ledger = createLedger();
    return ledger;
  }

  close(): void {
    this.#writer.close();
  }

  #noting({ name }: LogFile): OnMetadata {
    return (found) => this.#metadata.set(name, found);
  }

  async #save(object: StoredObject, chunks: ObjectContent['chunks']): Promise<void> {
    let reason: string | undefined;
    try {
      const facts = () => ({ metadata: this.#metadata.get(object.name) });
      reason = await this.#writer.write(object, { chunks, facts });
    } catch (error) {
      this.#signal.throwIfAborted();
      reason = describeReadError(error);
    }
    this.#metadata.delete(object.name);
    if (reason !== undefined) {
      this.#fail({ file: object.name, reason });
      return;
    }
    this.#ledger.files++;
    this.#ledger.filesRead++;
    this.#ledger.bytes += object.size;
  }

  #fail(error: FileError): void {
    this.#ledger.files++;
    this.#ledger.unreadableFiles++;
    addError(this.#ledger, error);
  }
}
