import type { FieldKeys } from '../../event/field-path.ts';
import { recordShape } from '../../event/record-shape.ts';
import { createKeyTree, type PlacedField } from './key-tree.ts';
import { partialEvent } from './partial-event.ts';
import type { ScanJob, ScanStep, ScanTest } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';
import { writeTree } from './write-tree.ts';

/** Answers the questions that the scanner asks about the record that it has read. */
interface Answers {
  /** Whether the record passes the undecided tests; undefined when it must be parsed. */
  decide(): boolean | undefined;
  /** Returns the group that the scanner's current step finds. */
  findGroup(): number;
  /** Forgets the groups, so that the steps are asked again. */
  forgetGroups(): void;
}

/** A question about a record that the host answers. */
interface Question {
  readonly fields: readonly PlacedField[];
  /** Address of the memo of earlier answers by value; 0 when answers are not kept. */
  readonly memo: number;
}

interface PlannedTest extends Question {
  readonly test: ScanTest;
}

interface PlannedStep extends Question {
  readonly step: ScanStep;
}

/** More tests than this, and tests that read the whole record, are left to the parser. */
const maxTests = 30;
/** There are 256 slots; the scanner itself needs four. */
const maxFields = 250;
/** Answers that depend on more slots are not kept. */
const maxMemoSlots = 28;

/**
 * Writes the job into the scanner's memory, and returns the functions that answer the scanner's
 * questions.
 */
export function writeJob(job: ScanJob, memory: ScannerMemory): Answers {
  const { wasm } = memory;
  const plan = planJob(job, memory);
  const read = (slot: number): string | undefined => {
    const view = memory.view();
    const at = wasm.slots.value + slot * 8;
    const start = view.readUInt32LE(at);
    return start === 0 ? undefined : view.toString('utf8', start, view.readUInt32LE(at + 4));
  };

  return {
    decide() {
      const undecided = wasm.undecided.value;
      for (const [index, { test, fields, memo }] of plan.tests.entries()) {
        if ((undecided & (1 << index)) === 0) continue;
        const passed = test.matches(partialEvent(fields, read));
        if (memo !== 0) wasm.learn(memo, passed ? 1 : 2);
        if (!passed) return false;
      }
      return plan.needsParsing ? undefined : true;
    },
    findGroup() {
      const planned = plan.steps[wasm.step.value];
      if (!planned) throw new Error('a group was asked for');
      const { step, fields, memo } = planned;
      const group = step.groupOf(partialEvent(fields, read)) ?? wasm.NEXT_STEP.value;
      if (memo !== 0) wasm.learn(memo, group);
      return group;
    },
    forgetGroups() {
      for (const { memo } of plan.steps) if (memo !== 0) wasm.forget(memo);
    },
  };
}

/** Plans the questions for the host: tests in the order of their bits, and steps. */
function planJob(job: ScanJob, memory: ScannerMemory) {
  const { wasm } = memory;
  const fits = fitsIn(maxFields);
  const allSteps = job.tallies?.flat() ?? [];
  const isCounted = job.tallies !== undefined && allSteps.every(readsParts) && fits(allSteps);
  const fitting = job.tests.filter((test) => readsParts(test) && fits([test])).slice(0, maxTests);
  const { tree, spelledNames, slots, place } = createKeyTree(
    recordShape,
    [...fitting, ...(isCounted ? allSteps : [])].flatMap(({ reads }) => reads),
  );
  wasm.setHashSecrets(...job.secrets);
  wasm.setKeys(writeTree(tree, spelledNames, memory), slots);
  wasm.from.value = job.time.from ?? Number.NEGATIVE_INFINITY;
  wasm.before.value = job.time.to ?? Number.POSITIVE_INFINITY;

  const planQuestion = ({ reads }: Pick<ScanTest, 'reads'>): Question => {
    const fields = distinctPlaces(outermost(reads).map(place));
    return { fields, memo: writeMemo(fields, memory) };
  };
  const tests: PlannedTest[] = fitting.map((test) => ({ test, ...planQuestion(test) }));
  wasm.tests.value = writeWords(
    tests.map(({ memo }) => memo),
    memory,
  );
  wasm.testCount.value = tests.length;
  const needsParsing =
    job.needsParsing ||
    fitting.length < job.tests.length ||
    (job.tallies !== undefined && !isCounted);
  wasm.hostTests.value = needsParsing ? 2 ** 31 : 0;
  wasm.counting.value = Number(job.tallies !== undefined);
  if (!job.tallies || needsParsing) return { tests, steps: [], needsParsing };
  const steps: PlannedStep[] = [];
  const words: number[] = [];
  for (const tally of job.tallies) {
    const next = steps.length + tally.length;
    for (const step of tally) {
      const planned = { step, ...planQuestion(step) };
      steps.push(planned);
      words.push(planned.memo, next);
    }
  }
  wasm.steps.value = writeWords(words, memory);
  wasm.stepCount.value = steps.length;
  return { tests, steps, needsParsing };
}

/**
 * Returns a function that accepts parts as long as all accepted ones together have at most this
 * many fields, including the fields above them.
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

/** Whether it reads single fields, and not the event as a whole. */
function readsParts({ reads }: Pick<ScanTest, 'reads'>): boolean {
  return reads.every((field) => field.length > 0);
}

/** Returns the fields that are not inside another of them. */
function outermost(fields: readonly FieldKeys[]): readonly FieldKeys[] {
  const isWithin = (field: FieldKeys, other: FieldKeys) =>
    other.length < field.length && other.every((key, at) => key === field[at]);
  return fields.filter((field) => !fields.some((other) => isWithin(field, other)));
}

function distinctPlaces(fields: readonly PlacedField[]): PlacedField[] {
  return [...new Map(fields.map((field) => [field.slot, field])).values()];
}

/** Writes the words into memory and returns their address. */
function writeWords(words: readonly number[], memory: ScannerMemory): number {
  const address = memory.allot(words.length * 4);
  for (const [index, word] of words.entries()) {
    memory.view().writeUInt32LE(word, address + index * 4);
  }
  return address;
}

function writeMemo(fields: readonly PlacedField[], memory: ScannerMemory): number {
  if (fields.length > maxMemoSlots) return 0;
  const memo = memory.allot(memory.wasm.MEMO_SIZE.value);
  const view = memory.view();
  view.writeUInt32LE(fields.length, memo + 8);
  for (const [index, { slot }] of fields.entries()) view.writeInt32LE(slot, memo + 12 + index * 4);
  return memo;
}
