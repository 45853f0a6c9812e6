import { createLedger, type Ledger } from '../../query/ledger.ts';
import type { FileScanner } from '../scan/file-scanner.ts';
import { changedFiles } from './changed-files.ts';
import { createFileSpans, type FileSpan, logFileOf } from './file-spans.ts';
import type { Portion } from './plan-portions.ts';
import type { TimeOrder } from './record-order.ts';
import { type SortedBlock, sortBlock } from './sort-block.ts';

/** What was found in the files of a portion. */
export interface ReadPortion {
  readonly blocks: readonly SortedBlock[];
  /** The files were counted when they were read first: here are those alone that have changed since. */
  readonly ledger: Ledger;
}

/** How a portion is read. */
interface PortionOptions {
  readonly order: TimeOrder;
  readonly signal: AbortSignal;
}

/** Scans the files of a portion, with a scanner that has nothing else to hand out. */
export async function readPortion(
  scanner: FileScanner,
  { files }: Portion,
  { order, signal }: PortionOptions,
): Promise<ReadPortion> {
  for (const span of files) await scanAgain(scanner, span, signal);
  const { blocks } = scanner.take();
  const now = createFileSpans();
  for (const block of blocks) now.add(block);
  return {
    blocks: blocks.map((block) => sortBlock(block, order)),
    ledger: { ...createLedger(), errors: changedFiles(files, now) },
  };
}

/** What a file may have beyond what it had, before it is read no further: some waits in the scanner. */
const slack = 2 ** 21;

async function scanAgain(scanner: FileScanner, span: FileSpan, signal: AbortSignal): Promise<void> {
  const file = logFileOf(span);
  if (await scanner.scanWhole(file)) return;
  const most = scanner.size() + span.bytes + slack;
  for await (const _ of scanner.scanStream(file, signal)) if (scanner.size() > most) return;
}
