import { isObject, ownProperty, ownText } from '../../event/own-property.ts';

/** A row of a table: the text of each column that has a value. */
export type Row = ReadonlyMap<string, string>;

/**
 * Returns a row of query results: CloudTrail Lake writes objects with one column each, CloudWatch
 * Logs Insights objects with `field` and `value`. All values are text. Undefined when the items are
 * neither.
 */
export function rowOf(items: readonly unknown[]): Row | undefined {
  const row = new Map<string, string>();
  for (const item of items) {
    const cell = isObject(item) ? (fieldAndValue(item) ?? onlyMember(item)) : undefined;
    if (!cell || row.has(cell[0])) return undefined;
    const [name, value] = cell;
    if (typeof value === 'string') row.set(name, value);
    else if (value !== null) return undefined;
  }
  return row.size > 0 ? row : undefined;
}

function fieldAndValue(item: object): readonly [string, unknown] | undefined {
  const field = ownText(item, 'field');
  const isCell = field !== undefined && Object.keys(item).length <= 2;
  return isCell && Object.hasOwn(item, 'value') ? [field, ownProperty(item, 'value')] : undefined;
}

function onlyMember(item: object): readonly [string, unknown] | undefined {
  const [cell, ...others] = Object.entries(item);
  return others.length === 0 ? cell : undefined;
}

/**
 * Returns the rows of `aws athena get-query-results` output: cells by position, below a row with
 * the names of the columns. Undefined when the value is something else.
 */
export function athenaRows(value: object): readonly Row[] | undefined {
  const set = ownProperty(value, 'ResultSet') ?? value;
  const rows = ownProperty(set, 'Rows');
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(ownProperty(row, 'Data')))) {
    return undefined;
  }
  const [first, ...others] = rows.map(cellsOf);
  const columns = columnNames(set) ?? first;
  if (!first || !columns) return [];
  // Only the first page of results has the names as a row.
  const isHeader = first.every((cell, at) => cell === columns[at]);
  return (isHeader ? others : [first, ...others]).map((cells) => new Map(named(columns, cells)));
}

function cellsOf(row: unknown): readonly (string | undefined)[] {
  const cells = ownProperty(row, 'Data');
  return Array.isArray(cells) ? cells.map((cell) => ownText(cell, 'VarCharValue')) : [];
}

function columnNames(set: unknown): readonly (string | undefined)[] | undefined {
  const columns = ownProperty(ownProperty(set, 'ResultSetMetadata'), 'ColumnInfo');
  return Array.isArray(columns) ? columns.map((column) => ownText(column, 'Name')) : undefined;
}

function* named(
  columns: readonly (string | undefined)[],
  cells: readonly (string | undefined)[],
): Generator<[string, string]> {
  for (const [at, name] of columns.entries()) {
    const cell = cells[at];
    if (name !== undefined && cell !== undefined) yield [name, cell];
  }
}
