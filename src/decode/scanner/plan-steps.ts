import { COLUMN_BYTES, SLOT_BYTES, SLOT_END, SLOTS } from './layout.ts';
import { type Question, type QuestionPlanner, writeMemo } from './plan-question.ts';
import type { ScanColumn, ScanStep, ScanTally } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/**
 * A step as the scanner takes it; `next` is the index of the step after it if it finds a number.
 */
export type PlannedStep = Question & { readonly next: number } & (
    | {
        readonly kind: 'fields';
        readonly numberOf: ScanStep['numberOf'];
        /** The number of the column whose value it finds, from 1; 0 when it finds a group. */
        readonly column: number;
      }
    | {
        readonly kind: 'group';
        /** The numbers of the columns whose values are the group. */
        readonly columns: readonly number[];
        readonly groupOf: (values: readonly number[]) => number;
      }
  );

/** Returns the columns of all tallies, each once. */
export function columnsOf(tallies: readonly ScanTally[]): readonly ScanColumn[] {
  return [...new Set(tallies.flatMap(({ columns = [] }) => columns))];
}

/** Returns the steps of all tallies and of their columns. */
export function stepsOf(tallies: readonly ScanTally[]): readonly ScanStep[] {
  return [...tallies, ...columnsOf(tallies)].flatMap(({ steps }) => steps);
}

/**
 * Plans the steps of all tallies, one tally after the other: its own steps, those of its columns,
 * and one that finds the group by the values of the columns.
 */
export function planSteps(
  tallies: readonly ScanTally[],
  planQuestion: QuestionPlanner,
  memory: ScannerMemory,
): { readonly steps: readonly PlannedStep[]; readonly columnCount: number } {
  const all = columnsOf(tallies);
  writeColumnSlots(all.length, memory);
  /** The questions of each column, which its tallies share. */
  const questions = new Map(all.map((column) => [column, column.steps.map(planQuestion)]));
  const steps: PlannedStep[] = [];
  const add = (
    own: readonly ScanStep[],
    planned: readonly Question[],
    column: number,
    next: number,
  ) => {
    for (const [at, { numberOf }] of own.entries()) {
      const question = planned[at];
      if (question) steps.push({ kind: 'fields', numberOf, column, next, ...question });
    }
  };
  for (const { steps: own, columns, groupOf } of tallies) {
    const lengths = [own, ...(columns ?? []).map((column) => column.steps)].map(
      ({ length }) => length,
    );
    const end = lengths.reduce(
      (sum, length) => sum + length,
      steps.length + Number(columns !== undefined),
    );
    add(own, own.map(planQuestion), 0, end);
    if (!columns || !groupOf) continue;
    for (const column of columns) {
      const next = steps.length + column.steps.length;
      add(column.steps, questions.get(column) ?? [], all.indexOf(column) + 1, next);
    }
    const numbers = columns.map((column) => all.indexOf(column) + 1);
    const memo = writeMemo(numbers.map(slotOf), memory);
    const question = { fields: [], ifNoHint: false, readsFile: false, memo };
    steps.push({ kind: 'group', columns: numbers, groupOf, next: end, ...question });
  }
  return { steps, columnCount: all.length };
}

/** Returns the slot of a column's value. */
function slotOf(column: number): number {
  return SLOTS + column - 1;
}

/** Lets the slots of the columns lead to their values. */
function writeColumnSlots(columns: number, memory: ScannerMemory): void {
  const { values, slots } = memory.wasm;
  for (let column = 1; column <= columns; column++) {
    const at = slots.value + slotOf(column) * SLOT_BYTES;
    const value = values.value + (column - 1) * COLUMN_BYTES;
    memory.view().writeUInt32LE(value, at);
    memory.view().writeUInt32LE(value + COLUMN_BYTES, at + SLOT_END);
  }
}
