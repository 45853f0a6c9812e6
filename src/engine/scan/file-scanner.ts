import { createDecoder, type Decoder } from '../../decode/decode.ts';
import type { Decoded } from '../../decode/decoded.ts';
import type { CountedRows, HashSecrets } from '../../decode/scanner/scan-job.ts';
import { type CompiledFilter, compileFilter } from '../../filter/compile-filter.ts';
import { createBlockBuilder } from '../../query/block-builder.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { createLedger, type Ledger } from '../../query/ledger.ts';
import { countRecords, type RecordBlock, sizeOf } from '../../query/record-block.ts';
import type { LogFile } from '../../source/log-file.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { Opener } from '../../source/source.ts';
import type { TimeOrder } from '../order/record-order.ts';
import { sortBlock } from '../order/sort-block.ts';
import { createArchiveTally } from './archive-tally.ts';
import { createFileTally, type FileTally } from './file-tally.ts';
import {
  createTallyNumbers,
  type NewGroups,
  noGroups,
  type TallyNumbers,
  type TallySetup,
} from './tally-numbers.ts';

/** The filter of a scan, and how matches are collected. Plain data: it is sent to workers. */
export interface ScanSetup {
  readonly filter: Filter;
  readonly secrets: HashSecrets;
  /** Count the events that match instead of keeping them. */
  readonly count?: TallySetup;
  /** Sort the events of each block in this order. */
  readonly order?: TimeOrder;
}

/** The results for some of the files. */
export interface ScanResult {
  /** Events that match, including repeated deliveries. */
  readonly blocks: readonly RecordBlock[];
  /** For each block, the indexes of its records in the requested order; empty when no order was requested. */
  readonly orders: readonly Uint32Array<ArrayBuffer>[];
  /** Used instead of blocks when events are only counted: hashes, times, and numbers of groups. */
  readonly counted: readonly CountedRows[];
  /** Groups that were numbered for the first time. */
  readonly groups: NewGroups;
  readonly ledger: Ledger;
}

/** Returns a result without events. */
export function onlyLedger(ledger: Ledger): ScanResult {
  return { blocks: [], orders: [], counted: [], groups: noGroups, ledger };
}

/** The results of one scanner, and how far the scan has come. */
export interface ScannerResult extends ScanResult {
  /** Each scanner numbers its groups separately; the main thread's scanner is 0. */
  readonly scanner: number;
  /** See `Frontier`. */
  readonly frontier: number;
}

/** Scans one file after the other and keeps the results until they are taken. */
export interface FileScanner {
  /**
   * Scans a file in one go, if it is small, undamaged and available at once or already fetched. Returns
   * whether it did, or a promise of that; if not, nothing was done.
   */
  scanWhole(file: LogFile, fetched?: Buffer): boolean | Promise<boolean>;
  /** Scans any file; yields now and then, when results may be taken. */
  scanStream(file: LogFile, signal: AbortSignal, fetched?: Buffer): AsyncGenerator<void>;
  /** Counts a file that cannot be read; rethrows the error when it is not about reading. */
  fail(file: LogFile, error: unknown): void;
  /** Returns the bytes of the results that have not been taken. */
  size(): number;
  /** Returns the results since the last call. */
  take(): ScanResult;
}

/** Creates a scanner. `room` returns memory for the texts of blocks; absent to allocate new memory. */
export function createFileScanner(
  setup: ScanSetup,
  source: Pick<Opener, 'open' | 'readWhole' | 'fetchAgain'>,
  room?: (bytes: number) => ArrayBuffer,
): FileScanner {
  const filter = compileFilter(setup.filter);
  const tallies = setup.count && createTallyNumbers(setup.count);
  const decoder = createDecoder({
    time: filter.time,
    tests: filter.tests,
    needsParsing: filter.grep !== undefined,
    secrets: setup.secrets,
    ...(tallies && { tallies: tallies.steps }),
    ...(room && { room }),
  });
  const collected = createCollection({ filter, tallies, decoder, order: setup.order });

  const fail = (file: LogFile, error: unknown) => {
    const tally = createFileTally(file);
    tally.failed(describeReadError(error), collected.ledger());
    tally.close(collected.ledger());
  };

  /** Yields the fetched content, or fetches it again if it came from the cache and is damaged. */
  const soundChunk = async function* (file: LogFile, fetched: Buffer, signal: AbortSignal) {
    const isObject = file.kind === 'object';
    yield (isObject && (await source.fetchAgain?.(file, fetched, signal))) || fetched;
  };

  return {
    fail,
    scanWhole(file, fetched) {
      let stored: Buffer | undefined;
      try {
        stored = fetched ?? source.readWhole?.(file);
      } catch (error) {
        fail(file, error);
        return true;
      }
      if (!stored) return false;
      const storedBytes = stored.length;
      let inflated = 0;
      const decoded = decoder.decodeWhole(file.name, stored, (bytes) => {
        inflated = bytes;
      });
      if (!decoded) return false;
      const add = (found: readonly Decoded[]): true => {
        const tally = createFileTally(file);
        const ledger = collected.ledger();
        ledger.bytes += storedBytes;
        ledger.inflatedBytes += inflated;
        collected.add(found, tally);
        tally.close(ledger);
        return true;
      };
      return decoded instanceof Promise ? decoded.then(add) : add(decoded);
    },
    async *scanStream(file, signal, fetched) {
      const tally = createArchiveTally(file);
      let failure: string | undefined;
      const chunks = fetched ? soundChunk(file, fetched, signal) : source.open(file, signal);
      const stored = untilFailure(chunks, {
        onBytes: (bytes) => {
          collected.ledger().bytes += bytes;
        },
        onFailure: (error) => {
          signal.throwIfAborted();
          failure = describeReadError(error);
        },
      });
      const onInflated = (bytes: number) => {
        collected.ledger().inflatedBytes += bytes;
      };
      const path = file.kind === 'path' ? file.name : undefined;
      for await (const found of decoder.decodeStream(file.name, stored, onInflated, path)) {
        if (!tally.take(found, collected.ledger())) collected.add(found, tally.current());
        yield;
      }
      if (failure !== undefined) tally.failed(failure, collected.ledger());
      tally.close(collected.ledger());
    },
    size: collected.size,
    take: collected.take,
  };
}

