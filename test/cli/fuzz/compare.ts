/** Compares what was printed with what a filter must find. */
import { parse } from 'csv-parse/sync';
import type { TrailscanResult } from '../../support/trailscan-result.ts';
import { type Corpus, distinctEvents, type Expected, idOf } from './expected.ts';
import { canonicalText, elementTexts } from './json-text.ts';
import type { Delivery } from './made-document.ts';
import { textAt } from './naive-filters.ts';

/** Returns the texts of the records in an output, as NDJSON or as one document. */
export function recordsIn(stdout: string, format: 'ndjson' | 'json'): readonly string[] {
  const texts =
    format === 'json' ? elementTexts(stdout) : stdout.split('\n').filter((line) => line !== '');
  return texts.map(canonicalText);
}

/** Says how printed records differ from those that must be found. */
export function compareRecords(
  corpus: Corpus,
  { verdicts, certain }: Expected,
  texts: readonly string[],
  keepsDuplicates: boolean,
): readonly string[] {
  const problems: string[] = [];
  const printed: Delivery[] = [];
  const seen = new Set<Delivery>();
  const ids = new Set<string>();
  for (const text of texts) {
    const candidates = deliveriesOf(corpus, text);
    const id = candidates[0] && idOf(candidates[0].event);
    const delivery = candidates.find((each) => !seen.has(each));
    if (candidates.length === 0) problems.push(`printed, but not put in: ${text}`);
    else if (!delivery) problems.push(`printed too often: ${text}`);
    else if (!keepsDuplicates && id !== undefined && ids.has(id))
      problems.push(`printed twice: ${text}`);
    else if (candidates.every((each) => verdicts.get(each) === false))
      problems.push(`printed, but the filter excludes it: ${candidates[0]?.document}: ${text}`);
    if (delivery) {
      seen.add(delivery);
      printed.push(delivery);
    }
    if (id !== undefined) ids.add(id);
  }
  const wanted = corpus.events.filter((delivery) => verdicts.get(delivery) === true);
  const missing = wanted.filter((delivery) => {
    const id = idOf(delivery.event);
    if (seen.has(delivery)) return false;
    return keepsDuplicates || id === undefined || !ids.has(id);
  });
  for (const { document, event, text } of missing)
    problems.push(`not printed: ${document}: ${text ?? JSON.stringify(event)}`);
  if (!keepsDuplicates && distinctEvents(printed).length < certain && problems.length === 0)
    problems.push(`${texts.length} printed, ${certain} expected`);
  return problems;
}

function deliveriesOf(corpus: Corpus, text: string): readonly Delivery[] {
  const known = corpus.byText.get(text);
  if (known) return known;
  const event: Delivery['event'] = JSON.parse(text);
  const candidates = corpus.byId.get(idOf(event) ?? textAt(event, 'requestID')) ?? [];
  return candidates.filter((delivery) =>
    Object.entries(delivery.event).every(([key, value]) =>
      key === 'eventTime' ? isSameTime(event[key], value) : event[key] === value,
    ),
  );
}

/** Tables write times in their own way. */
function isSameTime(one: unknown, other: unknown): boolean {
  return Date.parse(String(one)) === Date.parse(String(other));
}

/** Says how the order of the records differs from that of their times. */
export function compareOrder(texts: readonly string[], isReversed: boolean): readonly string[] {
  const times = texts.map((text) => timeOf(JSON.parse(text)));
  const late = times.findIndex((time, index) => {
    const before = times[index - 1];
    if (index === 0 || before === undefined) return false;
    return isReversed ? time > before : time < before;
  });
  return late === -1 ? [] : [`out of order: ${texts[late - 1]} then ${texts[late]}`];
}

/** Reads every spelling that the documents use. */
function timeOf(event: Delivery['event']): number {
  const time =
    textAt(event, 'eventTime') ||
    textAt(event, 'eventtime') ||
    textAt(event, 'event_time') ||
    textAt(event, 'timeWindow', 'windowStart');
  return Date.parse(/[Z+]|-\d\d:?\d\d$/.test(time) ? time : `${time.replace(' ', 'T')}Z`);
}

