import { createScanEngine } from '../../src/engine/scan-engine.ts';
import { allEvents, type Filter } from '../../src/query/condition/filter.ts';
import type { Part } from '../../src/query/part.ts';
import type { Query } from '../../src/query/query.ts';
import type { RecordBlock } from '../../src/query/record-block.ts';
import type { Source } from '../../src/source/source.ts';

/** What is asked when nothing else is said: all deliveries of all events, as they are found. */
interface Asked extends Partial<Query> {
  readonly signal?: AbortSignal;
}

/** The parts of an answer about a source, read by this thread only. Their blocks can be kept. */
export async function* ask(
  source: Source,
  { signal = new AbortController().signal, ...query }: Asked = {},
): AsyncGenerator<Part> {
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

/** The parts of an answer with all deliveries of the events that pass the filter. */
export function scan(source: Source, filter: Filter = allEvents): AsyncGenerator<Part> {
  return ask(source, { filter });
}
