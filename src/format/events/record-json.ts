import { attributes } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { readField } from '../../event/field-path.ts';
import type { EventRecord } from '../../query/event-record.ts';
import type { Column } from '../text/column.ts';
import { jsonText } from '../text/json-text.ts';
import { forJson } from '../text/sanitize.ts';

/**
 * Returns the event as JSON on one line: without columns the record as it was read, otherwise an
 * object with one member per column. An attribute is a string (times are in UTC), or an array if an
 * event can have several values. A field has the record's own value; a path with `[]` has an array
 * of all values that it reaches. A missing value is null.
 */
export function recordJson(record: EventRecord, columns: readonly Column[] | undefined): string {
  if (!columns) return forJson(record.json);
  const members = columns.map((column) => [column.header, memberValue(column, record.event)]);
  return forJson(jsonText(Object.fromEntries(members)));
}

function memberValue(column: Column, event: CloudTrailEvent): unknown {
  if (column.kind === 'attribute') {
    const { list, show } = attributes[column.name];
    return list ? list(event) : show(event, column.known) || null;
  }
  if (column.kind === 'chain') return column.chain?.ofEvent(event) || null;
  const values = readField(event, column.path);
  const reachesSeveral = column.path.some(({ kind }) => kind === 'all') || values.length > 1;
  return reachesSeveral ? values : (values[0] ?? null);
}
