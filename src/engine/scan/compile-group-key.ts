import type { ScanNote, ScanStep } from '../../decode/scanner/scan-job.ts';
import { attributes } from '../../event/attributes.ts';
import type { CloudTrailEvent } from '../../event/event.ts';
import { type FieldKeys, readsOf } from '../../event/field-path.ts';
import { compileMet, type Met } from '../../filter/compile-met.ts';
import {
  type Column,
  createColumn,
  readCell,
  readElements,
  readParallel,
  withAccounts,
} from '../../format/text/column.ts';
import type { Condition } from '../../query/condition/condition.ts';
import { encodeList } from '../../query/list-value.ts';
import type { Tally } from '../../query/tally.ts';

/**
 * A column of a group key, as a list of steps. Each step reads more of the event than the one
 * before; the last one always finds the value.
 */
export interface KeyColumn {
  /** Columns with the same ID have the same values. */
  readonly id: string;
  readonly steps: readonly KeyStep[];
}

interface KeyStep {
  /** The fields that the value is computed from, in the form that a filter's tests use. */
  readonly reads: readonly FieldKeys[];
  /** Whether it is only for events whose response has no hint of a failure, as in `Attribute`. */
  readonly ifNoHint?: boolean;
  /** Whether it also depends on the log file of the event. */
  readonly readsFile?: boolean;
  /**
   * Returns the event's value, as CSV output prints it; empty for a missing one. When these fields
   * do not determine it, returns undefined or a note, as `ScanStep.numberOf`.
   */
  readonly show: (event: CloudTrailEvent, note?: number) => string | ScanNote | undefined;
  /** See `ScanStep`. */
  readonly readsWith?: ScanStep['readsWith'];
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
): readonly KeyColumn[] {
  return by.map((name, at) => {
    const column = withAccounts(createColumn(name), accounts);
    const list = lists[at];
    if (list === undefined) return { id: name, steps: stepsOf(column, zone) };
    const isParallel = lists.some((other, place) => other === list && place !== at);
    return {
      id: `${isParallel ? 'parallel' : 'elements'} ${name}`,
      steps: listSteps(column, isParallel ? readParallel : readElements),
    };
  });
}

/**
 * Compiles the columns of the conditions that an event meets, each the indexes of those of one
 * cluster, joined by commas; `joinMet` puts them together.
 */
export function compileMetColumns(conditions: readonly Condition[]): readonly KeyColumn[] {
  return compileMet(conditions).map((steps, at) => {
    const notes = createMetNotes();
    return {
      id: `conditions ${at}`,
      steps: steps.map(({ find, readsAfter, ...step }) => ({
        ...step,
        show(event, note) {
          // The answers of other steps are remembered by their fields, so they depend on nothing
          // else.
          const found = find(event, readsAfter && notes.of(note));
          if (found.open.length === 0) return found.met.join();
          return step.ifNoHint ? undefined : notes.add(found);
        },
        ...(readsAfter && {
          readsWith(note) {
            const before = notes.of(note);
            return before && readsAfter(before);
          },
        }),
      })),
    };
  });
}

/** Callers can make up events that leave other conditions open, so only this many are noted. */
const maxNotes = 10_000;

/** Numbers what is known about conditions, so that it is known in the next step, too. */
function createMetNotes() {
  const found: Met[] = [];
  const notes = new Map<string, ScanNote>();
  return {
    of: (note = 0) => found[note - 1],
    add(met: Met): ScanNote | undefined {
      const key = `${met.met.join()} ${met.open.join()}`;
      const known = notes.get(key);
      if (known || notes.size >= maxNotes) return known;
      const fresh = { note: found.push(met) };
      notes.set(key, fresh);
      return fresh;
    },
  };
}

/** Returns the indexes of all conditions that are met, from the values of their columns. */
export function joinMet(values: readonly string[]): readonly number[] {
  return values
    .flatMap((value) => (value === '' ? [] : value.split(',')))
    .map(Number)
    .toSorted((a, b) => a - b);
}

function stepsOf(column: Column, zone: string): readonly KeyStep[] {
  const show = (event: CloudTrailEvent) => readCell(column, event, zone);
  if (column.kind === 'field') return [{ reads: [readsOf(column.path)], show }];
  if (column.kind === 'chain') throw new Error(`${column.name}: needs columns of its own`);
  const { reads, readsFile = false, shortcuts = [] } = attributes[column.name];
  return [...shortcuts, { reads, readsFile, show }];
}

function listSteps(column: Column, readList: typeof readElements): readonly KeyStep[] {
  const show = (event: CloudTrailEvent) => encodeList(readList(column, event));
  if (column.kind === 'chain') throw new Error(`${column.name}: not a list`);
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
