/** The columns of a list of sessions: their texts, and what they show for a sum of sessions. */
import type { TableColumn } from '../../format/table/table-layout.ts';
import { formatTime } from '../../format/text/format-time.ts';
import type { SessionRow, SessionTotals } from './session-row.ts';

/** A column of a list of sessions. */
export interface SessionColumn {
  readonly name: SessionColumnName;
  readonly isTime: boolean;
  /** Returns the raw text of a row. */
  readonly text: (row: SessionRow, zone: string) => string;
  /** Returns the raw text for several sessions together; absent for a column without a sum. */
  readonly sum?: (totals: SessionTotals, zone: string) => string;
  /** How the column shrinks, and in which order it is left out of a table. */
  readonly layout: Omit<TableColumn, 'heading'>;
}

/** The names of the columns, in the order of their default in CSV. */
export const sessionColumnNames = [
  'start',
  'end',
  'person',
  'name',
  'kind',
  'account',
  'events',
  'writes',
  'denied',
  'failed',
  'addresses',
  'address',
  'programs',
  'program',
  'began',
  'key',
] as const;

/** The name of a column. */
export type SessionColumnName = (typeof sessionColumnNames)[number];

/** Returns the column with this name. */
export function sessionColumn(name: SessionColumnName): SessionColumn {
  switch (name) {
    case 'start':
    case 'end':
      return {
        name,
        isTime: true,
        text: (row, zone) => timeText(row[name], zone),
        sum: (totals, zone) => timeText(totals[name], zone),
        layout: { rank: ranks[name] },
      };
    case 'events':
    case 'writes':
    case 'denied':
    case 'failed':
      return {
        name,
        isTime: false,
        text: (row) => `${row[name]}`,
        sum: (totals) => `${totals[name]}`,
        layout: { rank: ranks[name], align: 'right' },
      };
    case 'addresses':
    case 'programs':
      return {
        name,
        isTime: false,
        text: (row) => `${row[name]}`,
        layout: { rank: ranks[name], align: 'right' },
      };
    default:
      return {
        name,
        isTime: false,
        text: textsOf[name],
        layout: { rank: ranks[name], ...(minWidths[name] && { minWidth: minWidths[name] }) },
      };
  }
}

const textsOf = {
  person: ({ person }: SessionRow) =>
    person?.certainty === 'likely' ? `${person.name} (likely)` : (person?.name ?? ''),
  name: ({ name }: SessionRow) => name,
  kind: ({ kind }: SessionRow) => kind,
  account: ({ account }: SessionRow) => account,
  address: ({ address }: SessionRow) => address,
  program: ({ program }: SessionRow) => program,
  began: ({ began }: SessionRow) => began.text,
  key: ({ handle }: SessionRow) => handle,
};

/** The columns with the highest ranks are left out of a narrow table first. */
const ranks: Readonly<Record<SessionColumnName, number>> = {
  name: 0,
  start: 1,
  key: 2,
  person: 3,
  events: 4,
  denied: 5,
  writes: 6,
  began: 7,
  kind: 8,
  address: 9,
  end: 10,
  failed: 11,
  addresses: 12,
  program: 13,
  account: 14,
  programs: 15,
};

const minWidths: Readonly<Partial<Record<SessionColumnName, number>>> = {
  person: 12,
  name: 12,
  address: 12,
  program: 8,
  began: 14,
  // A key that is cut cannot be copied, but the ARN of a user is longer than most keys.
  key: 20,
};

function timeText(seconds: number, zone: string): string {
  return seconds === 0 ? '' : formatTime(seconds * 1000, zone);
}
