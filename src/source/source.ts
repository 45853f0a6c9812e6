import type { FileError } from '../errors.ts';
import type { Filter } from '../query/filter.ts';
import type { LogFile } from './log-file.ts';

/** Somewhere log files lie: a disk, a pipe, a bucket. */
export interface Source {
  /**
   * The log files in which events that pass the filter can be, in a stable order; what cannot be
   * looked at as an error in its place.
   */
  list(filter: Filter, signal: AbortSignal): AsyncIterable<LogFile | FileError>;
  /** The bytes of a log file as they are stored. Reading throws what the system reports. */
  open(file: LogFile, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
