import { count } from '../../../format/text/numbers.ts';
import type { Summary } from '../summary-schema.ts';
import { changeText, createTimeText, type TimeText } from './summary-texts.ts';

/** What the cells of a column are, which decides how they are aligned and painted. */
export type SectionColumnKind = 'text' | 'count' | 'time' | 'outcome' | 'list';

/** A column of a section; over times the heading names their zone. */
interface SectionColumn {
  readonly heading: string;
  readonly kind: SectionColumnKind;
}

/** A section of a summary, as every format shows it. Its texts are hostile, the title and `empty` are not. */
export interface SectionView {
  /** Unique, and fit for an anchor: `denied`, `changes-iam`, `new-apis`. */
  readonly id: string;
  readonly title: string;
  /** What is to be said when there are no rows, as a clause: `root was not used`. */
  readonly empty: string;
  /** Empty when there is nothing to be printed. */
  readonly query: string;
  readonly events: number;
  readonly columns: readonly SectionColumn[];
  /** A text for each column; empty where there is no value. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows were left out. */
  readonly more: number;
}

/** A list of a summary. */
interface Section<Row> {
  readonly query: string | null;
  readonly events: number;
  readonly rows: readonly Row[];
  readonly more: number;
}

/** How a text is read off a row. */
interface Column<Row> extends SectionColumn {
  readonly read: (row: Row, time: TimeText) => string;
  /** Whether there is anything in it; always when absent. */
  readonly isShown?: (summary: Summary) => boolean;
}

/** A section: its names, and how it is read off a summary. */
interface Definition<Row> {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly sectionOf: (summary: Summary) => Section<Row> | undefined;
  readonly columns: readonly Column<Row>[];
}

/** A section of a summary; undefined where it has none of this sort. */
export type View = (summary: Summary) => SectionView | undefined;

/** The view of a section, whose rows may be of any sort. */
export function define<Row>({ sectionOf, columns: all, ...names }: Definition<Row>): View {
  return (summary) => {
    const section = sectionOf(summary);
    if (!section) return undefined;
    const { query, events, rows, more } = section;
    const { zone } = summary;
    const time = createTimeText(summary);
    const columns = all.filter(({ isShown = () => true }) => isShown(summary));
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

/** The members of a row of these names, each in a column that is headed by it. */
export function texts<Name extends string>(
  ...names: readonly Name[]
): Column<Readonly<Record<Name, string>>>[] {
  return names.map((name) => ({ heading: name, kind: 'text', read: (row) => row[name] }));
}

/** The same of numbers, as `12,345`. */
export function counts<Name extends string>(
  ...names: readonly Name[]
): Column<Readonly<Record<Name, number>>>[] {
  return names.map((name) => ({ heading: name, kind: 'count', read: (row) => count(row[name]) }));
}

/** Whether it was done. */
export const outcome: Column<{ readonly outcome: string }> = {
  heading: 'outcome',
  kind: 'outcome',
  read: (row) => row.outcome,
};

/** When the first event was, in the summary's zone. */
export const first: Column<{ readonly first: string | null }> = {
  heading: 'first',
  kind: 'time',
  read: (row, time) => time(row.first),
};

/** When the last event was. */
export const last: Column<{ readonly last: string | null }> = {
  heading: 'last',
  kind: 'time',
  read: (row, time) => time(row.last),
};

/** How much more events a row has than then, as `+12 %`. */
export function change<Name extends 'dayBefore' | 'weekBefore'>(
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
