import { createDecoder, type Decoder } from '../../decode/decode.ts';
import type { Decoded } from '../../decode/decoded.ts';
import type { CountedRows, HashSecrets } from '../../decode/scanner/scan-job.ts';
import { type CompiledFilter, compileNotingFilter } from '../../filter/compile-filter.ts';
import { createBlockBuilder } from '../../query/block-builder.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { isWord, secondsOf } from '../../query/event-seconds.ts';
import { addError, addSkippedFile, createLedger, type Ledger } from '../../query/ledger.ts';
import { createNameNotes, type NameNotes } from '../../query/read-names.ts';
import { countRecords, type RecordBlock, sizeOf } from '../../query/record-block.ts';
import type { LogFile } from '../../source/log-file.ts';
import { isOwnOutput } from '../../source/own-output.ts';
import { isPlainPath } from '../../source/path-bytes.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { Opener } from '../../source/source.ts';
import type { TimeOrder } from '../order/record-order.ts';
import { sortBlock } from '../order/sort-block.ts';
import { createArchiveStatus } from './archive-status.ts';
import { createFileStatus, type FileStatus } from './file-status.ts';
import {
  createGroupNumbering,
  type GroupNumbering,
  type NewGroups,
  noGroups,
  outside,
  type TallySetup,
} from './group-numbering.ts';

/**
 * The filter of a scan, and whether matches are kept or counted. Plain data: it is sent to workers.
 */
export interface ScanSetup {
  readonly filter: Filter;
  readonly secrets: HashSecrets;
  /** Put the names that the filter is compared with in the ledger. */
  readonly noteNames?: boolean;
  /** Count the events that match instead of keeping them. */
  readonly count?: TallySetup;
  /** Keep only events of the only tally, with their groups; never with `count`. */
  readonly group?: TallySetup;
  /** Sort the events of each block in this order. */
  readonly order?: TimeOrder;
}

/** The results for some of the files. */
export interface ScanResult {
  /** Events that match, including repeated deliveries. */
  readonly blocks: readonly RecordBlock[];
  /**
   * For each block, the indexes of its records in the requested order; empty when no order was
   * requested.
   */
  readonly orders: readonly Uint32Array<ArrayBuffer>[];
  /** The rows of counted events, in place of blocks: hashes, times and numbers of groups. */
  readonly counted: readonly CountedRows[];
  /** Groups that were numbered for the first time. */
  readonly groups: NewGroups;
  readonly ledger: Ledger;
}

/** Returns a result without events. */
export function onlyLedger(ledger: Ledger): ScanResult {
  return { blocks: [], orders: [], counted: [], groups: noGroups, ledger };
}

/** The results of one scanner, and how far the scan has got. */
export interface ScannerResult extends ScanResult {
  /** Each scanner numbers its groups separately; the main thread's scanner is 0. */
  readonly scanner: number;
  /** See `Frontier`. */
  readonly frontier: number;
}

/** Scans one file after the other and keeps the results until they are taken. */
export interface FileScanner {
  /**
   * Scans a file in one go, if it is small, undamaged, and already fetched or available without
   * waiting. Returns whether it did so, or a promise of that. If it did not, nothing has changed.
   */
  scanWhole(file: LogFile, signal: AbortSignal, fetched?: Buffer): boolean | Promise<boolean>;
  /** Scans any file. Yields between parts of the file, so that the caller can take results. */
  scanStream(file: LogFile, signal: AbortSignal, fetched?: Buffer): AsyncGenerator<void>;
  /** Counts a file as unreadable. Rethrows errors that are not about reading files. */
  fail(file: LogFile, error: unknown): void;
  /** Returns the size in bytes of the results that have not been taken. */
  size(): number;
  /** Returns the results since the last call. */
  take(): ScanResult;
}

/** Creates a scanner. `allocate` returns memory for blocks; by default, new memory is allocated. */
export function createFileScanner(
  setup: ScanSetup,
  source: Pick<Opener, 'open' | 'readWhole' | 'fetchAgain'>,
  allocate?: (bytes: number) => ArrayBuffer,
): FileScanner {
  const notes = setup.noteNames ? createNameNotes() : undefined;
  const filter = compileNotingFilter(setup.filter, notes);
  const tallied = setup.count ?? setup.group;
  const numbering = tallied && createGroupNumbering(tallied, notes);
  const group = setup.group && numbering?.tallies[0];
  const decoder = createDecoder({
    time: filter.time,
    tests: filter.tests,
    text: filter.text,
    secrets: setup.secrets,
    ...(setup.count && numbering && { tallies: numbering.tallies }),
    ...(group && { group }),
    ...(allocate && { allocate }),
  });
  const collected = createCollection({ filter, notes, numbering, decoder, setup });

  const fail = (file: LogFile, error: unknown) => {
    const status = createFileStatus(file);
    status.failed(describeReadError(error), collected.ledger());
    status.close(collected.ledger());
  };

  /**
   * Yields the fetched bytes. If they came from the cache and are damaged, fetches the object
   * again.
   */
  const undamagedChunk = async function* (file: LogFile, fetched: Buffer, signal: AbortSignal) {
    const isObject = file.kind === 'object';
    yield (isObject && (await source.fetchAgain?.(file, fetched, signal))) || fetched;
  };

  return {
    fail,
    scanWhole(file, signal, fetched) {
      let stored: Buffer | undefined;
      try {
        stored = fetched ?? source.readWhole?.(file);
      } catch (error) {
        fail(file, error);
        return true;
      }
      if (!stored) return false;
      const { length } = stored;
      const status = createFileStatus(file);
      const onInflated = (inflated: number) => {
        collected.ledger().bytes += length;
        collected.ledger().inflatedBytes += inflated;
      };
      const take = (found: readonly Decoded[]) => {
        signal.throwIfAborted();
        collected.add(found, status);
      };
      const close = (isDecoded: boolean) => {
        if (isDecoded) status.close(collected.ledger());
        return isDecoded;
      };
      const decoded = decoder.decodeWhole(file.name, stored, onInflated, take);
      return decoded instanceof Promise ? decoded.then(close) : close(decoded);
    },
    async *scanStream(file, signal, fetched) {
      if (isOwnOutput(file)) {
        addOwnOutput(file, collected.ledger());
        return;
      }
      const status = createArchiveStatus(file);
      let failure: string | undefined;
      const chunks = fetched ? undamagedChunk(file, fetched, signal) : source.open(file, signal);
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
      const path = file.kind === 'path' && isPlainPath(file.name) ? file.name : undefined;
      for await (const found of decoder.decodeStream(file.name, stored, onInflated, path)) {
        if (!status.take(found, collected.ledger())) collected.add(found, status.current());
        yield;
      }
      if (failure !== undefined) status.failed(failure, collected.ledger());
      status.close(collected.ledger());
    },
    size: collected.size,
    take: collected.take,
  };
}

