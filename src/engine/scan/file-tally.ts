import { isWrittenBesideTrails } from '../../decode/beside-trails.ts';
import type { Decoded } from '../../decode/decoded.ts';
import { addError, addSkippedFile, type Ledger } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';

/** A part of a file that is not an event. */
type NonEvent = Extract<Decoded, { kind: 'foreign' | 'empty' | 'unknown' | 'damage' }>;

/**
 * What became of a file: `read` at least in part, `empty`, another log that AWS writes `beside` trails,
 * `other` content, or `unreadable`.
 */
export type FileFate = 'read' | 'empty' | 'beside' | 'other' | 'unreadable';

/** Counts the parts of a log file that are not testable events, and what became of the file. */
export interface FileTally {
  sawEvent(): void;
  /** Counts a part that is not an event; damage is added to the ledger at once. */
  add(found: NonEvent, ledger: Ledger): void;
  /** Notes that the file, or the rest of it, could not be read. */
  failed(reason: string, ledger: Ledger): void;
  /**
   * Counts the file itself: read, skipped or unreadable. Call it once, at the end of the file. Returns
   * what became of it.
   */
  close(ledger: Ledger): FileFate;
}

/** A log file, or a file in an archive. */
export type TalliedFile = Pick<LogFile, 'name' | 'named' | 'kind'>;

/** Creates the tally of one file. */
export function createFileTally(file: TalliedFile): FileTally {
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

/** Says why a file in which events were expected has none. */
function explain(reason: string, advice = 'expected CloudTrail events'): string {
  return reason === 'not a CloudTrail event' ? noEvents : `${reason}: ${advice}`;
}

/** The error about a file that was named and has no events. */
export const noEvents = 'no CloudTrail events in it';

/** A file that the user named, or that is named as JSON, is reported as unreadable rather than skipped. */
function isExpectedToBeJson(file: TalliedFile): boolean {
  return file.named || /\.(json|jsonl|ndjson)(\.gz)?$/i.test(file.name);
}

function countForeign(ledger: Ledger, foreign: ReadonlyMap<string, number>): void {
  for (const [reason, count] of foreign) {
    ledger.records += count;
    ledger.skippedRecords.set(reason, (ledger.skippedRecords.get(reason) ?? 0) + count);
  }
}
