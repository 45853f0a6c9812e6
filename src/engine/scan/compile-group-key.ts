import { attributes } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { type FieldKeys, readsOf } from '../../event/field-path.ts';
import { type FieldShape, type RecordShape, recordShape } from '../../event/record-shape.ts';
import { type Column, createColumn, readCell } from '../../format/text/column.ts';

/** What events are counted by, as the steps in which it is found out: the last always tells. */
export type GroupKey = readonly KeyStep[];

interface KeyStep {
  /** The fields that the values are made of, as those of a filter's test are given. */
  readonly reads: readonly FieldKeys[];
  /**
   * The event's value for each name, as a cell of a CSV has it, empty where there is none; undefined
   * when these fields do not tell.
   */
  readonly valuesOf: (event: CloudTrailEvent) => readonly string[] | undefined;
}

/**
 * The key of these names, which are those of columns: attributes and field paths. Times are read in
 * the zone. Throws UsageError for a name that is neither.
 */
export function compileGroupKey(names: readonly string[], zone: string): GroupKey {
  const columns = names.map((name) => stepsOf(createColumn(name), zone));
  const levels = columns.map(() => 0);
  const steps: KeyStep[] = [];
  for (;;) {
    const cells = columns.flatMap((column, at) => column[levels[at] ?? 0] ?? []);
    steps.push(joinSteps(cells));
    // What is read last is what is large, and differs from event to event.
    const further = columns.map((column, at) => {
      const next = column[(levels[at] ?? 0) + 1];
      return next ? costOf(next.reads) : Number.POSITIVE_INFINITY;
    });
    const least = Math.min(...further);
    if (least === Number.POSITIVE_INFINITY) return steps;
    for (const [at, cost] of further.entries())
      if (cost === least) levels[at] = (levels[at] ?? 0) + 1;
  }
}

/** How many of the fields may hold more than one value: these are what it costs to read them. */
export function costOf(reads: readonly FieldKeys[]): number {
  return reads.filter(isLarge).length;
}

function isLarge(field: FieldKeys): boolean {
  let fields: RecordShape | undefined = recordShape;
  let shape: FieldShape | undefined;
  for (const key of field) {
    shape = fields?.[key];
    fields = shape?.fields;
  }
  return !shape || shape.kinds.includes('object') || shape.kinds.includes('array');
}

interface CellStep {
  readonly reads: readonly FieldKeys[];
  readonly show: (event: CloudTrailEvent) => string | undefined;
}

function stepsOf(column: Column, zone: string): readonly CellStep[] {
  const show = (event: CloudTrailEvent) => readCell(column, event, zone);
  if (column.kind === 'field') return [{ reads: [readsOf(column.path)], show }];
  const { reads, shortcuts = [] } = attributes[column.name];
  return [...shortcuts, { reads, show }];
}

function joinSteps(cells: readonly CellStep[]): KeyStep {
  return {
    reads: cells.flatMap(({ reads }) => reads),
    valuesOf(event) {
      const values: string[] = [];
      for (const { show } of cells) {
        const value = show(event);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return values;
    },
  };
}
