import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileError } from '../../errors.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { Source } from '../../source/source.ts';
import { fetchAhead } from './fetch-ahead.ts';
import type { FileScanner, FoundBy } from './file-scanner.ts';
import { unreadableFile } from './unreadable-file.ts';

/** Bytes of matches, and milliseconds, after which what was found is handed on. */
const handOnBytes = 2 ** 19;
const handOnAfter = 20;

/** Scans files in this thread, and passes errors on. Throws the signal's reason when it is aborted. */
export async function* scanHere(
  all: AsyncIterable<LogFile | FileError> | Iterable<LogFile | FileError>,
  {
    scanner,
    source,
    promptly,
    signal,
  }: {
    readonly scanner: FileScanner;
    readonly source: Pick<Source, 'open' | 'fetch'>;
    readonly promptly: boolean;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<FoundBy> {
  let last = performance.now();
  const isTime = () =>
    promptly || scanner.size() > handOnBytes || performance.now() - last > handOnAfter;
  const handOn = async function* () {
    yield { ...scanner.take(), scanner: 0 };
    // Signals are heard between two turns of the event loop alone.
    await nextTurn();
    signal.throwIfAborted();
    last = performance.now();
  };
  const scan = async function* (file: LogFile, fetched?: Buffer) {
    if (await scanner.scanWhole(file, fetched)) return;
    for await (const _ of scanner.scanStream(file, signal, fetched)) if (isTime()) yield* handOn();
  };
  for await (const found of fetchAhead(all, { source, promptly, signal })) {
    signal.throwIfAborted();
    if ('reason' in found) {
      yield unreadableFile(found);
    } else if (found.kind !== 'fetched') {
      yield* scan(found);
    } else if ('stored' in found.outcome) {
      yield* scan(found.file, found.outcome.stored);
    } else {
      scanner.fail(found.file, found.outcome.error);
    }
    if (isTime()) yield* handOn();
  }
  yield* handOn();
}
