import type { Batch } from '../../query/batch.ts';
import { createLedger } from '../../query/ledger.ts';
import { changedFiles } from './changed-files.ts';
import { createFileSpans, type FileSpan } from './file-spans.ts';

/**
 * Passes on what a scan of these files finds, as it finds it. They were counted when they were read
 * first: the ledgers tell those alone that have changed since, when all are read.
 */
export async function* secondScan(
  spans: readonly FileSpan[],
  found: AsyncIterable<Pick<Batch, 'blocks'>>,
): AsyncGenerator<Batch> {
  const now = createFileSpans();
  for await (const { blocks } of found) {
    for (const block of blocks) now.add(block);
    yield { blocks, ledger: createLedger() };
  }
  yield { blocks: [], ledger: { ...createLedger(), errors: changedFiles(spans, now) } };
}
