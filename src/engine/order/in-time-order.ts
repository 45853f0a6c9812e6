import type { Batch } from '../../query/batch.ts';
import type { RecordBlock } from '../../query/record-block.ts';
import { createFileSpans, type FileSpan, type FileSpans } from './file-spans.ts';
import { mergePortions } from './merge-portions.ts';
import { type Plan, planPortions, portionBytes } from './plan-portions.ts';
import type { ReadPortion } from './read-portion.ts';
import { createRecordSorter, type SortOptions } from './sort-records.ts';

/** A scan whose log files can be read a second time. */
export interface Rereading {
  /** From now on the blocks of the batches may have rows alone. */
  leaveTexts(): void;
  /** Reads the portions of a plan, in their order; to be called when the batches have ended. */
  read(plan: Plan): AsyncIterable<ReadPortion>;
  /** Scans these files again instead, in no order, and hands on what it finds piece by piece. */
  scanAgain(spans: readonly FileSpan[]): AsyncIterable<Batch>;
  /** Takes the memory of a block back that nobody uses any more. */
  giveBack(block: RecordBlock): void;
}

/** How events are put in order. */
export interface OrderOptions extends SortOptions {
  /** Bytes of memory in which events wait; 64 MiB when absent. */
  readonly budget?: number;
  /** Bytes in which events wait while files are read again; 128 MiB when absent. */
  readonly budgetOfMerge?: number;
  /** Absent when a log file cannot be read again. */
  readonly again?: Rereading;
}

/**
 * Takes all batches of a scan and yields their events in the order of their times, as
 * `compareRecords` has it: the order of the batches does not matter. A block must not be looked at
 * any more when the next one has been asked for.
 *
 * Events wait in the blocks in which they come. When these exceed the budget, they are dropped, and
 * of the others no texts are asked for: of each file it is noted from when to when its events are, so
 * that the files can be read again in the order of time, and merged. Where that does not do, because
 * a file is large, too many share a time or one cannot be read again, events are sorted and moved to a
 * temporary folder, which is gone when this ends, however it ends. With a limit, what cannot be among
 * the first so many is dropped. Throws the signal's reason when it is aborted, and ConfigError when the
 * temporary folder does not take what it must.
 */
export async function* inTimeOrder(
  batches: AsyncIterable<Batch>,
  { budget = defaultBudget, budgetOfMerge = defaultBudgetOfMerge, again, ...options }: OrderOptions,
): AsyncGenerator<RecordBlock> {
  const sorter = createRecordSorter(options);
  let mayReadAgain = options.limit === undefined;
  let spans: FileSpans | undefined;
  // When little has been gained, the next cut would come too soon.
  const makeRoom = () => sorter.shrink(budget * 0.75);
  /** A file with more had better not be held as a whole. */
  const largest = budgetOfMerge * shareOfFile;
  try {
    for await (const { blocks } of batches) {
      for (const block of blocks) (spans ?? sorter).add(block);
      if (sorter.size() <= budget) continue;
      if (again && mayReadAgain) spans = spansOf(sorter.blocks(), largest);
      mayReadAgain = false;
      if (spans) {
        again?.leaveTexts();
        sorter.clear();
      } else {
        await makeRoom();
      }
    }
    if (spans && again) {
      const plan = planPortions(
        spans.all(),
        options.order,
        Math.min(portionBytes, budgetOfMerge * shareOfPortion),
      );
      if (plan.mostHeld <= budgetOfMerge && !hasLarge(spans, largest)) {
        yield* mergePortions(plan, again.read(plan), { ...options, giveBack: again.giveBack });
        return;
      }
      for await (const { blocks } of again.scanAgain(spans.all())) {
        for (const block of blocks) sorter.add(block);
        // What is written stays in memory for a while: the half of it makes room for that.
        if (sorter.size() > budget / 2) await sorter.shrink(0);
      }
    }
    yield* sorter.sorted();
  } finally {
    sorter.remove();
  }
}

const defaultBudget = 2 ** 26;
const defaultBudgetOfMerge = 2 ** 27;
/** How much of that one file may take, or several that are read together. */
const shareOfFile = 1 / 8;
const shareOfPortion = 1 / 32;

/** Undefined when one of the files is larger. */
function spansOf(blocks: readonly RecordBlock[], largest: number): FileSpans | undefined {
  const spans = createFileSpans();
  for (const block of blocks) spans.add(block);
  return hasLarge(spans, largest) ? undefined : spans;
}

function hasLarge(spans: FileSpans, largest: number): boolean {
  return spans.all().some(({ bytes }) => bytes > largest);
}
