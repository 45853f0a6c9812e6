import { count } from '../../format/text/numbers.ts';
import type { FindingRow, GroupRow, RuleRow } from './detection-report.ts';
import { whereOf } from './verdict.ts';

/** Formats an instant of the report in its zone. */
export type TimeText = (instant: string) => string;

/** A column of a table, the same in all formats. */
export interface ReportColumn<Row> {
  readonly heading: string;
  readonly kind: 'text' | 'level' | 'count' | 'time';
  /** Returns the text of a cell; it may come from an event. */
  readonly show: (row: Row, timeOf: TimeText) => string;
}

const level = {
  heading: 'level',
  kind: 'level',
  show: (row: { readonly level: string }) => row.level,
} as const;
const events = {
  heading: 'events',
  kind: 'count',
  show: (row: { readonly events: number }) => count(row.events),
} as const;
const first = {
  heading: 'first',
  kind: 'time',
  show: (row: { readonly first: string }, timeOf: TimeText) => timeOf(row.first),
} as const;
const last = {
  heading: 'last',
  kind: 'time',
  show: (row: { readonly last: string }, timeOf: TimeText) => timeOf(row.last),
} as const;
const rule = {
  heading: 'rule',
  kind: 'text',
  show: (row: { readonly rule: string }) => row.rule,
} as const;

/** The columns of findings. */
export const findingColumns = [
  level,
  first,
  { heading: 'who', kind: 'text', show: (row) => row.who },
  { heading: 'what', kind: 'text', show: (row) => row.what },
  events,
  { heading: 'where', kind: 'text', show: whereOf },
  rule,
] as const satisfies readonly ReportColumn<FindingRow>[];

/** The columns of rules that matched. */
export const ruleColumns = [
  level,
  rule,
  { heading: 'title', kind: 'text', show: (row) => row.title },
  events,
  { heading: 'identities', kind: 'count', show: (row) => count(row.identities) },
  first,
  last,
] as const satisfies readonly ReportColumn<RuleRow>[];

/** Returns the columns of the values of `--group`. */
export function groupColumns(by: string): readonly ReportColumn<GroupRow>[] {
  return [
    level,
    { heading: by, kind: 'text', show: (row) => row.value },
    events,
    { heading: 'rules', kind: 'count', show: (row) => count(row.rules) },
    first,
    last,
  ];
}
