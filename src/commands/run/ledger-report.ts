import type { FileError } from '../../errors.ts';
import { count, counted, duration, size } from '../../format/text/numbers.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import type { Ledger } from '../../query/ledger.ts';

/** Options of `renderLedger`. */
export interface LedgerReportOptions {
  /** Print the ledger even when everything was read, and print every error. */
  readonly verbose: boolean;
  /** How many of the events that matched were printed. */
  readonly printed: number;
}

/**
 * Renders the ledger as lines: errors, with file and byte; then files and records, with counts that
 * add up. Empty when there is nothing to report.
 */
export function renderLedger(ledger: Ledger, { verbose, printed }: LedgerReportOptions): string {
  const late = lateLines(ledger);
  if (!verbose && ledger.errors.length === 0 && !hasSkipped(ledger)) return late;
  const errors = ledger.errors.toSorted(byPlace);
  const shown = verbose ? errors : errors.slice(0, maxErrors);
  const lines = shown.map(renderError);
  const hidden = ledger.errors.length - shown.length + ledger.moreErrors;
  if (hidden > 0) lines.push(`… and ${count(hidden)} more that cannot be read`);

  const skippedFiles = sum([...ledger.skippedFiles.values()].map((files) => files.length));
  const skippedRecords = sum([...ledger.skippedRecords.values()]);
  lines.push(
    `files:   ${total(ledger.files, {
      [ledger.damagedFiles > 0 ? `read (${count(ledger.damagedFiles)} damaged)` : 'read']:
        ledger.filesRead,
      skipped: skippedFiles,
      unreadable: ledger.unreadableFiles,
      'left out': leftOutFiles(ledger),
    })}; ${size(ledger.bytes)}, ${size(ledger.inflatedBytes)} inflated`,
    `records: ${total(ledger.records, {
      matched: ledger.matched,
      'not matched': ledger.notMatched,
      duplicate: ledger.duplicates,
      skipped: skippedRecords,
      unreadable: ledger.unreadableRecords,
    })}${printed < ledger.matched ? `; ${count(printed)} printed` : ''}`,
  );
  const skips = verbose ? namedSkips(ledger) : countedSkips(ledger);
  return `${[...lines, ...skips, ...leftOutLines(ledger)].map((line) => `${line}\n`).join('')}${late}`;
}

/** Reports events printed out of time order, and how to avoid them. */
function lateLines({ lateEvents, latestBy }: Ledger): string {
  if (lateEvents === 0) return '';
  return (
    `late:    ${counted(lateEvents, 'event')} out of time order, printed as found: up to ` +
    `${duration(latestBy / 1000)} late (--late-delivery all sorts all events)\n`
  );
}

/**
 * Reports files that were left out, mostly because of their names, and how to read those that may
 * contain matching events.
 */
function leftOutLines({ leftOut }: Ledger): string[] {
  const parts = [...leftOut].map(([why, { files, folders }]) => {
    const amounts = [
      ...(files > 0 ? [counted(files, 'file')] : []),
      ...(folders > 0 ? [counted(folders, 'folder')] : []),
    ];
    return `${amounts.join(' and ')} ${leftOutReasons.get(why) ?? why}`;
  });
  return parts.length > 0 ? [`left out: ${parts.sort().join(', ')}`] : [];
}

/** Returns how many files were left out, for any reason. */
export function leftOutFiles({ leftOut }: Ledger): number {
  return sum([...leftOut.values()].map(({ files }) => files));
}

const leftOutReasons: ReadonlyMap<string, string> = new Map([
  ['account', 'of other accounts'],
  ['region', 'of other regions'],
  ['category', 'of other categories'],
  ['time', 'delivered before the time asked for'],
  ['late', 'delivered long after it (--late-delivery all reads them)'],
  ['special', 'of another kind (pipe, device or socket)'],
  ['listed', 'listed under another name'],
]);

/** Renders only the errors, one a line, such as for a run that stopped at the first one. */
export function renderErrors({ errors }: Ledger): string {
  return errors.map((error) => `${renderError(error)}\n`).join('');
}

/** Renders an error as `trailscan: FILE: byte N: REASON`. */
function renderError({ file, offset, reason }: FileError): string {
  const name = file === '-' ? 'standard input' : file;
  const place = offset === undefined ? name : `${name}: byte ${offset}`;
  return forTerminal(`trailscan: ${place}: ${reason}`);
}

const maxErrors = 20;

/**
 * Sorts errors by file and byte: several threads read files, so the order in which errors occur is
 * random.
 */
function byPlace(a: FileError, b: FileError): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.offset ?? -1) - (b.offset ?? -1);
}

function countedSkips({ skippedFiles, skippedRecords }: Ledger): string[] {
  const kinds = [
    ...[...skippedFiles].map(([reason, files]) => `${reason} (${counted(files.length, 'file')})`),
    ...[...skippedRecords].map(([reason, records]) => `${reason} (${counted(records, 'record')})`),
  ].sort();
  return kinds.length > 0 ? [forTerminal(`skipped: ${kinds.join(', ')}`)] : [];
}

function namedSkips({ skippedFiles, skippedRecords }: Ledger): string[] {
  const files = [...skippedFiles].flatMap(([reason, names]) =>
    names.map((name) => `${name}: ${reason}`),
  );
  const records = [...skippedRecords].map(
    ([reason, count]) => `${counted(count, 'record')}: ${reason}`,
  );
  return [...files.sort(), ...records.sort()].map((skipped) => forTerminal(`skipped: ${skipped}`));
}

function hasSkipped(ledger: Ledger): boolean {
  return ledger.skippedFiles.size > 0 || ledger.skippedRecords.size > 0;
}

/** Renders a sum such as `7 = 5 read + 2 skipped`, leaving out zeros except the first. */
function total(all: number, parts: Readonly<Record<string, number>>): string {
  const named = Object.entries(parts)
    .filter(([, part], index) => part > 0 || index === 0)
    .map(([name, part]) => `${count(part)} ${name}`);
  return `${count(all)} = ${named.join(' + ')}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((before, value) => before + value, 0);
}
