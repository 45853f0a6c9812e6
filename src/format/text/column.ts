import { UsageError } from '../../errors.ts';
import { type AttributeName, attributes } from '../../event/attributes.ts';
import { type CloudTrailEvent, timeOf } from '../../event/event.ts';
import { type FieldPath, knownFields, parseFieldPath, readField } from '../../event/field-path.ts';
import { nearMisses } from '../../event/near-misses.ts';
import { isTimeUnit, type TimeUnit, timeUnits } from '../../event/time-units.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import type { ListElement } from '../../query/list-value.ts';
import { formatTime } from './format-time.ts';
import { jsonText } from './json-text.ts';

/**
 * Selects what a column shows for each event; `header` is the text with which the user requested
 * it.
 */
export type Column =
  | {
      readonly kind: 'attribute';
      readonly name: AttributeName;
      readonly header: string;
      /** The accounts that `what` does not call foreign. */
      readonly known?: KnownAccounts;
    }
  | { readonly kind: 'field'; readonly path: FieldPath; readonly header: string }
  | {
      readonly kind: 'chain';
      readonly name: ChainName;
      readonly header: string;
      /** Finds the values, once the sessions of the source are known. */
      readonly chain?: ChainValues;
    };

/**
 * The names of the columns that follow from other events: those that issued the caller's
 * credentials, and the tool calls of AI agents.
 */
export type ChainName = keyof typeof chainNames;

/** Each name of such a column, with a line for help. */
export const chainNames = {
  person: 'the person or the workload behind the session',
  issuer: 'who asked for the credentials of the session',
  tool: 'the tool of an MCP server by which an AI agent caused the call',
  'client-address': 'the address of the program that called the tool',
  'client-program': 'the program that called the tool',
} as const;

/** The values of a column that follows from other events. */
export interface ChainValues {
  /** The names of the columns from whose values the value follows. */
  readonly reads: readonly string[];
  readonly ofValues: (values: readonly string[]) => string;
  readonly ofEvent: (event: CloudTrailEvent) => string;
}

/** A column that shows only when an event happened. */
export interface TimeColumn {
  readonly kind: 'attribute';
  readonly name: 'time' | TimeUnit;
  readonly header: string;
}

/**
 * Parses the name of a column: an attribute (`source-ip`), or a field path that begins with a known
 * field of CloudTrail records (`userIdentity.arn`). After `$.`, the path may begin with any field.
 *
 * Throws UsageError for a malformed path, and for an unknown name with a suggestion if one is
 * close.
 */
export function createColumn(text: string): Column {
  if (isAttributeName(text)) return { kind: 'attribute', name: text, header: text };
  if (isChainName(text)) return { kind: 'chain', name: text, header: text };
  const path = parseFieldPath(text.replace(/^\$\./, ''));
  if (!text.startsWith('$.')) checkFirstField(path, text);
  return { kind: 'field', path, header: text };
}

/** Returns whether the column depends on which accounts are known. */
export function dependsOnAccounts(column: Column): boolean {
  return column.kind === 'attribute' && column.name === 'what';
}

/** Returns the column for a run in which these accounts are known. */
export function withAccounts(column: Column, accounts: readonly string[]): Column {
  return column.kind === 'attribute' && dependsOnAccounts(column)
    ? { ...column, known: new Set(accounts) }
    : column;
}

/** The columns shown when none are requested. */
export const defaultColumns: readonly Column[] = [
  'time',
  'event',
  'principal',
  'source-ip',
  'region',
  'account',
  'outcome',
  'resource',
].map(createColumn);

/**
 * Returns the event's value in the column as raw text: times as `2026-11-19 08:00:00` in the zone,
 * scalars as they are, objects and arrays as JSON, several values joined by `, `; empty when there
 * is no value.
 */
export function readCell(column: Column, event: CloudTrailEvent, zone: string): string {
  if (column.kind === 'field') {
    return readField(event, column.path).map(cellText).filter(Boolean).join(', ');
  }
  if (column.kind === 'chain') return column.chain?.ofEvent(event) ?? '';
  return isTimeColumn(column)
    ? readTime(column, timeOf(event), zone)
    : attributes[column.name].show(event, column.known);
}

