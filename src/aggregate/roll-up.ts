import { earlier, later } from '../query/event-seconds.ts';
import type { Group, Measures } from '../query/group.ts';
import { createTextNumbering } from './text-numbering.ts';

/** The count and times of some events. */
type Counted = Pick<Measures, 'count' | 'first' | 'last'>;

/** Options of `rollUp`. */
export interface RollUp<Cell> {
  /** Returns the values by which a cell is grouped; undefined to leave it out. */
  readonly valuesOf: (cell: Cell) => readonly string[] | undefined;
  /** Returns the cell's values for each name whose distinct values are counted. */
  readonly distinctOf?: (cell: Cell) => readonly (readonly string[])[];
}

/** A group, with the distinct values themselves. */
export type CountedGroup = Group & MeasuresWithSets;

/** The measures of some events, with the distinct values themselves. */
interface MeasuresWithSets extends Measures {
  readonly distinct: readonly ReadonlySet<string>[];
}

/**
 * Merges the cells that have the same values into groups, in the order in which the values first
 * occur.
 */
export function rollUp<Cell extends Counted>(
  cells: Iterable<Cell>,
  { valuesOf, distinctOf }: RollUp<Cell>,
): CountedGroup[] {
  const rolledUp: (Group & RunningSum)[] = [];
  const byValue = new Map<string, Group & RunningSum>();
  const byNumbers = new Map<string, Group & RunningSum>();
  const texts = createTextNumbering();
  for (const cell of cells) {
    const values = valuesOf(cell);
    if (!values) continue;
    // Numbers, because no separator of texts is safe, and texts may be long.
    const [groups, key] =
      values.length === 1
        ? [byValue, values[0] ?? '']
        : [byNumbers, values.map(texts.numberOf).join()];
    let group = groups.get(key);
    if (!group) {
      group = { values, ...createMeasured() };
      groups.set(key, group);
      rolledUp.push(group);
    }
    addTo(group, cell);
    if (!distinctOf) continue;
    for (const [at, found] of distinctOf(cell).entries()) {
      group.distinct[at] ??= new Set();
      for (const value of found) if (value !== '') group.distinct[at].add(value);
    }
  }
  return rolledUp;
}

/** Returns the measures of all parts together. */
export function sumUp(parts: Iterable<MeasuresWithSets>): MeasuresWithSets {
  const sum = createSum();
  for (const part of parts) sum.add(part);
  return sum.measured;
}

/** Creates a sum that parts can be added to. */
export function createSum(): {
  readonly measured: MeasuresWithSets;
  readonly add: (part: MeasuresWithSets) => void;
} {
  const measured = createMeasured();
  return {
    measured,
    add(part) {
      addTo(measured, part);
      for (const [at, values] of part.distinct.entries()) {
        measured.distinct[at] ??= new Set();
        for (const value of values) measured.distinct[at].add(value);
      }
    },
  };
}

interface RunningSum extends Measures {
  count: number;
  first: number;
  last: number;
  distinct: Set<string>[];
}

function createMeasured(): RunningSum {
  return { count: 0, first: 0, last: 0, distinct: [] };
}

function addTo(sum: RunningSum, { count, first, last }: Counted) {
  sum.count += count;
  sum.first = earlier(sum.first, first);
  sum.last = later(sum.last, last);
}
