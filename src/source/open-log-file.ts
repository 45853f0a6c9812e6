import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import type { LogFile } from './log-file.ts';

/** The bytes of a log file as they are stored. Reading throws what the operating system reports. */
export function openLogFile(
  file: LogFile,
  stdin: Readable,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  if (file.kind === 'stdin') return addAbortSignal(signal, stdin);
  return createReadStream(file.name, { highWaterMark: 2 ** 18, signal });
}
