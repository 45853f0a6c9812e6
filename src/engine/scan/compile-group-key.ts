import { attributes } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { type FieldKeys, readsOf } from '../../event/field-path.ts';
import { type FieldShape, type RecordShape, recordShape } from '../../event/record-shape.ts';
import {
  type Column,
  createColumn,
  readCell,
  readElements,
  readParallel,
  withAccounts,
} from '../../format/text/column.ts';
import { encodeList } from '../../query/list-value.ts';
import type { Tally } from '../../query/tally.ts';

/**
 * A group key: the values that events are counted by, as a list of steps. Each step reads more of
 * the event than the one before; the last one always yields values.
 */
export type GroupKey = readonly KeyStep[];

interface KeyStep {
  /** The fields that the values are computed from, in the form that a filter's tests use. */
  readonly reads: readonly FieldKeys[];
  /** Whether it is only for events whose response has no hint of a failure, as in `Attribute`. */
  readonly ifNoHint: boolean;
  /** Whether they also depend on the log file of the event. */
  readonly readsFile: boolean;
  /**
   * Returns the event's value for each name, as CSV output prints it; empty for a missing value.
   * Undefined when these fields do not determine the values.
   */
  readonly valuesOf: (event: CloudTrailEvent) => readonly string[] | undefined;
}

/** Options that change the values of a key. */
export interface GroupKeyOptions {
  /** The zone of the IANA database in which times are counted. */
  readonly zone: string;
  /** The accounts that `what` does not call foreign. */
  readonly accounts?: readonly string[];
}

/**
 * Compiles the key of a tally, whose names are columns: attributes or field paths. Times are shown
 * in the zone. Throws UsageError for a name that is neither.
 */
export function compileGroupKey(
  { by, lists = [] }: Tally,
  { zone, accounts = [] }: GroupKeyOptions,
): GroupKey {
  const columns = by.map((name, at) => {
    const column = withAccounts(createColumn(name), accounts);
    const list = lists[at];
    if (list === undefined) return stepsOf(column, zone);
    const isParallel = lists.some((other, place) => other === list && place !== at);
    return listSteps(column, isParallel ? readParallel : readElements);
  });
  const levels = columns.map(() => 0);
  const steps: KeyStep[] = [];
  for (;;) {
    const cells = columns.flatMap((column, at) => column[levels[at] ?? 0] ?? []);
    steps.push(joinSteps(cells));
    const further = columns.map((column, at) => costOfStep(column[(levels[at] ?? 0) + 1]));
    const least = Math.min(...further);
    if (least === Number.POSITIVE_INFINITY) return steps;
    for (const [at, cost] of further.entries())
      if (cost === least) levels[at] = (levels[at] ?? 0) + 1;
  }
}

/**
 * Returns the order in which the columns go on to their next steps. Large fields are read last:
 * they are slow to read, and differ from event to event. Values that depend on the log file come
 * after all others, as the scanner cannot keep them.
 */
function costOfStep(step: CellStep | undefined): number {
  if (!step) return Number.POSITIVE_INFINITY;
  return step.readsFile ? Number.MAX_VALUE : costOf(step.reads);
}

/** Returns how many of the fields may be objects or arrays, which are slow to read. */
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
  readonly ifNoHint?: boolean;
  readonly readsFile?: boolean;
  readonly show: (event: CloudTrailEvent) => string | undefined;
}

function stepsOf(column: Column, zone: string): readonly CellStep[] {
  const show = (event: CloudTrailEvent) => readCell(column, event, zone);
  if (column.kind === 'field') return [{ reads: [readsOf(column.path)], show }];
  const { reads, readsFile = false, shortcuts = [] } = attributes[column.name];
  return [...shortcuts, { reads, readsFile, show }];
}

function listSteps(column: Column, readList: typeof readElements): readonly CellStep[] {
  const show = (event: CloudTrailEvent) => encodeList(readList(column, event));
  if (column.kind === 'field') return [{ reads: [readsOf(column.path)], show }];
  const { reads, listShortcut } = attributes[column.name];
  if (!listShortcut) return [{ reads, show }];
  const { isEnough } = listShortcut;
  const showUsual = (event: CloudTrailEvent) => (isEnough(event) ? show(event) : undefined);
  return [
    { reads: listShortcut.reads, show: showUsual },
    { reads, show },
  ];
}

function joinSteps(cells: readonly CellStep[]): KeyStep {
  return {
    reads: cells.flatMap(({ reads }) => reads),
    ifNoHint: cells.some(({ ifNoHint }) => ifNoHint),
    readsFile: cells.some(({ readsFile }) => readsFile),
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
