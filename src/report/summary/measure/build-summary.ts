/**
 * Builds the summary from the counts of its tallies. The counting itself is done by the engine; see
 * `summary-tallies.ts`.
 */
import type { FindingRules } from '../../../detect/finding-rules.ts';
import type { SessionFound } from '../../../detect/sessions/find-in-sessions.ts';
import type { Ledger } from '../../../query/ledger.ts';
import type { TallyCell } from '../../../query/tally.ts';
import { changeKinds, type Summary } from '../summary-schema.ts';
import { collectFindings } from './collect-findings.ts';
import type { QueryWords } from './condition-query.ts';
import { type ComparedCells, listPrincipals, listServices, totalsOf } from './summary-figures.ts';
import {
  type CellsOf,
  instantText,
  type ListContext,
  listCalls,
  listChanges,
  listRootUse,
  listSignIns,
} from './summary-lists.ts';
import { listNewValues, type SeenBefore } from './summary-new-values.ts';
import { eventsIn, lacksValues, tallyIndex, tallyNames } from './summary-tallies.ts';
import { type Span, type SummaryBins, type SummaryWindows, windowBins } from './summary-windows.ts';

/** Options of a summary: everything that it contains apart from the counts. */
export interface SummaryOptions extends QueryWords {
  readonly windows: SummaryWindows;
  readonly bins: SummaryBins;
  readonly zone: string;
  /** The current time in epoch milliseconds. */
  readonly now: number;
  /** The URIs and paths that were read. */
  readonly sources: readonly string[];
  readonly rules: FindingRules;
  /** What is suspicious about the sessions in the window. */
  readonly sessions: readonly SessionFound[];
  /** The maximum number of rows of a list. */
  readonly top: number;
  /** The counts of files and records that were read, skipped and unreadable. */
  readonly ledger: Ledger;
  /** The values seen before the window; absent without a baseline. */
  readonly before?: SeenBefore;
}

/** Separates the cells of a summary's tallies by window. */
export function cellsByWindow(cells: (tally: number) => Iterable<TallyCell>): ComparedCells {
  const cellsByTally = tallyNames.map((_, tally) => {
    const byBin: TallyCell[][] = [];
    for (const cell of cells(tally)) {
      byBin[cell.bin] ??= [];
      byBin[cell.bin]?.push(cell);
    }
    return byBin;
  });
  const inWindow = (bin: number): CellsOf => {
    return (name) => cellsByTally[tallyIndex(name)]?.[bin] ?? [];
  };
  const ifAny = (cellsOf: CellsOf) => (cellsOf('calls').length > 0 ? cellsOf : null);
  return {
    window: inWindow(windowBins.window),
    dayBefore: ifAny(inWindow(windowBins.dayBefore)),
    weekBefore: ifAny(inWindow(windowBins.weekBefore)),
  };
}

/**
 * Builds the summary. `hourCells` are the cells of the tally `hours`, whose bins are the hours of
 * the window.
 */
export function buildSummary(
  compared: ComparedCells,
  hourCells: Iterable<TallyCell>,
  options: SummaryOptions,
): Summary {
  const { windows, zone, now, sources, leadingWords, ruleWords, rules, top, before, sessions } =
    options;
  const context: ListContext = {
    cellsOf: compared.window,
    leadingWords,
    ruleWords,
    rules,
    top,
    sessions,
  };
  const hours = hoursOf(hourCells, options);
  const isNewAddress =
    before && !before.isFirst ? (address: string) => before.isNew('addresses', address) : undefined;
  const summary: Omit<Summary, 'findings'> = {
    kind: 'trailscan-summary',
    version: 1,
    generated: instantText(now),
    sources: [...sources],
    zone,
    window: timesOf(windows.window),
    compared: {
      dayBefore: compared.dayBefore && windows.dayBefore ? timesOf(windows.dayBefore) : null,
      weekBefore: compared.weekBefore && windows.weekBefore ? timesOf(windows.weekBefore) : null,
    },
    totals: totalsOf(compared, context),
    hours,
    services: listServices(compared, context),
    principals: listPrincipals(context),
    denied: listCalls(context, 'denied'),
    failed: listCalls(context, 'failed'),
    throttled: listCalls(context, 'throttled'),
    root: listRootUse(context),
    signIns: listSignIns(context, isNewAddress),
    changes: Object.fromEntries(
      changeKinds.map((kind) => [kind, listChanges(context, kind)]),
    ) as Summary['changes'],
    new: before ? listNewValues(context, before) : null,
    quality: qualityOf(compared.window, hours, options),
  };
  return { ...summary, findings: collectFindings(summary, context) };
}

const hour = 3_600_000;

function hoursOf(
  cells: Iterable<TallyCell>,
  { windows: { window }, bins }: SummaryOptions,
): Summary['hours'] {
  const hours = Array.from({ length: bins.hours }, (_, at) => ({
    since: instantText(window.from + at * hour),
    ok: 0,
    denied: 0,
    failed: 0,
    isGap: true,
  }));
  for (const { bin, values, count } of cells) {
    const [outcome] = values;
    const hourFigures = hours[bin];
    if (!hourFigures) continue;
    hourFigures.isGap = false;
    if (outcome === 'ok' || outcome === 'denied' || outcome === 'failed')
      hourFigures[outcome] += count;
  }
  return hours;
}

function qualityOf(
  cellsOf: CellsOf,
  hours: Summary['hours'],
  { ledger, windows }: SummaryOptions,
): Summary['quality'] {
  const leftOut = [...ledger.leftOut.values()].reduce((sum, { files }) => sum + files, 0);
  return {
    files: ledger.files,
    skippedFiles: ledger.files - ledger.filesRead - ledger.unreadableFiles - leftOut,
    leftOutFiles: leftOut,
    unreadableFiles: ledger.unreadableFiles,
    damagedFiles: ledger.damagedFiles,
    bytes: ledger.bytes,
    records: ledger.records,
    duplicates: ledger.duplicates,
    skippedRecords: [...ledger.skippedRecords.values()].reduce((sum, count) => sum + count, 0),
    unreadableRecords: ledger.unreadableRecords,
    errors: ledger.errors.slice(0, maxErrors).map(({ file, offset, reason }) => ({
      path: file,
      reason: offset === undefined ? reason : `byte ${offset}: ${reason}`,
    })),
    late: eventsIn(cellsOf('late')),
    omitted: eventsIn(cellsOf('omitted')),
    untold: Math.max(
      ...tallyNames.map((name) => eventsIn(cellsOf(name).filter(lacksValues(name)))),
    ),
    gaps: gapsIn(hours, windows.window),
  };
}

const maxErrors = 20;

function gapsIn(hours: Summary['hours'], window: Span): Summary['quality']['gaps'] {
  const gaps: { since: string; until: string }[] = [];
  for (const [at, { since, isGap }] of hours.entries()) {
    if (!isGap) continue;
    const until = hours[at + 1]?.since ?? instantText(window.to);
    const last = gaps.at(-1);
    if (last?.until === since) last.until = until;
    else gaps.push({ since, until });
  }
  return gaps;
}

function timesOf({ from, to }: Span): Summary['window'] {
  return { since: instantText(from), until: instantText(to) };
}