/** Returns whether the column shows only when an event happened, which depends on the zone. */
export function isTimeColumn(column: Column): column is TimeColumn {
  return column.kind === 'attribute' && (column.name === 'time' || isTimeUnit(column.name));
}

/** Returns the text of a time column for a time in epoch milliseconds. */
export function readTime({ name }: TimeColumn, time: number, zone: string): string {
  const text = formatTime(time, zone);
  return name === 'time' ? text : timeUnits[name](text);
}

/**
 * Returns a short text for narrow tables: of several values, the first and the number of the
 * others, such as `i-0abc (+2)`.
 */
export function readBriefCell(column: Column, event: CloudTrailEvent, zone: string): string {
  const values = column.kind === 'attribute' ? attributes[column.name].list?.(event) : undefined;
  if (!values) return readCell(column, event, zone);
  const [first = '', ...others] = values;
  return others.length > 0 ? `${first} (+${others.length})` : first;
}

/**
 * Returns what the values of a column are lists of, when an event can have several: the same for
 * columns whose values belong together, such as `resource` and `resource-type`, or `resources.ARN`
 * and `resources.accountId`. Undefined for a column of single values.
 */
export function listNameOf(column: Column): string | undefined {
  if (column.kind === 'attribute') {
    const { list, beside } = attributes[column.name];
    return list && (beside?.name ?? column.name);
  }
  if (column.kind === 'chain') return undefined;
  // A name leads to several values in an array of objects.
  return column.path.length > 1 ? JSON.stringify(column.path.slice(0, -1)) : undefined;
}

/**
 * Returns the values of a list column in such a way that they are at the same places as those of
 * other columns with the same `listNameOf`: the text is empty where a value is missing.
 */
export function readParallel(column: Column, event: CloudTrailEvent): readonly ListElement[] {
  if (column.kind === 'attribute') {
    const { beside } = attributes[column.name];
    return beside ? beside.list(event).map(elementOf) : readElements(column, event);
  }
  if (column.kind === 'chain') return [elementOf(readCell(column, event, 'UTC'))];
  const last = column.path.slice(-1);
  const holders = readField(event, column.path.slice(0, -1)).flat();
  return holders.map((holder) =>
    elementOf(readField(holder, last).map(cellText).filter(Boolean).join(', ')),
  );
}

/** Returns the values of a list column, each with the key that it is counted by. */
export function readElements(column: Column, event: CloudTrailEvent): readonly ListElement[] {
  if (column.kind === 'attribute') {
    const { list, counted } = attributes[column.name];
    return counted?.(event) ?? (list?.(event) ?? []).map(elementOf);
  }
  if (column.kind === 'chain') return [elementOf(readCell(column, event, 'UTC'))];
  const texts = readField(event, column.path).map(cellText).filter(Boolean);
  return [...new Set(texts)].map(elementOf);
}

function elementOf(text: string): ListElement {
  return { text, key: text };
}

/** Returns the column's header. For times it includes the zone, which the cells do not show. */
export function headerWithZone(column: Column, zone: string): string {
  return isTimeColumn(column) ? `${column.header} (${zone})` : column.header;
}

function isChainName(text: string): text is ChainName {
  return Object.hasOwn(chainNames, text);
}

function isAttributeName(text: string): text is AttributeName {
  return Object.hasOwn(attributes, text);
}

function checkFirstField([first, ...others]: FieldPath, text: string): void {
  const name = first?.kind === 'key' ? first.key : '';
  if (knownFields.includes(name)) return;
  const names =
    others.length > 0
      ? knownFields
      : [...Object.keys(attributes), ...Object.keys(chainNames), ...knownFields];
  const [suggestion] = nearMisses(name, names, 1);
  throw new UsageError(
    suggestion === undefined
      ? `unknown field '${text}': expected an attribute such as source-ip or a field such as userIdentity.arn; write '$.${text}' to use it anyway`
      : `unknown field '${text}' (did you mean '${text.replace(name, () => suggestion)}'?)`,
  );
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? jsonText(value) : String(value);
}
