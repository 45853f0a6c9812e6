import { count } from '../../../format/text/numbers.ts';
import type { Summary } from '../summary-schema.ts';
import { changeText, createTimeText, type TimeText } from './summary-texts.ts';

/** The kind of a column's cells, which decides how they are aligned and painted. */
export type SectionColumnKind = 'text' | 'count' | 'time' | 'outcome' | 'list';

/** A column of a section; the heading of times includes their zone. */
interface SectionColumn {
  readonly heading: string;
  readonly kind: SectionColumnKind;
}

/**
 * A section of a summary, as every format shows it. All texts may be hostile, except the title and
 * `empty`.
 */
export interface SectionView {
  /** A unique ID that is valid as an anchor: `denied`, `changes-iam`, `new-apis`. */
  readonly id: string;
  readonly title: string;
  /** A clause for a section without rows: `root was not used`. */
  readonly empty: string;
  /** The command line that prints the events; empty when there is none. */
  readonly query: string;
  /** The number of events of all rows, also of those that were left out. */
  readonly events: number;
  readonly columns: readonly SectionColumn[];
  /** The rows: a text for each column, empty for a missing value. */
  readonly rows: readonly (readonly string[])[];
  /** The number of rows that were left out. */
  readonly more: number;
}

/** A list of a summary. */
interface Section<Row> {
  readonly query: string | null;
  readonly events: number;
  readonly rows: readonly Row[];
  readonly more: number;
}

/** A column with the function that reads its text from a row. */
interface Column<Row> extends SectionColumn {
  readonly read: (row: Row, time: TimeText) => string;
  /** Returns whether to show the column; when absent, it is always shown. */
  readonly isShown?: (summary: Summary) => boolean;
}

/** A section's names, and how to read it from a summary. */
interface Definition<Row> {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly sectionOf: (summary: Summary) => Section<Row> | undefined;
  readonly columns: readonly Column<Row>[];
}

/** Returns the view of a section; undefined when the summary does not have the section. */
export type ViewOf = (summary: Summary) => SectionView | undefined;

/** Defines a section with rows of any type. */
export function defineSection<Row>({
  sectionOf,
  columns: allColumns,
  ...names
}: Definition<Row>): ViewOf {
  return (summary) => {
    const section = sectionOf(summary);
    if (!section) return undefined;
    const { query, events, rows, more } = section;
    const { zone } = summary;
    const time = createTimeText(summary);
    const columns = allColumns.filter(({ isShown = () => true }) => isShown(summary));
    return {
      ...names,
      query: query ?? '',
      events,
      more,
      columns: columns.map(({ heading, kind }) => ({
        heading: kind === 'time' ? `${heading} (${zone})` : heading,
        kind,
      })),
      rows: rows.map((row) => columns.map(({ read }) => read(row, time))),
    };
  };
}

/** Returns a column for each of these text members of a row, with the name as its heading. */
export function textColumns<Name extends string>(
  ...names: readonly Name[]
): Column<Readonly<Record<Name, string>>>[] {
  return names.map((name) => ({ heading: name, kind: 'text', read: (row) => row[name] }));
}

/** Returns a column for each of these numbers of a row, as `12,345`. */
export function countColumns<Name extends string>(
  ...names: readonly Name[]
): Column<Readonly<Record<Name, number>>>[] {
  return names.map((name) => ({ heading: name, kind: 'count', read: (row) => count(row[name]) }));
}

/** The column of the outcome. */
export const outcomeColumn: Column<{ readonly outcome: string }> = {
  heading: 'outcome',
  kind: 'outcome',
  read: (row) => row.outcome,
};

/** The column with the time of the first event, in the summary's zone. */
export const firstColumn: Column<{ readonly first: string | null }> = {
  heading: 'first',
  kind: 'time',
  read: (row, time) => time(row.first),
};

/** The column with the time of the last event. */
export const lastColumn: Column<{ readonly last: string | null }> = {
  heading: 'last',
  kind: 'time',
  read: (row, time) => time(row.last),
};

/** Returns a column with the change in events since an earlier window, as `+12 %`. */
export function changeColumn<Name extends 'dayBefore' | 'weekBefore'>(
  heading: string,
  name: Name,
): Column<{ readonly events: number } & Readonly<Record<Name, number | null>>> {
  return {
    heading,
    kind: 'count',
    read: (row) => changeText(row.events, row[name]) ?? '',
    isShown: ({ compared }) => compared[name] !== null,
  };
}
