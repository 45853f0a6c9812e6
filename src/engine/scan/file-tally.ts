import type { Decoded } from '../../decode/decoded.ts';
import { addError, addSkippedFile, type Ledger } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';

/** What is found in a file besides events. */
type NoEvent = Extract<Decoded, { kind: 'foreign' | 'empty' | 'unknown' | 'damage' }>;

/** Counts what a log file holds besides events that can be tested, and what became of the file. */
export interface FileTally {
  sawEvent(): void;
  /** Counts what is no event; damage goes to the ledger at once. */
  add(found: NoEvent, ledger: Ledger): void;
  /** The operating system did not let the file, or the rest of it, be read. */
  failed(reason: string, ledger: Ledger): void;
  /** Counts the file itself: read, skipped or unreadable. To be called once, at its end. */
  close(ledger: Ledger): void;
}

export function createFileTally(file: LogFile): FileTally {
  const foreign = new Map<string, number>();
  let empty = false;
  /** What the file is instead of text with events. */
  let unknown: string | undefined;
  let records = 0;
  let damaged = false;
  return {
    sawEvent() {
      records++;
    },
    add(found, ledger) {
      if (found.kind === 'foreign') {
        foreign.set(found.reason, (foreign.get(found.reason) ?? 0) + 1);
      } else if (found.kind === 'damage') {
        damaged = true;
        // Pages are nowhere kept: nobody can look a place in them up.
        const place = file.kind === 'page' ? {} : { offset: found.offset };
        addError(ledger, { file: file.name, ...place, reason: found.reason });
        if (!found.record) return;
        records++;
        ledger.records++;
        ledger.unreadableRecords++;
      } else if (found.kind === 'empty') {
        empty = true;
      } else {
        unknown = found.reason;
      }
    },
    failed(reason, ledger) {
      damaged = true;
      addError(ledger, { file: file.name, reason });
    },
    close(ledger) {
      ledger.files++;
      const [reason] = foreign.keys();
      if (unknown !== undefined && !damaged && isExpectedToBeJson(file)) {
        ledger.unreadableFiles++;
        addError(ledger, { file: file.name, reason: `${unknown}: expected CloudTrail events` });
      } else if (records === 0 && damaged) {
        ledger.unreadableFiles++;
      } else if (records === 0 && (empty || unknown !== undefined)) {
        addSkippedFile(ledger, unknown ?? 'empty file', file.name);
      } else if (records === 0 && reason !== undefined) {
        addSkippedFile(ledger, reason, file.name);
      } else {
        ledger.filesRead++;
        if (damaged) ledger.damagedFiles++;
        countForeign(ledger, foreign);
      }
    },
  };
}

/** What the user named, or what is called JSON, is no bystander: it is missed if it is not read. */
function isExpectedToBeJson(file: LogFile): boolean {
  return file.named || /\.(json|jsonl|ndjson)(\.gz)?$/i.test(file.name);
}

function countForeign(ledger: Ledger, foreign: ReadonlyMap<string, number>): void {
  for (const [reason, count] of foreign) {
    ledger.records += count;
    ledger.skippedRecords.set(reason, (ledger.skippedRecords.get(reason) ?? 0) + count);
  }
}
