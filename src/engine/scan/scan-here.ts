import { setImmediate as nextTurn } from 'node:timers/promises';
import { leftOutFiles, unreadableFile } from '../../query/ledger.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { Listed, Opener } from '../../source/source.ts';
import { fetchAhead } from './fetch-ahead.ts';
import { type FileScanner, onlyLedger, type ScannerResult } from './file-scanner.ts';
import type { Frontier } from './frontier.ts';

/** Options of `scanHere`. */
export interface ScanHereOptions {
  readonly scanner: FileScanner;
  readonly source: Pick<Opener, 'open' | 'fetch'>;
  readonly frontier: Frontier;
  /** Yield the results of a file before the next file is read. */
  readonly oneFileAtATime: boolean;
  readonly signal: AbortSignal;
}

/** Bytes of matches, and milliseconds, after which results are yielded. */
const handOnBytes = 2 ** 19;
const handOnAfter = 20;

/**
 * Scans files in this thread, and counts files that could not be listed. Throws the signal's reason when it
 * is aborted.
 */
export async function* scanHere(
  all: AsyncIterable<Listed> | Iterable<Listed>,
  { scanner, source, frontier, oneFileAtATime, signal }: ScanHereOptions,
): AsyncGenerator<ScannerResult> {
  let last = performance.now();
  const numbers = new Map<LogFile, number>();
  const isTime = () =>
    oneFileAtATime || scanner.size() > handOnBytes || performance.now() - last > handOnAfter;
  const handOn = async function* () {
    yield { ...scanner.take(), scanner: 0, frontier: frontier.position() };
    // Signals are noticed only between two turns of the event loop.
    await nextTurn();
    signal.throwIfAborted();
    last = performance.now();
  };
  const scan = async function* (file: LogFile, fetched?: Buffer) {
    if (await scanner.scanWhole(file, fetched)) return;
    for await (const _ of scanner.scanStream(file, signal, fetched)) if (isTime()) yield* handOn();
  };
  /** Fetched files do not come back in the order of the listing. */
  const listed = async function* () {
    for await (const found of all) {
      if ('name' in found) numbers.set(found, frontier.list(found.name));
      yield found;
    }
  };
  const finish = (file: LogFile) => {
    frontier.finish(numbers.get(file) ?? -1);
    numbers.delete(file);
  };
  for await (const found of fetchAhead(listed(), { source, oneFileAtATime, signal })) {
    signal.throwIfAborted();
    if ('reason' in found || 'why' in found) {
      const ledger = 'why' in found ? leftOutFiles(found) : unreadableFile(found);
      yield { ...onlyLedger(ledger), scanner: 0, frontier: frontier.position() };
    } else if (found.kind !== 'fetched') {
      yield* scan(found);
      finish(found);
    } else {
      const { file, outcome } = found;
      if ('stored' in outcome) yield* scan(file, outcome.stored);
      else scanner.fail(file, outcome.error);
      finish(file);
    }
    if (isTime()) yield* handOn();
  }
  yield* handOn();
}
