import { createKeyTable, type KeyTable } from '../../aggregate/key-table.ts';
import type { Batch } from '../../query/batch.ts';
import { createBlockBuilder } from '../../query/block-builder.ts';
import { countRecords, type RecordBlock, Row, rowLength } from '../../query/record-block.ts';

/**
 * Counts the events that came before, by eventID; all deliveries stay in the blocks. Second deliveries
 * have the same bytes, so that both match a filter or none does: only hashes of matches are remembered. Events that share an ID but not their time and name are no deliveries of one
 * event, whoever made them so; they are no duplicates, and neither are events without an ID, before
 * version 1.01.
 */
export async function* countDuplicates(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const { batch } of withDuplicates(batches)) yield batch;
}

/** Counts duplicates and takes them out: of each event the delivery that is found first stays. */
export async function* dropDuplicates(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const { batch, repeated } of withDuplicates(batches)) {
    const blocks = batch.blocks.flatMap((block, at) => without(block, repeated[at] ?? []) ?? []);
    yield { ...batch, blocks };
  }
}

/** Tells for each block of a batch which of its records came before. */
async function* withDuplicates(
  batches: AsyncIterable<Batch>,
): AsyncGenerator<{ readonly batch: Batch; readonly repeated: readonly (readonly number[])[] }> {
  const seen = createKeyTable();
  for await (const { blocks, ledger } of batches) {
    const repeated = blocks.map((block) => repeatedIn(block, seen));
    const duplicates = repeated.reduce((sum, indexes) => sum + indexes.length, 0);
    const matched = ledger.matched - duplicates;
    yield { batch: { blocks, ledger: { ...ledger, matched, duplicates } }, repeated };
  }
}

function repeatedIn(block: RecordBlock, seen: KeyTable): number[] {
  const repeated: number[] = [];
  const { rows } = block;
  let keyStart = 0;
  for (let at = 0; at < rows.length; at += rowLength) {
    const keyEnd = rows[at + Row.keyEnd] ?? 0;
    const hasKey = keyEnd > keyStart;
    keyStart = keyEnd;
    if (!hasKey) continue;
    const before = seen.put(rows[at + Row.hashLow] ?? 0, rows[at + Row.hashHigh] ?? 0, 1);
    if (before !== 0) repeated.push(at / rowLength);
  }
  return repeated;
}

function without(block: RecordBlock, dropped: readonly number[]): RecordBlock | undefined {
  if (dropped.length === 0) return block;
  const builder = createBlockBuilder();
  let next = 0;
  for (let index = 0; index < countRecords(block); index++) {
    if (dropped[next] === index) next++;
    else builder.copy(block, index);
  }
  return builder.take();
}
