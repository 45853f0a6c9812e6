import { setImmediate as nextTurn } from 'node:timers/promises';
import { leftOutFiles, unreadableFile } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { ListingEntry, Opener } from '../../source/source.ts';
import { fetchAhead } from './fetch-ahead.ts';
import { type FileScanner, onlyLedger, type ScannerResult } from './file-scanner.ts';
import type { Frontier } from './frontier.ts';
import { isLongAgo } from './is-long-ago.ts';

/** Options of `scanInMainThread`. */
export interface MainThreadOptions {
  readonly scanner: FileScanner;
  readonly source: Pick<Opener, 'open' | 'fetch'>;
  readonly frontier: Frontier;
  /** Yield the results of a file before the next file is read. */
  readonly oneFileAtATime: boolean;
  /** Fetch objects while others are scanned. */
  readonly fetchAhead: boolean;
  readonly signal: AbortSignal;
}

/** Results are yielded when the matches have this many bytes, or after this many milliseconds. */
const maxHeldBytes = 2 ** 19;
const maxHeldMilliseconds = 20;

/**
 * Scans files in the main thread, and counts the files and folders that could not be listed or were
 * left out. Throws the signal's reason when it is aborted.
 */
export async function* scanInMainThread(
  entries: AsyncIterable<ListingEntry> | Iterable<ListingEntry>,
  options: MainThreadOptions,
): AsyncGenerator<ScannerResult> {
  const { scanner, frontier, oneFileAtATime, signal } = options;
  let lastYield = Date.now();
  /** The frontier of the results that have been yielded: those of later files may still be held. */
  let yielded = frontier.position();
  const numbers = new Map<LogFile, number>();
  const isTimeToYield = () =>
    oneFileAtATime || scanner.size() > maxHeldBytes || isLongAgo(lastYield, maxHeldMilliseconds);
  const yieldResults = async function* () {
    yielded = frontier.position();
    yield { ...scanner.take(), scanner: 0, frontier: yielded };
    // Aborts are noticed only between two turns of the event loop.
    await nextTurn();
    signal.throwIfAborted();
    lastYield = Date.now();
  };
  const scan = async function* (file: LogFile, fetched?: Buffer) {
    if (await scanner.scanWhole(file, signal, fetched)) return;
    for await (const _ of scanner.scanStream(file, signal, fetched))
      if (isTimeToYield()) yield* yieldResults();
  };
  /** Numbers the files as they are listed: fetched ones come back in another order. */
  const listed = async function* () {
    for await (const entry of entries) {
      if ('name' in entry) numbers.set(entry, frontier.add(entry.name));
      yield entry;
    }
  };
  const finish = (file: LogFile) => {
    frontier.finish(numbers.get(file) ?? -1);
    numbers.delete(file);
  };
  for await (const entry of fetchAhead(listed(), options)) {
    signal.throwIfAborted();
    if ('reason' in entry || 'why' in entry) {
      const ledger = 'why' in entry ? leftOutFiles(entry) : unreadableFile(entry);
      yield { ...onlyLedger(ledger), scanner: 0, frontier: yielded };
    } else if (entry.kind !== 'fetched') {
      yield* scan(entry);
      finish(entry);
    } else {
      const { file, result } = entry;
      if ('stored' in result) yield* scan(file, result.stored);
      else scanner.fail(file, result.error);
      finish(file);
    }
    if (isTimeToYield()) yield* yieldResults();
  }
  yield* yieldResults();
}
