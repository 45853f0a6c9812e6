import type { CloudTrailEvent } from '../../event/event.ts';
import { failureHints, hintedField } from '../../event/failure-words.ts';
import { foundIn } from '../../event/log-account.ts';
import { recordShape } from '../../event/record-shape.ts';
import { recordIn } from '../../query/event-record.ts';
import { createKeyTree } from './key-tree.ts';
import {
  COLUMN_BYTES,
  FAILED,
  MOST_COLUMNS,
  NEXT_TEST,
  PASSED,
  QUESTION_ANSWER,
  QUESTION_BYTES,
  QUESTION_COLUMN,
  QUESTION_IF_NO_HINT,
  QUESTION_MEMO,
  QUESTION_NEXT,
  QUESTION_PASSED,
  QUESTION_TAKES,
  SLOT_BYTES,
  SLOT_END,
  SLOTS,
  TEXTLESS,
} from './layout.ts';
import { partialEvent } from './partial-event.ts';
import { createQuestionPlanner, type Question } from './plan-question.ts';
import { columnsOf, type PlannedStep, partsOf, planSteps } from './plan-steps.ts';
import type { ScanJob, ScanStep, ScanTest } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';
import { writeHints } from './write-hints.ts';
import { writeSearch } from './write-search.ts';
import { writeTree } from './write-tree.ts';

/** Answers the scanner's questions about the record that it has just read. */
interface Answers {
  /** Begins a file: further questions are about its records. */
  openFile(name: string): void;
  /** Returns whether the record passes the undecided tests; undefined when it must be parsed. */
  decide(): boolean | undefined;
  /** Returns whether the text of the record passes its test. */
  testText(): boolean;
  /** Returns the answer to the current step: a verdict for a test, `NEXT_STEP` for no number. */
  findNumber(): number;
  /** Forgets the numbers of groups and values, so that the scanner asks for them again. */
  forgetGroups(): void;
}

/** A test or one of its shortcuts, which come before it. */
interface PlannedTest extends Question {
  /** Undefined when the next one is needed. */
  readonly matches: (event: CloudTrailEvent) => boolean | undefined;
  /** The index of the next test's first one. */
  readonly next: number;
}

/**
 * The maximum number of tests with their shortcuts. Further tests, and tests that read the whole
 * record, are left to the parser.
 */
const maxTests = 30;
/** The maximum number of fields: the scanner itself needs four slots. */
const maxFields = SLOTS - 4;

/**
 * Writes the job into the scanner's memory, and returns the functions that answer the scanner's
 * questions.
 */
export function writeJob(job: ScanJob, memory: ScannerMemory): Answers {
  const { wasm } = memory;
  const plan = planJob(job, memory);
  const slots = wasm.slots.value;
  const read = (slot: number): string | undefined => {
    const view = memory.view();
    const at = slots + slot * SLOT_BYTES;
    const start = view.readUInt32LE(at);
    return start === 0 ? undefined : view.toString('utf8', start, view.readUInt32LE(at + SLOT_END));
  };

  const values = wasm.values.value;
  const valueIn = (column: number) =>
    memory.view().readUInt32LE(values + (column - 1) * COLUMN_BYTES);
  let file = '';
  const eventFor = ({ fields, fieldsWith, readsFile }: Question): CloudTrailEvent => {
    const event = partialEvent(fieldsWith?.(wasm.note.value) ?? fields, read);
    return readsFile ? foundIn(event, file) : event;
  };
  const learn = ({ memo, answer }: Question, number: number) => {
    if (memo) wasm.learn(memo.address, answer, number);
  };
  /** Returns whether the record passes the test whose first shortcut, or itself, is at `start`. */
  const passes = (start: number): boolean => {
    for (let index = start; ; index++) {
      const planned = plan.tests[index];
      if (!planned) throw new Error('the scanner asked for a result without a test');
      if (planned.ifNoHint && wasm.hasHint()) continue;
      const passed = planned.matches(eventFor(planned));
      learn(planned, verdictOf(passed));
      if (passed !== undefined) return passed;
    }
  };

  const wordOf = (answer: ReturnType<ScanStep['numberOf']>): number => {
    if (answer === undefined) return wasm.NEXT_STEP.value;
    return typeof answer === 'number' ? answer : wasm.NOTE.value + answer.note;
  };

  const numberOf = (planned: PlannedStep): number => {
    switch (planned.kind) {
      case 'test':
        return verdictOf(planned.matches(eventFor(planned)));
      case 'value':
        return wordOf(planned.numberOf(eventFor(planned), wasm.note.value));
      case 'group':
        return planned.groupOf(planned.columns.map(valueIn));
      case 'gate':
        return gateVerdict(planned.passes(planned.columns.map(valueIn)));
      case 'same':
        throw new Error('the scanner asked for a group that is a value');
      default:
        return planned satisfies never;
    }
  };

  return {
    openFile(name) {
      file = name;
    },
    decide() {
      const undecided = wasm.undecided.value;
      for (let index = 0; index < plan.tests.length; index++) {
        if ((undecided & (1 << index)) !== 0 && !passes(index)) return false;
      }
      return plan.needsParsing ? undefined : true;
    },
    testText() {
      const json = memory.view().toString('utf8', wasm.recordStart.value, wasm.recordEnd.value);
      return job.text?.matches(recordIn(json, file)) ?? true;
    },
    findNumber() {
      const planned = plan.steps[wasm.step.value];
      if (!planned) throw new Error('the scanner asked for a number without a step');
      const number = numberOf(planned);
      learn(planned, number);
      return number;
    },
    forgetGroups() {
      for (const { address } of plan.memos) wasm.forget(address);
    },
  };
}

