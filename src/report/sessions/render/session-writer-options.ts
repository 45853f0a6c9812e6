import { counted } from '../../../format/text/numbers.ts';
import type { SessionColumnName } from '../session-columns.ts';

/** Options of the formats of a list of sessions. */
export interface SessionWriterOptions {
  /** The columns of tables, CSV and Markdown. */
  readonly columns: readonly SessionColumnName[];
  /** The terminal's width in cells; undefined when the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
  readonly zone: string;
  /** The lines below a table. */
  readonly notes: readonly string[];
}

/** Returns the label of the row that sums up this many sessions. */
export function othersLabel(sessions: number): string {
  return `(others: ${counted(sessions, 'session')})`;
}
