import { isWrittenBesideTrails } from '../../decode/beside-trails.ts';
import type { Decoded } from '../../decode/decoded.ts';
import { addError, addSkippedFile, type Ledger } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';

/** A decoded part of a file that is neither an event nor a tested record. */
type NonEvent = Extract<Decoded, { kind: 'foreign' | 'empty' | 'unknown' | 'damage' }>;

/**
 * What became of a file: `read` at least in part, `empty`, another log that AWS writes `beside`
 * trails, `other` content, or `unreadable`.
 */
export type FileFate = 'read' | 'empty' | 'beside' | 'other' | 'unreadable';

/**
 * Collects what decides whether a log file counts as read, skipped, damaged or unreadable, and adds
 * its problems to the ledger.
 */
export interface FileStatus {
  /** Notes that the file contains at least one event. */
  sawEvent(): void;
  /** Notes a part that is not an event; damage is added to the ledger at once. */
  add(found: NonEvent, ledger: Ledger): void;
  /** Notes that the file, or the rest of it, could not be read. */
  failed(reason: string, ledger: Ledger): void;
  /**
   * Counts the file itself: read, skipped or unreadable. Call it once, at the end of the file.
   * Returns what became of it.
   */
  close(ledger: Ledger): FileFate;
}

/** A log file, or a file in an archive. */
export type CountedFile = Pick<LogFile, 'name' | 'named' | 'kind'>;

/** Creates the status of one file. */
export function createFileStatus(file: CountedFile): FileStatus {
  const foreign = new Map<string, number>();
  let empty = false;
  /** A description of the content, when it is not text with events. */
  let unknown: Extract<NonEvent, { kind: 'unknown' }> | undefined;
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
        // Pages are not stored, so an offset would be of no use.
        const place = file.kind === 'page' ? {} : { offset: found.offset };
        addError(ledger, { file: file.name, ...place, reason: found.reason });
        if (!found.record) return;
        records++;
        ledger.records++;
        ledger.unreadableRecords++;
      } else if (found.kind === 'empty') {
        empty = true;
      } else {
        unknown = found;
      }
    },
    failed(reason, ledger) {
      damaged = true;
      addError(ledger, { file: file.name, reason });
    },
    close(ledger) {
      ledger.files++;
      if (records > 0 || (!damaged && !empty && !unknown && foreign.size === 0)) {
        ledger.filesRead++;
        if (damaged) ledger.damagedFiles++;
        countForeign(ledger, foreign);
        return 'read';
      }
      if (damaged) {
        ledger.unreadableFiles++;
        return 'unreadable';
      }
      if (empty) {
        addSkippedFile(ledger, 'empty file', file.name);
        return 'empty';
      }
      const reason = unknown?.reason ?? [...foreign.keys()][0] ?? '';
      const isBeside = unknown === undefined && [...foreign.keys()].every(isWrittenBesideTrails);
      const isWanted = unknown ? isExpectedToBeJson(file) : file.named && !isBeside;
      if (isWanted) {
        ledger.unreadableFiles++;
        addError(ledger, { file: file.name, reason: explain(reason, unknown?.advice) });
        return 'unreadable';
      }
      addSkippedFile(ledger, reason, file.name);
      return isBeside ? 'beside' : 'other';
    },
  };
}

/** Returns why a file in which events were expected has none. */
function explain(reason: string, advice = 'expected CloudTrail events'): string {
  return reason === 'not a CloudTrail event' ? noEvents : `${reason}: ${advice}`;
}

/** The error about a file that was named and has no events. */
export const noEvents = 'no CloudTrail events in it';

/**
 * Returns whether a file without events is unreadable rather than skipped: the user named it, or
 * its name ends like that of a JSON file.
 */
function isExpectedToBeJson(file: CountedFile): boolean {
  return file.named || /\.(json|jsonl|ndjson)(\.gz)?$/i.test(file.name);
}

function countForeign(ledger: Ledger, foreign: ReadonlyMap<string, number>): void {
  for (const [reason, count] of foreign) {
    ledger.records += count;
    ledger.skippedRecords.set(reason, (ledger.skippedRecords.get(reason) ?? 0) + count);
  }
}