/** Counts a file that is not read because the output goes to it. */
function addOwnOutput({ name, named }: LogFile, ledger: Ledger): void {
  ledger.files++;
  if (named) {
    ledger.unreadableFiles++;
    addError(ledger, { file: name, reason: 'it is the output of this run' });
  } else {
    addSkippedFile(ledger, 'the output of this run', name);
  }
}

/**
 * Blocks with fewer bytes of text than this are merged: the decoder ends a block wherever a record
 * must be parsed, so some blocks are short.
 */
const smallBlock = 2 ** 14;

/** Collects the decoder's results, and tests the events that the decoder could not test. */
function createCollection({
  filter,
  notes,
  numbering,
  decoder,
  setup: { order, count },
}: {
  readonly filter: CompiledFilter;
  readonly notes: NameNotes | undefined;
  readonly numbering: GroupNumbering | undefined;
  readonly decoder: Decoder;
  readonly setup: Pick<ScanSetup, 'order' | 'count'>;
}) {
  const builder = createBlockBuilder();
  let blocks: RecordBlock[] = [];
  let blockBytes = 0;
  let counted: CountedRows[] = [];
  let countedBytes = 0;
  /** The rows of counted events that had to be parsed. */
  let parsedRows: number[] = [];
  /** Those whose time does not fit into 32 bits. */
  let longRows: number[] = [];
  let ledger = createLedger();

  const keep = (block: RecordBlock | undefined) => {
    if (!block) return;
    blocks.push(block);
    blockBytes += sizeOf(block);
  };
  const takeBuilt = () => keep(builder.take());
  const addEvent = ({ record }: Extract<Decoded, { kind: 'event' }>) => {
    ledger.records++;
    const isMatch = filter.matches(record);
    const groups = isMatch ? (numbering?.groupsOf(record) ?? []) : [];
    if (!isMatch || (!count && groups[0] === outside)) {
      ledger.notMatched++;
      return;
    }
    ledger.matched++;
    const [low, high] = decoder.hashOf(record);
    if (!count) return builder.add(record, [low, high], groups[0]);
    const seconds = secondsOf(record.time);
    const rows = isWord(seconds) ? parsedRows : longRows;
    rows.push(low, high, seconds, ...groups);
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
  const add = (found: readonly Decoded[], status: FileStatus | undefined) => {
    for (const part of found) {
      switch (part.kind) {
        case 'matches':
          addBlock(part.block);
          break;
        case 'counted':
          addRows(part.rows);
          break;
        case 'tested':
          ledger.matched += part.matched;
          ledger.notMatched += part.notMatched;
          ledger.records += part.matched + part.notMatched;
          status?.sawEvent();
          break;
        case 'event':
          status?.sawEvent();
          addEvent(part);
          break;
        case 'member':
        case 'archive':
          throw new Error('parts about archives have a step of their own');
        default:
          status?.add(part, ledger);
      }
    }
  };
  return {
    ledger: (): Ledger => ledger,
    add,
    size: () =>
      blockBytes +
      builder.size() +
      countedBytes +
      parsedRows.length * 4 +
      longRows.length * 8 +
      (numbering?.newBytes() ?? 0),
    take(): ScanResult {
      add(decoder.flush(), undefined);
      takeBuilt();
      if (parsedRows.length > 0) addRows(Uint32Array.from(parsedRows));
      if (longRows.length > 0) addRows(Float64Array.from(longRows));
      const groups = numbering?.takeNew() ?? noGroups;
      if (groups.areLast) decoder.forgetGroups();
      const names = notes?.take();
      if (names) ledger.names = names;
      const orders = order ? blocks.map((block) => sortBlock(block, order)) : [];
      const found = { blocks, orders, counted, groups, ledger };
      blocks = [];
      blockBytes = 0;
      counted = [];
      countedBytes = 0;
      parsedRows = [];
      longRows = [];
      ledger = createLedger();
      return found;
    },
  };
}

/**
 * Yields the chunks up to a failure, which it reports: the events before the failure are still
 * read.
 */
async function* untilFailure(
  chunks: AsyncIterable<Uint8Array>,
  {
    onBytes,
    onFailure,
  }: { readonly onBytes: (bytes: number) => void; readonly onFailure: (error: unknown) => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    onFailure(error);
  }
}
