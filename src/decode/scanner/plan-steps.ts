import type { CloudTrailEvent } from '../../event/event.ts';
import { COLUMN_BYTES, SLOT_BYTES, SLOT_END, SLOTS } from './layout.ts';
import type { Question, QuestionParts, QuestionPlanner } from './plan-question.ts';
import type { ScanColumn, ScanStep, ScanTally, ScanTest } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/**
 * A step as the scanner takes it; `next` is the index of the step after it if it finds a number.
 */
export type PlannedStep = Question & { readonly next: number } & (
    | {
        readonly kind: 'test';
        /** Undefined when the next step is needed. */
        readonly matches: (event: CloudTrailEvent) => boolean | undefined;
        /** The index of the step after it if it passes. */
        readonly passed: number;
      }
    | {
        readonly kind: 'value';
        readonly numberOf: ScanStep['numberOf'];
        /** The number of the column whose value it finds, from 1. */
        readonly column: number;
      }
    | {
        readonly kind: 'group';
        /** The numbers of the columns whose values are the group, if there is not exactly one. */
        readonly columns: readonly number[];
        readonly groupOf: (values: readonly number[]) => number;
      }
    | {
        readonly kind: 'gate';
        /** The numbers of the columns whose values it tests. */
        readonly columns: readonly number[];
        readonly passes: NonNullable<ScanTally['gate']>['passes'];
        /** The index of the step after it if the event passes. */
        readonly passed: number;
      }
    | {
        readonly kind: 'same';
        /** The number of the column whose value is the group. */
        readonly takes: number;
      }
  );

/** Returns the columns of all tallies, each once. */
export function columnsOf(tallies: readonly ScanTally[]): readonly ScanColumn[] {
  return [...new Set(tallies.flatMap(({ columns }) => columns))];
}

/** Returns what the tests of all tallies and the steps of their columns read. */
export function partsOf(tallies: readonly ScanTally[]): readonly QuestionParts[] {
  return [
    ...tallies.flatMap(({ tests }) => tests.flatMap(partsOfTest)),
    ...columnsOf(tallies).flatMap(({ steps }) => steps),
  ];
}

/** Returns the shortcuts of a test, and the test itself. */
function partsOfTest({ shortcuts = [], ...test }: ScanTest) {
  return [...shortcuts, test];
}

/**
 * Plans the steps of all tallies, one tally after the other: its tests, the steps of its columns,
 * and one that finds the group by the values of the columns.
 */
export function planSteps(
  tallies: readonly ScanTally[],
  planner: QuestionPlanner,
  memory: ScannerMemory,
): { readonly steps: readonly PlannedStep[]; readonly columnCount: number } {
  const all = columnsOf(tallies);
  writeColumnSlots(all.length, memory);
  /** The questions of each column, which its tallies share. */
  const questions = new Map(all.map((column) => [column, column.steps.map(planner.plan)]));
  const steps: PlannedStep[] = [];
  const addTest = (test: ScanTest, end: number) => {
    const parts = partsOfTest(test);
    const passed = steps.length + parts.length;
    for (const { matches, ...part } of parts) {
      steps.push({ kind: 'test', matches, passed, next: end, ...planner.plan(part) });
    }
  };
  const addColumn = (own: ScanColumn) => {
    const next = steps.length + own.steps.length;
    for (const [at, { numberOf }] of own.steps.entries()) {
      const question = questions.get(own)?.[at];
      const column = all.indexOf(own) + 1;
      if (question) steps.push({ kind: 'value', numberOf, column, next, ...question });
    }
  };
  for (const { tests, columns, groupOf, gate } of tallies) {
    const lengths = [...tests.map(partsOfTest), ...columns.map((column) => column.steps)].map(
      ({ length }) => length,
    );
    const own = gate ? 2 : 1;
    const end = lengths.reduce((sum, length) => sum + length, steps.length + own);
    const numbers = columns.map((column) => all.indexOf(column) + 1);
    for (const test of tests) addTest(test, end);
    for (const [at, column] of columns.entries()) {
      addColumn(column);
      if (gate?.columns !== at + 1) continue;
      const tested = numbers.slice(0, gate.columns);
      const question = planner.planGroup(tested.map(slotOf));
      const passed = steps.length + 1;
      steps.push({
        kind: 'gate',
        columns: tested,
        passes: gate.passes,
        passed,
        next: end,
        ...question,
      });
    }
    const [only, ...others] = numbers;
    if (only !== undefined && others.length === 0) {
      steps.push({ kind: 'same', takes: only, next: end, ...noQuestion });
    } else {
      const question = planner.planGroup(numbers.map(slotOf));
      steps.push({ kind: 'group', columns: numbers, groupOf, next: end, ...question });
    }
  }
  return { steps, columnCount: all.length };
}

/** The scanner does not ask for a group that is a value. */
const noQuestion: Question = { fields: [], ifNoHint: false, readsFile: false, answer: 0 };

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
