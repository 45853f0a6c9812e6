import type { Group, Measured } from '../query/group.ts';

/** Events that were counted together. */
type Counted = Pick<Measured, 'count' | 'first' | 'last'>;

/** What is read off a cell: undefined for one that is to be left out. */
export interface RollUp<Cell> {
  readonly valuesOf: (cell: Cell) => readonly string[] | undefined;
  /** For each name whose different values are counted, the cell's value. */
  readonly distinctOf?: (cell: Cell) => readonly string[];
}

/** A group of which the different values are known that are counted. */
export type CountedGroup = Group & WithValues;

/** What is told of events, of which the different values are known that are counted. */
interface WithValues extends Measured {
  readonly distinct: readonly ReadonlySet<string>[];
}

/** Groups of the cells that have the same values, in the order in which they come up. */
export function rollUp<Cell extends Counted>(
  cells: Iterable<Cell>,
  { valuesOf, distinctOf }: RollUp<Cell>,
): CountedGroup[] {
  const groups = new Map<string, Group & Growing>();
  for (const cell of cells) {
    const values = valuesOf(cell);
    if (!values) continue;
    // No separator is safe: events may hold any character.
    const key = JSON.stringify(values);
    let group = groups.get(key);
    if (!group) {
      group = { values, ...createMeasured() };
      groups.set(key, group);
    }
    addTo(group, cell);
    for (const [at, value] of (distinctOf?.(cell) ?? []).entries()) {
      group.distinct[at] ??= new Set();
      if (value !== '') group.distinct[at].add(value);
    }
  }
  return [...groups.values()];
}

/** What is told of all of these together. */
export function sumUp(parts: Iterable<WithValues>): WithValues {
  const sum = createSum();
  for (const part of parts) sum.add(part);
  return sum.measured;
}

/** A sum that grows. */
export function createSum(): {
  readonly measured: WithValues;
  readonly add: (part: WithValues) => void;
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

interface Growing extends Measured {
  count: number;
  first: number;
  last: number;
  distinct: Set<string>[];
}

function createMeasured(): Growing {
  return { count: 0, first: 0, last: 0, distinct: [] };
}

function addTo(sum: Growing, { count, first, last }: Counted) {
  sum.count += count;
  if (first !== 0 && (sum.first === 0 || first < sum.first)) sum.first = first;
  sum.last = Math.max(sum.last, last);
}
