import { attributes } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { type FieldKeys, readsOf } from '../../event/field-path.ts';
import { type Column, createColumn, readCell } from '../../format/column.ts';

/** What events are counted by. */
export interface GroupKey {
  /** The fields that the values are made of, as those of a filter's test are given. */
  readonly reads: readonly FieldKeys[];
  /** The event's value for each name, as a cell of a CSV has it; empty where there is none. */
  valuesOf(event: CloudTrailEvent): readonly string[];
}

/**
 * The key of these names, which are those of columns: attributes and field paths. Times are read in
 * the zone. Throws UsageError for a name that is neither.
 */
export function compileGroupKey(names: readonly string[], zone: string): GroupKey {
  const columns = names.map(createColumn);
  return {
    reads: columns.flatMap(fieldsOf),
    valuesOf: (event) => columns.map((column) => readCell(column, event, zone)),
  };
}

function fieldsOf(column: Column): readonly FieldKeys[] {
  return column.kind === 'attribute' ? attributes[column.name].reads : [readsOf(column.path)];
}