/**
 * Blocks with fewer bytes of text are merged: between records that are parsed here, the decoder's blocks are
 * short.
 */
const smallBlock = 2 ** 14;

/** Collects what was decoded, and tests the events that the decoder left untested. */
function createCollection({
  filter,
  tallies,
  decoder,
  order,
}: {
  readonly filter: CompiledFilter;
  readonly tallies: TallyNumbers | undefined;
  readonly decoder: Decoder;
  readonly order: TimeOrder | undefined;
}) {
  const builder = createBlockBuilder();
  let blocks: RecordBlock[] = [];
  let blockBytes = 0;
  let counted: CountedRows[] = [];
  let countedBytes = 0;
  /** Rows of counted events that were parsed here. */
  let countedHere: number[] = [];
  let ledger = createLedger();

  const keep = (block: RecordBlock | undefined) => {
    if (!block) return;
    blocks.push(block);
    blockBytes += sizeOf(block);
  };
  const takeBuilt = () => keep(builder.take());
  const addEvent = ({ record }: Extract<Decoded, { kind: 'event' }>) => {
    ledger.records++;
    if (!filter.matches(record)) {
      ledger.notMatched++;
      return;
    }
    ledger.matched++;
    const [low, high] = decoder.hashOf(record);
    if (tallies) countedHere.push(low, high, secondsOf(record), ...tallies.groupsOf(record));
    else builder.add(record, [low, high]);
  };
  const addBlock = (block: RecordBlock) => {
    if (block.texts.length < smallBlock) {
      for (let index = 0; index < countRecords(block); index++) builder.copy(block, index);
      return;
    }
    // The records in the builder were found before this block.
    takeBuilt();
    keep(block);
  };
  const addRows = (rows: CountedRows) => {
    counted.push(rows);
    countedBytes += rows.byteLength;
  };
  const add = (found: readonly Decoded[], tally: FileTally | undefined) => {
    for (const each of found) {
      switch (each.kind) {
        case 'matches':
          addBlock(each.block);
          break;
        case 'counted':
          addRows(each.rows);
          break;
        case 'tested':
          ledger.matched += each.matched;
          ledger.notMatched += each.notMatched;
          ledger.records += each.matched + each.notMatched;
          tally?.sawEvent();
          break;
        case 'event':
          tally?.sawEvent();
          addEvent(each);
          break;
        case 'member':
        case 'archive':
          throw new Error('parts about archives have a step of their own');
        default:
          tally?.add(each, ledger);
      }
    }
  };
  return {
    ledger: (): Ledger => ledger,
    add,
    size: () => blockBytes + builder.size() + countedBytes + countedHere.length * 4,
    take(): ScanResult {
      add(decoder.flush(), undefined);
      takeBuilt();
      if (countedHere.length > 0) addRows(Uint32Array.from(countedHere));
      const groups = tallies?.takeNew() ?? noGroups;
      if (groups.areLast) decoder.forgetGroups();
      const orders = order ? blocks.map((block) => sortBlock(block, order)) : [];
      const found = { blocks, orders, counted, groups, ledger };
      blocks = [];
      blockBytes = 0;
      counted = [];
      countedBytes = 0;
      countedHere = [];
      ledger = createLedger();
      return found;
    },
  };
}

/** Returns the time in seconds as the WebAssembly scanner counts it: 0 when it does not fit 32 bits. */
function secondsOf({ time }: EventRecord): number {
  const seconds = Math.floor(time / 1000);
  return seconds > 0 && seconds < 2 ** 32 ? seconds : 0;
}

/** Passes on the chunks up to a failure: they count as much as those of a whole file. */
async function* untilFailure(
  chunks: AsyncIterable<Uint8Array>,
  on: { readonly onBytes: (bytes: number) => void; readonly onFailure: (error: unknown) => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      on.onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    on.onFailure(error);
  }
}
