import { recordShape } from '../../event/record-shape.ts';
import { createKeyTree, type PlacedField } from './key-tree.ts';
import { partialEvent } from './partial-event.ts';
import type { ScanJob, ScanTest } from './scan-job.ts';
import type { ScannerMemory } from './scanner-memory.ts';
import { writeTree } from './write-tree.ts';

/** What the host answers when the scanner asks about the record that it has read. */
interface Answers {
  /** Whether it passes the tests that were not decided; undefined when it must be parsed. */
  decide(): boolean | undefined;
  /** The number of its group. */
  findGroup(): number;
}

interface PlannedTest {
  readonly test: ScanTest;
  readonly fields: readonly PlacedField[];
  /** Address of what is known of values; 0 when nothing is kept. */
  readonly memo: number;
}

/** Tests beyond these, and those that read the whole record, are left to whoever parses it. */
const maxTests = 30;
/** There are 256 slots, of which the scanner itself needs four. */
const maxFields = 250;
/** A memo takes no more. */
const maxMemoSlots = 8;

/** Writes what the job asks for into the scanner's memory; the rest is answered when it is asked. */
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
      const { groups, fields, memo } = plan.group ?? {};
      if (!groups || !fields) throw new Error('a group was asked for');
      const number = groups.numberOf(partialEvent(fields, read));
      if (memo) wasm.learn(memo, number);
      return number;
    },
  };
}

/** What is left to the host: tests in the order of their bits, and groups. */
function planJob(job: ScanJob, memory: ScannerMemory) {
  const { wasm } = memory;
  const { groups } = job;
  const fits = fitsIn(maxFields);
  const isCounted = groups !== undefined && readsParts(groups) && fits(groups);
  const planned = job.tests.filter((test) => readsParts(test) && fits(test)).slice(0, maxTests);
  const { tree, slots, place } = createKeyTree(
    recordShape,
    [...planned, ...(isCounted ? [groups] : [])].flatMap(({ reads }) => reads),
  );
  wasm.setHashSecrets(...job.secrets);
  wasm.setKeys(writeTree(tree, memory), slots);
  wasm.from.value = job.time.from ?? Number.NEGATIVE_INFINITY;
  wasm.before.value = job.time.to ?? Number.POSITIVE_INFINITY;

  const tests: PlannedTest[] = planned.map((test) => {
    const fields = distinctPlaces(test.reads.map(place));
    return { test, fields, memo: writeMemo(fields, memory) };
  });
  const table = memory.allot(tests.length * 4);
  for (const [index, { memo }] of tests.entries()) {
    memory.view().writeUInt32LE(memo, table + index * 4);
  }
  wasm.tests.value = table;
  wasm.testCount.value = tests.length;
  const needsParsing =
    job.needsParsing || planned.length < job.tests.length || (groups !== undefined && !isCounted);
  wasm.hostTests.value = needsParsing ? 2 ** 31 : 0;
  wasm.counting.value = Number(groups !== undefined);
  if (!groups || needsParsing) return { tests, needsParsing };
  const fields = distinctPlaces(groups.reads.map(place));
  const memo = writeMemo(fields, memory);
  wasm.groups.value = memo;
  return { tests, needsParsing, group: { groups, fields, memo } };
}

/** Lets parts through for as long as they have no more keys than so many, of all their fields. */
function fitsIn(most: number): (part: Pick<ScanTest, 'reads'>) => boolean {
  let left = most;
  return ({ reads }) => {
    const keys = reads.reduce((sum, field) => sum + field.length, 0);
    if (keys > left) return false;
    left -= keys;
    return true;
  };
}

/** Whether it looks at fields, and not at the event as a whole. */
function readsParts({ reads }: Pick<ScanTest, 'reads'>): boolean {
  return reads.every((field) => field.length > 0);
}

function distinctPlaces(fields: readonly PlacedField[]): PlacedField[] {
  return [...new Map(fields.map((field) => [field.slot, field])).values()];
}

function writeMemo(fields: readonly PlacedField[], memory: ScannerMemory): number {
  if (fields.length > maxMemoSlots) return 0;
  const memo = memory.allot(memory.wasm.MEMO_SIZE.value);
  const view = memory.view();
  view.writeUInt32LE(fields.length, memo + 8);
  for (const [index, { slot }] of fields.entries()) view.writeInt32LE(slot, memo + 12 + index * 4);
  return memo;
}
