import type { Decoded } from '../../decode/decoded.ts';
import { addError, addSkippedFile, type Ledger } from '../../query/ledger.ts';
import {
  type CountedFile,
  createFileStatus,
  type FileFate,
  type FileStatus,
  noEvents,
} from './file-status.ts';

/**
 * Collects the status of a log file that may be an archive. Every member of an archive counts as a
 * file; the archive itself only counts when something is wrong with it (unreadable, also beside
 * members that were read), or when it has no members (skipped).
 */
export interface ArchiveStatus {
  /** Returns the status of the file that is being read. */
  current(): FileStatus;
  /** Takes a part that is about archives; returns whether it is one. */
  take(found: readonly Decoded[], ledger: Ledger): boolean;
  /** Notes that the rest of the file could not be read. */
  failed(reason: string, ledger: Ledger): void;
  /** Counts the files that have not been counted yet. Call it once, at the end of the file. */
  close(ledger: Ledger): void;
}

/** Creates the status of a file. */
export function createArchiveStatus(file: CountedFile): ArchiveStatus {
  let status = createFileStatus(file);
  let isOpen = true;
  let isArchive = false;
  let end: Extract<Decoded, { kind: 'archive' }> | undefined;
  let failure: string | undefined;
  const fates = new Set<FileFate>();

  const closeMember = (ledger: Ledger) => {
    if (isArchive && isOpen) fates.add(status.close(ledger));
    isOpen = false;
  };
  const closeArchive = (ledger: Ledger) => {
    if (!end) return;
    const { name, members } = end;
    const reason = failure ?? end.reason;
    const isUseless = file.named && name === file.name && fates.size === 1 && fates.has('other');
    const error = reason ?? (isUseless ? noEvents : undefined);
    if (error !== undefined) {
      ledger.files++;
      ledger.unreadableFiles++;
      addError(ledger, { file: name, reason: error });
    } else if (members === 0) {
      ledger.files++;
      addSkippedFile(ledger, 'empty archive', name);
      fates.add('empty');
    }
    end = undefined;
  };

  return {
    current: () => status,
    take([found], ledger) {
      if (found?.kind === 'member') {
        closeMember(ledger);
        closeArchive(ledger);
        isArchive = true;
        isOpen = true;
        status = createFileStatus({ ...file, name: found.name, named: false });
        return true;
      }
      if (found?.kind !== 'archive') return false;
      closeMember(ledger);
      closeArchive(ledger);
      isArchive = true;
      end = found;
      return true;
    },
    failed(reason, ledger) {
      if (isArchive) failure = reason;
      else status.failed(reason, ledger);
    },
    close(ledger) {
      if (isArchive) {
        closeMember(ledger);
        closeArchive(ledger);
      } else status.close(ledger);
    },
  };
}
