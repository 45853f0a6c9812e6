import { csvRow } from '../../../format/table/csv-row.ts';
import { markdownCell, markdownRow } from '../../../format/table/markdown-row.ts';
import { noValue } from '../../../format/table/table-cell.ts';
import { type SessionColumn, sessionColumn } from '../session-columns.ts';
import type { RankedSessions } from '../session-row.ts';
import { othersLabel, type SessionWriterOptions } from './session-writer-options.ts';

/**
 * Renders comma-separated values: a header row, then one line per session. The row for the sessions
 * that were left out has its label in the first cell.
 */
export function* renderCsv(
  sessions: RankedSessions,
  options: SessionWriterOptions,
): Generator<string> {
  const columns = options.columns.map(sessionColumn);
  yield csvRow(headingsOf(columns, options.zone));
  for (const cells of rowsOf(sessions, columns, options.zone)) yield csvRow(cells);
}

/** Renders a GitHub table with one row per session; a missing value is `-`. */
export function* renderMarkdown(
  sessions: RankedSessions,
  options: SessionWriterOptions,
): Generator<string> {
  const columns = options.columns.map(sessionColumn);
  yield markdownRow(headingsOf(columns, options.zone).map(markdownCell));
  yield markdownRow(columns.map(({ layout }) => (layout.align === 'right' ? '---:' : '---')));
  for (const cells of rowsOf(sessions, columns, options.zone)) {
    yield markdownRow(cells.map((text) => (text === '' ? noValue : markdownCell(text))));
  }
}

function headingsOf(columns: readonly SessionColumn[], zone: string): readonly string[] {
  return columns.map(({ name, isTime }) => (isTime ? `${name} (${zone})` : name));
}

function* rowsOf(
  { rows, others }: RankedSessions,
  columns: readonly SessionColumn[],
  zone: string,
): Generator<readonly string[]> {
  for (const row of rows) yield columns.map(({ text }) => text(row, zone));
  if (!others) return;
  yield columns.map(({ sum }, at) =>
    at === 0 ? othersLabel(others.sessions) : (sum?.(others, zone) ?? ''),
  );
}
