import { describeIoError } from './io-error.ts';

/**
 * An error about one log file; others may be readable. The message is in lower case and without a
 * full stop.
 */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/**
 * Explains in a few words why a log file cannot be read. Rethrows any error that is not about
 * reading.
 */
export function describeReadError(error: unknown): string {
  return error instanceof ReadError ? error.message : describeIoError(error);
}