/** Plans the questions for the host: tests in the order of their bits, and steps. */
function planJob(job: ScanJob, memory: ScannerMemory) {
  const { wasm } = memory;
  const fits = fitsIn(maxFields);
  const tallies = job.tallies ?? (job.group ? [job.group] : []);
  const allSteps = partsOf(tallies);
  const isGrouped =
    columnsOf(tallies).length <= MOST_COLUMNS && allSteps.every(readsParts) && fits(allSteps);
  const fitting = job.tests.filter((test) => readsParts(test) && fits([test])).slice(0, maxTests);
  const shortcuts = shortcutsOf(fitting);
  const others = [...shortcuts.flat(), ...(isGrouped ? allSteps : [])];
  const { tree, spelledNames, slots, place } = createKeyTree(
    recordShape,
    [...fitting, ...others].flatMap(({ reads }) => reads),
  );
  wasm.setHashSecrets(...job.secrets);
  wasm.setKeys(writeTree(tree, spelledNames, memory), slots);
  if (others.some(({ ifNoHint }) => ifNoHint)) {
    wasm.setHints(writeHints(failureHints, memory), place(hintedField).slot);
  }
  wasm.from.value = job.time.from ?? Number.NEGATIVE_INFINITY;
  wasm.before.value = job.time.to ?? Number.POSITIVE_INFINITY;

  const planner = createQuestionPlanner(place);
  const tests: PlannedTest[] = [];
  for (const [index, test] of fitting.entries()) {
    const parts = [...(shortcuts[index] ?? []), test];
    const next = tests.length + parts.length;
    for (const part of parts) {
      tests.push({ matches: part.matches, next, ...planner.plan(part) });
    }
  }
  const needsParsing = fitting.length < job.tests.length || !isGrouped;
  if (job.text) {
    wasm.testsText.value = 1;
    wasm.setSearch(writeSearch(job.text, memory));
  }
  wasm.hostTests.value = needsParsing ? 2 ** 31 : 0;
  wasm.counting.value = Number(job.tallies !== undefined);
  const { steps, columnCount } = planSteps(needsParsing ? [] : tallies, planner, memory);
  const memos = planner.writeMemos(memory);
  wasm.tests.value = writeWords(tests.flatMap(wordsOf), memory);
  wasm.testCount.value = tests.length;
  wasm.columnCount.value = columnCount;
  wasm.steps.value = writeWords(steps.flatMap(wordsOf), memory);
  wasm.stepCount.value = steps.length;
  return { tests, steps, memos, needsParsing };
}

/** Returns the words of a test or step: see `QUESTION_BYTES`. */
function wordsOf(planned: PlannedTest | PlannedStep): readonly number[] {
  const words = new Array<number>(QUESTION_BYTES / 4).fill(0);
  words[QUESTION_MEMO / 4] = planned.memo?.address ?? 0;
  words[QUESTION_ANSWER / 4] = planned.answer * 4;
  words[QUESTION_NEXT / 4] = planned.next;
  words[QUESTION_IF_NO_HINT / 4] = Number(planned.ifNoHint);
  words[QUESTION_COLUMN / 4] = 'column' in planned ? planned.column : 0;
  words[QUESTION_TAKES / 4] = 'takes' in planned ? planned.takes : 0;
  words[QUESTION_PASSED / 4] = 'passed' in planned ? planned.passed : 0;
  return words;
}

/** Returns the shortcuts of each test; tests that find no more room get none. */
function shortcutsOf(tests: readonly ScanTest[]) {
  let room = maxTests - tests.length;
  return tests.map(({ shortcuts = [] }) => {
    if (shortcuts.length > room) return [];
    room -= shortcuts.length;
    return shortcuts;
  });
}

/** Returns the number that a memo stores for an answer. */
function verdictOf(passed: boolean | undefined): number {
  if (passed === undefined) return NEXT_TEST;
  return passed ? PASSED : FAILED;
}

function gateVerdict(passes: boolean | 'textless'): number {
  return passes === 'textless' ? TEXTLESS : verdictOf(passes);
}

/**
 * Returns a function that accepts tests or steps as long as all accepted ones together read at most
 * this many fields, including the fields above them.
 */
function fitsIn(limit: number): (parts: readonly Pick<ScanTest, 'reads'>[]) => boolean {
  let taken: ReadonlySet<string> = new Set();
  return (parts) => {
    const fields = parts.flatMap(({ reads }) => reads);
    const keys = fields.flatMap((field) => field.map((_, at) => field.slice(0, at + 1).join('\0')));
    const together = new Set([...taken, ...keys]);
    if (together.size > limit) return false;
    taken = together;
    return true;
  };
}

/** Returns whether a test or step reads single fields, and not the event as a whole. */
function readsParts({ reads }: Pick<ScanTest, 'reads'>): boolean {
  return reads.every((field) => field.length > 0);
}

/** Writes the words into memory and returns their address. */
function writeWords(words: readonly number[], memory: ScannerMemory): number {
  const address = memory.allot(words.length * 4);
  for (const [index, word] of words.entries()) {
    memory.view().writeUInt32LE(word, address + index * 4);
  }
  return address;
}