/** Says how the ledger differs from what was put in and printed. */
export function compareLedger(
  corpus: Corpus,
  { verdicts }: Expected,
  { stderr, printed, keepsDuplicates }: LedgerOf,
): readonly string[] {
  const records = /^records: (.*?)(?:;|$)/m.exec(stderr)?.[1] ?? '';
  const files = /^files: +(.*?)(?:;|$)/m.exec(stderr)?.[1] ?? '';
  const count = (line: string, name: string) =>
    Number(new RegExp(`([\\d,]+) ${name}`).exec(line)?.[1]?.replaceAll(',', '') ?? 0);
  const total = (line: string) => Number(/^[\d,]+/.exec(line)?.[0].replaceAll(',', '') ?? 0);
  const kinds = corpus.deliveries.map(({ kind }) => kind);
  const matches = [...verdicts.values()];
  const most = matches.filter((verdict) => verdict !== false).length;
  const least = matches.filter((verdict) => verdict === true).length;
  const without = records.replace(/\d[\d,]* not matched/, '');
  const duplicates = count(records, 'duplicate');
  const problems: string[] = [];
  const check = (name: string, found: number, low: number, high = low) => {
    if (found < low || found > high) problems.push(`${name}: ${found}, expected ${low} to ${high}`);
  };
  check('records', total(records), kinds.length);
  check('matched', count(without, 'matched'), printed);
  check(
    'duplicates',
    duplicates,
    keepsDuplicates ? 0 : least - printed,
    keepsDuplicates ? 0 : most - printed,
  );
  check('skipped', count(records, 'skipped'), kinds.filter((kind) => kind === 'foreign').length);
  check(
    'unreadable',
    count(records, 'unreadable'),
    kinds.filter((kind) => kind === 'invalid').length,
  );
  check('not matched', count(records, 'not matched'), corpus.events.length - printed - duplicates);
  check('files', total(files), corpus.documents.length);
  const withRecords = corpus.documents.filter(({ deliveries }) => deliveries.length > 0).length;
  const read = count(files, 'read');
  check('files read', read, withRecords, corpus.documents.length);
  check('files skipped', count(files, 'skipped'), corpus.documents.length - read);
  return problems.map((problem) => `${problem} (${records}; files ${files})`);
}

interface LedgerOf extends Pick<TrailscanResult, 'stderr'> {
  readonly printed: number;
  readonly keepsDuplicates: boolean;
}

/** The columns of CSV and of chosen members that are compared. */
export const comparedColumns = ['event-id', 'awsRegion', 'userAgent', 'errorCode', 'requestID'];

/** Says how the cells differ from the records printed by the same query as NDJSON. */
export function compareCells(
  corpus: Corpus,
  stdout: string,
  texts: readonly string[],
): readonly string[] {
  const [header, ...rows]: string[][] = parse(stdout);
  if (texts.length === 0 && rows.length === 0) return [];
  if (header?.join() !== comparedColumns.join()) return [`header: ${header}`];
  if (rows.length !== texts.length) return [`${rows.length} rows for ${texts.length} records`];
  return rows.flatMap((row, index) => {
    const event = deliveriesOf(corpus, texts[index] ?? '')[0]?.event ?? {};
    return row.flatMap((cell, at) => {
      const value = columnOf(event, comparedColumns[at] ?? '');
      // How a cell is made harmless is not compared: only that it is not empty.
      const isPlain = /^[\w /.:()-]*$/.test(value) && !/^-/.test(value);
      const isRight = isPlain ? cell === value : cell !== '';
      return isRight ? [] : [`cell ${comparedColumns[at]} is ${cell}: ${texts[index]}`];
    });
  });
}

/** The value of a column. */
function columnOf(event: Delivery['event'], column: string): string {
  return column === 'event-id' ? (idOf(event) ?? '') : textAt(event, column);
}
