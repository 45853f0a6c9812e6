import { createScanEngine } from '../../src/engine/scan-engine.ts';
import { allEvents, type Filter } from '../../src/query/condition/filter.ts';
import type { Query } from '../../src/query/query.ts';
import type { QueryPart } from '../../src/query/query-part.ts';
import type { RecordBlock } from '../../src/query/record-block.ts';
import type { Source } from '../../src/source/source.ts';

/** A query; by default, for all deliveries of all events, in the order in which they are found. */
interface AskOptions extends Partial<Query> {
  readonly signal?: AbortSignal;
}

/**
 * Yields the parts of an answer about a source, read by this thread only. Their blocks are copies
 * that can be kept.
 */
export async function* ask(
  source: Source,
  { signal = new AbortController().signal, ...query }: AskOptions = {},
): AsyncGenerator<QueryPart> {
  const parts = createScanEngine(source, { signal }).query({
    filter: allEvents,
    order: 'none',
    keepDuplicates: true,
    holdBack: 0,
    ...query,
  });
  for await (const { block, ledger } of parts) {
    yield block ? { block: copyOf(block), ledger } : { ledger };
  }
}

function copyOf({ texts, keys, rows, files }: RecordBlock): RecordBlock {
  const copied = (bytes: Buffer) => Buffer.from(Uint8Array.from(bytes).buffer);
  return { texts: copied(texts), keys: copied(keys), rows: rows.slice(), files };
}

/** Yields the parts of an answer with all deliveries of the events that pass the filter. */
export function scan(source: Source, filter: Filter = allEvents): AsyncGenerator<QueryPart> {
  return ask(source, { filter });
}
